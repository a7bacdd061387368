import { judgeKey, keyTaken } from "../../evaluation/customer-keys";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader, Unknown } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const KEY = "encryptionConfig.provider.keyArn";
/** What EKS can encrypt with a key of the customer's. */
const SECRETS = "secrets";

const FIX = `set encryptionConfig with resources ["${SECRETS}"] and provider.keyArn of a key of your own`;

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
  remediation: 'Set encryptionConfig with resources ["secrets"] and provider.keyArn of a key of your own.',
  url: "https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",
  check({ type, inputs }) {
    const config = inputs.at("encryptionConfig");
    const encrypts = keyTaken(type, KEY);
    const stated = config.list();
    if (stated.state === "unknown") return undetermined(stated);
    if (stated.state === "absent" || stated.value.length === 0) return notConfigured(encrypts);
    return allOf([
      judgeResources(config),
      judgeKey(config.at("provider", "keyArn"), { property: KEY, otherwise: encrypts }),
    ]);
  },
};

function notConfigured(encrypts: string): Outcome {
  return violation("no-configuration", {
    message: `'encryptionConfig' is missing, so that ${encrypts}, and nothing does before Kubernetes 1.28; a customer-managed key is required`,
    fix: FIX,
    property: "encryptionConfig",
  });
}

function judgeResources(config: Reader): Outcome {
  const resources = config.at("resources").list();
  if (resources.state === "unknown") return undetermined(resources);
  const reads = resources.state === "value" ? resources.value.map((each) => each.text()) : [];
  if (reads.some((read) => read.state === "value" && read.value === SECRETS)) return pass;
  const unknown = reads.find((read): read is Unknown => read.state === "unknown");
  if (unknown !== undefined) return undetermined(unknown);
  return violation("secrets-not-covered", {
    message: `'encryptionConfig.resources' does not name ${SECRETS}, the only thing that EKS can encrypt with it`,
    fix: FIX,
    property: "encryptionConfig.resources",
  });
}
