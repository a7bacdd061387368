import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { defaultOf } from "../../evaluation/provider-defaults";
import { orDefault } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { textOf } from "../../evaluation/stated";

const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const STREAM = "aws:kinesis/stream:Stream";
/** What names the stream from which it reads; then it keeps nothing itself, and Firehose refuses to encrypt. */
const SOURCE = "kinesisSourceConfiguration";

const CUSTOMER_KEY = "CUSTOMER_MANAGED_CMK";
const AMAZONS_KEY = "AWS_OWNED_CMK";

export const deliveryStreamsAreEncrypted: StackRule = {
  id: "ENC-FH-01",
  slug: "firehose-streams-are-encrypted",
  title: "Firehose delivery streams are encrypted",
  severity: "medium",
  scope: "stack",
  types: [DELIVERY],
  siblings: [STREAM],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set serverSideEncryption.enabled to true, or encrypt the Kinesis stream from which it reads.",
  url: "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
  check(delivery, stack) {
    const { inputs } = delivery;
    const enabled = orDefault(inputs.at("serverSideEncryption", "enabled").flag(), false);
    if (enabled.state === "unknown") return undetermined(enabled);
    if (enabled.value) return judgeKind(delivery);
    if (inputs.at("mskSourceConfiguration").state !== "absent")
      return notApplicable("it reads from Kafka, whose brokers always encrypt what they keep");
    if (inputs.at(SOURCE).state !== "absent") return judgeSource(delivery, stack);
    return violation("unencrypted", {
      message:
        "'serverSideEncryption.enabled' is not true, so that records wait for their delivery in clear; true is required",
      fix: "set serverSideEncryption.enabled to true",
      property: "serverSideEncryption.enabled",
    });
  },
};

function judgeKind({ type, inputs }: Resource): Outcome {
  const encryption = inputs.at("serverSideEncryption");
  const stated = encryption.at("keyType").filledText();
  const kind = orDefault(stated, String(defaultOf(type, "serverSideEncryption.keyType")));
  const key = encryption.at("keyArn").filledText();
  if (kind.state === "unknown") return undetermined(kind);
  const ownKey = {
    fix: `set serverSideEncryption.keyType to ${CUSTOMER_KEY} and serverSideEncryption.keyArn to a key of your own`,
  };
  switch (kind.value) {
    case CUSTOMER_KEY:
      if (key.state === "unknown") return undetermined(key);
      if (key.state === "value") return pass;
      return violation("no-key", {
        message: `'serverSideEncryption.keyType' is ${CUSTOMER_KEY}, but 'serverSideEncryption.keyArn' is missing`,
        ...ownKey,
        property: "serverSideEncryption.keyArn",
      });
    case AMAZONS_KEY:
      if (stated.state === "value" || key.state === "absent") return pass;
      if (key.state === "unknown") return undetermined(key);
      return violation("key-unused", {
        message: `'serverSideEncryption.keyArn' is '${key.value}', but 'serverSideEncryption.keyType' is missing, which means ${AMAZONS_KEY}: the key is not used`,
        ...ownKey,
        property: "serverSideEncryption.keyType",
      });
    default:
      return violation("key-type", {
        message: `'serverSideEncryption.keyType' is ${kind.value}; ${CUSTOMER_KEY} or ${AMAZONS_KEY} is allowed`,
        ...ownKey,
        property: "serverSideEncryption.keyType",
      });
  }
}

/** It is as well encrypted as the stream from which it reads. */
function judgeSource(delivery: Resource, stack: Stack): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const stream of stack.ofType(STREAM)) {
    const answer = stack.refersTo(delivery, SOURCE, stream, "kinesisStreamArn");
    if (answer === true) return [judgeStream(stream)];
    if (typeof answer !== "boolean") outcomes.push(undetermined(answer.unknown, answer.urn));
  }
  if (outcomes.length > 0) return allOf(outcomes);
  const path = `${SOURCE}.kinesisStreamArn`;
  return [undetermined({ state: "unknown", path, why: "names a stream that is not in this stack" })];
}

function judgeStream(stream: Resource): Outcome {
  const kind = textOf(stream, "encryptionType");
  if (kind.state === "unknown") return undetermined(kind, stream.urn);
  if (kind.value === "KMS") return pass;
  return violation("source-unencrypted", {
    message: `'encryptionType' of the stream from which it reads is ${kind.value}; KMS is required`,
    fix: "set encryptionType of the stream to KMS and its kmsKeyId to a key of your own",
    property: "encryptionType",
    related: stream.urn,
  });
}
