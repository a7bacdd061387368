import { testRule } from "../../testing/cases";
import { fails, passes } from "../../testing/expectations";
import { KEY_ARN as KEY } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { deliveryStreamsAreEncrypted } from "./enc-fh-01";

const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const STREAM = "aws:kinesis/stream:Stream";
const STREAM_ARN = "arn:aws:kinesis:us-east-1:111122223333:stream/events";
const delivery = (inputs: Record<string, unknown>): Given => ({
  type: DELIVERY,
  name: "archive",
  inputs: { destination: "extended_s3", ...inputs },
});
const encryption = (serverSideEncryption: unknown): Given => delivery({ serverSideEncryption });
const stream = (encryptionType: unknown): Given => ({
  type: STREAM,
  name: "events",
  inputs: { arn: STREAM_ARN, encryptionType },
});
const reading: Given = delivery({ kinesisSourceConfiguration: { kinesisStreamArn: STREAM_ARN } });
const planned: Given = {
  ...delivery({ kinesisSourceConfiguration: { kinesisStreamArn: UNKNOWN } }),
  from: { kinesisSourceConfiguration: [`${STREAM} events`] },
};
const MEND =
  "To mend it: set serverSideEncryption.keyType to CUSTOMER_MANAGED_CMK and serverSideEncryption.keyArn to a key of your own.";

describe("ENC-FH-01", () => {
  testRule(deliveryStreamsAreEncrypted, [
    passes("Amazon's key", encryption({ enabled: true })),
    passes("Amazon's key by name", encryption({ enabled: true, keyType: "AWS_OWNED_CMK" })),
    passes(
      "Amazon's key by name, beside another",
      encryption({ enabled: true, keyType: "AWS_OWNED_CMK", keyArn: KEY }),
    ),
    passes("a key of one's own", encryption({ enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: KEY })),
    passes("as text in a list", encryption([{ enabled: "true" }])),
    passes("an encrypted source", reading, stream("KMS")),
    passes("an encrypted source at a preview", planned, stream("KMS")),
    {
      title: "it reads from Kafka",
      resources: [delivery({ mskSourceConfiguration: { topicName: "events" } })],
      expect: ["notApplicable"],
      message: "it reads from Kafka, whose brokers always encrypt what they keep",
    },
    {
      ...fails("nothing said", "unencrypted", delivery({})),
      message:
        "'serverSideEncryption.enabled' is not true, so that records wait for their delivery in clear; true is required. " +
        "To mend it: set serverSideEncryption.enabled to true.",
    },
    fails("turned off", "unencrypted", encryption({ enabled: false })),
    fails("turned off beside a key", "unencrypted", encryption({ enabled: "false", keyArn: KEY })),
    fails("an empty object", "unencrypted", encryption({})),
    {
      ...fails("no key", "no-key", encryption({ enabled: true, keyType: "CUSTOMER_MANAGED_CMK" })),
      message: `'serverSideEncryption.keyType' is CUSTOMER_MANAGED_CMK, but 'serverSideEncryption.keyArn' is missing. ${MEND}`,
    },
    fails(
      "an empty key",
      "no-key",
      encryption({ enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: "" }),
    ),
    {
      ...fails("a kind that there is not", "key-type", encryption({ enabled: true, keyType: "AWS_OWN" })),
      message: `'serverSideEncryption.keyType' is AWS_OWN; CUSTOMER_MANAGED_CMK or AWS_OWNED_CMK is allowed. ${MEND}`,
    },
    {
      ...fails("a key that is not used", "key-unused", encryption({ enabled: true, keyArn: "alias/data" })),
      message: `'serverSideEncryption.keyArn' is 'alias/data', but 'serverSideEncryption.keyType' is missing, which means AWS_OWNED_CMK: the key is not used. ${MEND}`,
    },
    {
      ...fails("an open source", "source-unencrypted", reading, stream("NONE")),
      message:
        "'encryptionType' of the stream from which it reads is NONE; KMS is required. " +
        "To mend it: set encryptionType of the stream to KMS and its kmsKeyId to a key of your own.",
    },
    fails("an open source at a preview", "source-unencrypted", planned, stream(undefined)),
    {
      title: "a source that is elsewhere",
      resources: [reading],
      expect: ["undetermined kinesisSourceConfiguration.kinesisStreamArn"],
      message: "kinesisSourceConfiguration.kinesisStreamArn names a stream that is not in this stack",
    },
    {
      title: "whether it is enabled not known",
      resources: [encryption({ enabled: UNKNOWN })],
      expect: ["undetermined serverSideEncryption.enabled"],
    },
    {
      title: "kind not known",
      resources: [encryption({ enabled: true, keyType: UNKNOWN, keyArn: KEY })],
      expect: ["undetermined serverSideEncryption.keyType"],
    },
    {
      title: "encryption of the source not known",
      resources: [reading, stream(UNKNOWN)],
      expect: ["undetermined encryptionType"],
    },
  ]);
});
