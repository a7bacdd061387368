import { pass, undetermined, violation } from "../../evaluation/outcome";
import type { Change, ResourceRule } from "../../evaluation/rule";
import { textOf } from "../../evaluation/stated";

/** The key that AWS manages for Kinesis. */
const SERVICE_KEY = "alias/aws/kinesis";

export const streamsAreEncrypted: ResourceRule = {
  id: "ENC-KIN-01",
  slug: "kinesis-streams-are-encrypted",
  title: "Kinesis data streams are encrypted with KMS",
  severity: "medium",
  scope: "resource",
  types: ["aws:kinesis/stream:Stream"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set encryptionType to KMS and kmsKeyId to a key of your own.",
  url: "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
  check(stream) {
    const kind = textOf(stream, "encryptionType");
    const key = stream.inputs.at("kmsKeyId").filledText();
    if (kind.state === "unknown") return undetermined(kind);
    if (kind.value !== "KMS") {
      return violation("unencrypted", {
        message: `'encryptionType' is ${kind.value}; KMS is required`,
        fix: "set encryptionType to KMS and kmsKeyId to the ARN of a key of your own",
        property: "encryptionType",
      });
    }
    if (key.state === "unknown") return undetermined(key);
    if (key.state === "value") return pass;
    return violation("no-key", {
      message: "'encryptionType' is KMS, but 'kmsKeyId' is missing, without which Kinesis encrypts nothing",
      fix: `set kmsKeyId to the ARN of a key of your own, or to ${SERVICE_KEY}`,
      property: "kmsKeyId",
    });
  },
  remediate({ inputs }) {
    const named = inputs.at("kmsKeyId").filledText().state === "value";
    const key: Change = { at: ["kmsKeyId"], value: SERVICE_KEY };
    return [{ at: ["encryptionType"], value: "KMS" }, ...(named ? [] : [key])];
  },
};
