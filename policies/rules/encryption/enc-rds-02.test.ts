import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { databasesUseCustomerKeys } from "./enc-rds-02";

const INSTANCE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const MISSING =
  "'kmsKeyId' is missing, so that the key that AWS manages (alias/aws/rds) encrypts it; a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.";

describe("ENC-RDS-02", () => {
  testRule(databasesUseCustomerKeys, [
    ...[INSTANCE, CLUSTER].flatMap((type) =>
      keyCases({
        type,
        property: "kmsKeyId",
        beside: { storageEncrypted: true },
        alias: "alias/aws/rds",
        missing: MISSING,
      }),
    ),
    {
      title: "a replica",
      resources: [{ type: INSTANCE, name: "replica", inputs: { replicateSourceDb: "ledger" } }],
      expect: ["notApplicable"],
      message: "it takes the key of its source ('replicateSourceDb')",
    },
    {
      title: "a replica that asks for Amazon's key",
      resources: [
        {
          type: INSTANCE,
          name: "replica",
          inputs: { replicateSourceDb: "ledger", kmsKeyId: "alias/aws/rds" },
        },
      ],
      expect: ["violation aws-managed-key"],
    },
  ]);
});
