import { keyTaken } from "../../evaluation/customer-keys";
import { pass, undetermined, violation } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

const PROPERTY = "kmsMasterKeyId";

export const topicsAreEncrypted: ResourceRule = {
  id: "ENC-SNS-01",
  slug: "sns-topics-are-encrypted",
  title: "SNS topics are encrypted at rest",
  severity: "medium",
  scope: "resource",
  types: ["aws:sns/topic:Topic"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set kmsMasterKeyId to a key of your own whose policy lets the services that publish use it.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
  check({ type, inputs }) {
    const key = inputs.at(PROPERTY).filledText();
    if (key.state === "unknown") return undetermined(key);
    if (key.state === "value") return pass;
    return violation("unencrypted", {
      message: `'${PROPERTY}' is missing, so that ${keyTaken(type, PROPERTY)}; a KMS key is required`,
      fix: `set ${PROPERTY} to the ARN of a key of your own`,
      property: PROPERTY,
    });
  },
};
