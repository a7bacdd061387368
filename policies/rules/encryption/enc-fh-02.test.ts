import { testRule } from "../../testing/cases";
import { KEY_ARN, keyCases } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { nested } from "../../testing/wrapped";
import { deliveryStreamsUseCustomerKeys } from "./enc-fh-02";

const TYPE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const OWN = { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: KEY_ARN };
const delivery = (inputs: Record<string, unknown>): [Given] => [{ type: TYPE, name: "archive", inputs }];

describe("ENC-FH-02", () => {
  testRule(deliveryStreamsUseCustomerKeys, [
    ...keyCases({
      type: TYPE,
      property: "serverSideEncryption.keyArn",
      beside: { serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK" } },
      alias: "alias/aws/firehose",
      missing:
        "'serverSideEncryption.keyArn' is missing, so that Firehose refuses to encrypt it; a customer-managed key is required. " +
        "To mend it: set serverSideEncryption.keyArn to the ARN of a key of your own.",
      reasonPrefix: "stream-",
    }),
    ...["extendedS3Configuration.kmsKeyArn", "redshiftConfiguration.s3Configuration.kmsKeyArn"].flatMap(
      (property) =>
        keyCases({
          type: TYPE,
          property,
          beside: { serverSideEncryption: OWN, ...nested(property.replace("kmsKeyArn", "roleArn"), "a") },
          alias: "alias/aws/s3",
          missing:
            `'${property}' is missing, so that the bucket decides how objects are encrypted; a customer-managed key is required. ` +
            `To mend it: set ${property} to the ARN of a key of your own.`,
          reasonPrefix: "destination-",
        }),
    ),
    {
      title: "it reads from a stream",
      resources: delivery({
        kinesisSourceConfiguration: { roleArn: "a" },
        extendedS3Configuration: { kmsKeyArn: KEY_ARN },
      }),
      expect: ["pass"],
    },
    {
      title: "it reads from Kafka and delivers elsewhere",
      resources: delivery({ mskSourceConfiguration: { topicName: "events" } }),
      expect: ["notApplicable"],
      message: "the stream from which it reads keeps the records",
    },
    {
      title: "nothing said",
      resources: delivery({ destination: "extended_s3" }),
      expect: ["violation stream-key-type"],
      message:
        "'enabled' is not true in 'serverSideEncryption'; encryption with CUSTOMER_MANAGED_CMK is required. " +
        "To mend it: set serverSideEncryption.enabled to true, keyType to CUSTOMER_MANAGED_CMK and keyArn to the ARN of a key of your own.",
    },
    {
      title: "Amazon's key",
      resources: delivery({
        serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK", keyArn: KEY_ARN },
      }),
      expect: ["violation stream-key-type"],
    },
    {
      title: "off",
      resources: delivery({ serverSideEncryption: { ...OWN, enabled: false } }),
      expect: ["violation stream-key-type"],
    },
    {
      title: "neither",
      resources: delivery({ extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive" } }),
      expect: ["violation stream-key-type", "violation destination-no-key"],
    },
    {
      title: "kind not known",
      resources: delivery({ serverSideEncryption: { ...OWN, keyType: UNKNOWN } }),
      expect: ["undetermined serverSideEncryption.keyType"],
    },
  ]);
});
