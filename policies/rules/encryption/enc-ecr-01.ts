import { judgeKey, keyTaken } from "../../evaluation/customer-keys";
import { undetermined, violation } from "../../evaluation/outcome";
import { defaultOf } from "../../evaluation/provider-defaults";
import { orDefault } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const KIND = "encryptionConfigurations.encryptionType";
const KEY = "encryptionConfigurations.kmsKey";

/** Once, and for images that have to be encrypted twice. */
const KMS_KINDS = ["KMS", "KMS_DSSE"];

export const repositoriesUseCustomerKeys: ResourceRule = {
  id: "ENC-ECR-01",
  slug: "ecr-repositories-use-customer-managed-keys",
  title: "ECR repositories use KMS encryption",
  severity: "low",
  scope: "resource",
  types: ["aws:ecr/repository:Repository"],
  controls: {
    soc2: ["CC6.1"],
    pci: ["3.6.1.2"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set encryptionConfigurations with encryptionType KMS and kmsKey when the repository is made: it cannot be changed afterwards.",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
  check({ type, inputs }) {
    const configuration = inputs.at("encryptionConfigurations");
    const kind = orDefault(configuration.at("encryptionType").filledText(), String(defaultOf(type, KIND)));
    if (kind.state === "unknown") return undetermined(kind);
    if (!KMS_KINDS.includes(kind.value)) {
      return violation("not-kms", {
        message: `'${KIND}' is ${kind.value}; ${KMS_KINDS.join(" or ")} is required`,
        fix: `set ${KIND} to KMS and ${KEY} to the ARN of a key of your own`,
        property: KIND,
      });
    }
    return judgeKey(configuration.at("kmsKey"), { property: KEY, otherwise: keyTaken(type, KEY) });
  },
};
