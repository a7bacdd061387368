import { judgeKey, keyTaken } from "../../evaluation/customer-keys";
import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader, Unknown } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const KEY = "encryptionConfig.provider.keyArn";
/** What EKS can encrypt with a key of the customer's. */
const SECRETS = "secrets";

export const clustersEncryptSecrets: ResourceRule = {
  id: "ENC-EKS-01",
  slug: "eks-clusters-encrypt-secrets",
  title: "EKS envelope-encrypts Kubernetes secrets",
  severity: "high",
  scope: "resource",
  types: ["aws:eks/cluster:Cluster"],
  controls: {
    soc2: ["CC6.1"],
    pci: ["3.6.1.2", "8.3.2"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24", "A.5.17"],
  },
  remediation: "Set encryptionConfig with resources [\"secrets\"] and provider.keyArn of a key of your own.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",
  check({ type, inputs }) {
    const config = inputs.at("encryptionConfig");
    const covers = judgeResources(config, keyTaken(type, KEY));
    if (covers.kind !== "pass") return covers;
    return judgeKey(config.at("provider", "keyArn"), { property: KEY, otherwise: keyTaken(type, KEY) });
  },
};

function judgeResources(config: Reader, otherwise: string): Outcome {
  const resources = config.at("resources").list();
  if (resources.state === "unknown") return undetermined(resources);
  const reads = resources.state === "value" ? resources.value.map((each) => each.text()) : [];
  if (reads.some((read) => read.state === "value" && read.value === SECRETS)) return pass;
  const unknown = reads.find((read): read is Unknown => read.state === "unknown");
  if (unknown !== undefined) return undetermined(unknown);
  return violation("secrets-not-covered", {
    message: `'encryptionConfig.resources' does not name ${SECRETS}, so that ${otherwise}, and before Kubernetes 1.28 none; a customer-managed key is required`,
    fix: `set encryptionConfig with resources ["${SECRETS}"] and provider.keyArn of a key of your own`,
    property: "encryptionConfig.resources",
  });
}
