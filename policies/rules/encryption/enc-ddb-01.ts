import { judgeKey, keyTaken, namesCustomerKey } from "../../evaluation/customer-keys";
import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

export const tablesUseCustomerKeys: ResourceRule = {
  id: "ENC-DDB-01",
  slug: "dynamodb-tables-use-customer-managed-keys",
  title: "DynamoDB tables use KMS encryption with a CMK",
  severity: "medium",
  scope: "resource",
  types: [TABLE, REPLICA],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set serverSideEncryption.enabled to true and serverSideEncryption.kmsKeyArn to a key of your own, and give each replica a key of its region.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
  check(resource) {
    if (resource.type === REPLICA) return namesCustomerKey("kmsKeyArn")(resource);
    return allOf([...judgeTable(resource), ...judgeReplicas(resource)]);
  },
};

/** `enabled` means a KMS key; without it DynamoDB encrypts, too, but ignores the key that is named. */
const kmsUseDemand: FlagDemand = {
  property: "serverSideEncryption.enabled",
  reason: "aws-owned-key",
  otherwise: "a key that AWS owns encrypts the table",
};
const usesCustomerKey = namesCustomerKey("serverSideEncryption.kmsKeyArn");

function judgeTable(table: Resource): readonly Outcome[] {
  const kms = judgeFlag(table, kmsUseDemand);
  return [kms.kind === "pass" ? usesCustomerKey(table) : kms];
}

/** Keys do not leave their region, so that every replica needs its own. */
function judgeReplicas({ type, inputs }: Resource): readonly Outcome[] {
  const replicas = inputs.at("replicas").list();
  if (replicas.state === "unknown") return [undetermined(replicas)];
  if (replicas.state === "absent") return [];
  return replicas.value.map((replica) =>
    judgeKey(replica.at("kmsKeyArn"), {
      property: `${replica.path}.kmsKeyArn`,
      otherwise: keyTaken(type, "replicas.kmsKeyArn"),
      reasonPrefix: "replica-",
    }),
  );
}
