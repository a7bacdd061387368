import { judgeKey } from "../../evaluation/customer-keys";
import { allOf, notApplicable, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const CUSTOMER_KEY = "CUSTOMER_MANAGED_CMK";

/** Streams that keep the records while Firehose reads them: their encryption is theirs. */
const SOURCES = ["kinesisSourceConfiguration", "mskSourceConfiguration"];

/** Where it writes into S3: as its destination, or beside it for what could not be delivered. */
const BUCKETS = [
  ["extendedS3Configuration"],
  ...[
    "elasticsearch",
    "httpEndpoint",
    "iceberg",
    "opensearch",
    "opensearchserverless",
    "redshift",
    "snowflake",
    "splunk",
  ].map((destination) => [`${destination}Configuration`, "s3Configuration"]),
];

export const deliveryStreamsUseCustomerKeys: ResourceRule = {
  id: "ENC-FH-02",
  slug: "firehose-streams-use-customer-managed-keys",
  title: "Firehose uses a CMK for the stream and for its S3 destination",
  severity: "low",
  scope: "resource",
  types: ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set serverSideEncryption with keyType CUSTOMER_MANAGED_CMK and keyArn, and kmsKeyArn of the S3 destination.",
  url: "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
  check({ inputs }) {
    return allOf([...judgeStream(inputs), ...judgeDestinations(inputs)]);
  },
};

function judgeStream(inputs: Reader): readonly Outcome[] {
  if (SOURCES.some((source) => inputs.at(source).state !== "absent"))
    return [notApplicable("the stream from which it reads keeps the records")];
  const encryption = inputs.at("serverSideEncryption");
  const enabled = orDefault(encryption.at("enabled").flag(), false);
  const kind = orDefault(encryption.at("keyType").filledText(), "missing");
  if (enabled.state === "unknown") return [undetermined(enabled)];
  if (enabled.value && kind.state === "unknown") return [undetermined(kind)];
  if (enabled.value && kind.state === "value" && kind.value === CUSTOMER_KEY) {
    return [
      judgeKey(encryption.at("keyArn"), {
        property: "serverSideEncryption.keyArn",
        otherwise: "Firehose refuses to encrypt it",
        reasonPrefix: "stream-",
      }),
    ];
  }
  const found =
    enabled.value && kind.state === "value" ? `'keyType' is ${kind.value}` : "'enabled' is not true";
  return [
    violation("stream-key-type", {
      message: `${found} in 'serverSideEncryption'; encryption with ${CUSTOMER_KEY} is required`,
      fix: `set serverSideEncryption.enabled to true, keyType to ${CUSTOMER_KEY} and keyArn to the ARN of a key of your own`,
      property: "serverSideEncryption",
    }),
  ];
}

function judgeDestinations(inputs: Reader): readonly Outcome[] {
  return BUCKETS.flatMap((path) => {
    const bucket = inputs.at(...path);
    if (bucket.state === "absent") return [];
    return judgeKey(bucket.at("kmsKeyArn"), {
      property: `${path.join(".")}.kmsKeyArn`,
      otherwise: "the bucket decides how objects are encrypted",
      reasonPrefix: "destination-",
    });
  });
}
