import { judgeKey, keyTaken, namesCustomerKey } from "../../evaluation/customer-keys";
import { allOf, undetermined } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

export const secretsUseCustomerKeys: ResourceRule = {
  id: "ENC-SM-01",
  slug: "secrets-use-customer-managed-keys",
  title: "Secrets Manager secrets use a CMK",
  severity: "high",
  scope: "resource",
  types: ["aws:secretsmanager/secret:Secret"],
  controls: {
    soc2: ["CC6.1"],
    pci: ["3.6.1.2", "8.3.2", "8.6.3"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24", "A.5.17"],
  },
  remediation: "Set kmsKeyId to a key of your own, and replicas[].kmsKeyId to one of each region.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  check(resource) {
    const { type, inputs } = resource;
    const own = namesCustomerKey("kmsKeyId")(resource);
    const replicas = inputs.at("replicas").list();
    if (replicas.state === "unknown") return allOf([own, undetermined(replicas)]);
    if (replicas.state === "absent") return own;
    const each = replicas.value.map((replica) =>
      judgeKey(replica.at("kmsKeyId"), {
        property: `${replica.path}.kmsKeyId`,
        otherwise: keyTaken(type, "replicas.kmsKeyId"),
        reasonPrefix: "replica-",
      }),
    );
    return allOf([own, ...each]);
  },
};
