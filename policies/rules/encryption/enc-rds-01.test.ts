import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { KEY_ARN } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { databasesAreEncrypted } from "./enc-rds-01";

const INSTANCE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const GLOBAL = "aws:rds/globalCluster:GlobalCluster";
const database = (type: string, inputs: Record<string, unknown>): [Given] => [
  { type, name: "ledger", inputs },
];
const MESSAGE =
  "'storageEncrypted' is false, so that data, logs, backups and snapshots lie open on Amazon's disks; true is required. To mend it: set storageEncrypted to true.";

describe("ENC-RDS-01", () => {
  testRule(databasesAreEncrypted, [
    ...flagCases({
      types: [INSTANCE, CLUSTER, GLOBAL],
      property: "storageEncrypted",
      silence: "wrong",
      reason: "unencrypted",
      message: MESSAGE,
    }),
    {
      title: "a replica",
      resources: database(INSTANCE, { replicateSourceDb: "ledger", instanceClass: "db.m5.large" }),
      expect: ["notApplicable"],
      message: "its storage is encrypted as that of its source ('replicateSourceDb')",
    },
    {
      title: "a replica of what is not known yet",
      resources: database(INSTANCE, { replicateSourceDb: UNKNOWN, storageEncrypted: false }),
      expect: ["undetermined replicateSourceDb"],
    },
    {
      title: "a global cluster over one that exists",
      resources: database(GLOBAL, {
        sourceDbClusterIdentifier: "arn:aws:rds:us-east-1:111122223333:cluster:a",
      }),
      expect: ["notApplicable"],
    },
    {
      title: "an empty name of a source",
      resources: database(INSTANCE, { replicateSourceDb: "" }),
      expect: ["violation unencrypted"],
    },
    {
      title: "Aurora Serverless v1",
      resources: database(CLUSTER, { engineMode: "serverless" }),
      expect: ["pass"],
    },
    {
      title: "Aurora Serverless v1 that says no",
      resources: database(CLUSTER, { engineMode: "serverless", storageEncrypted: false }),
      expect: ["violation unencrypted"],
    },
    {
      title: "provisioned",
      resources: database(CLUSTER, { engineMode: "provisioned", kmsKeyId: KEY_ARN }),
      expect: ["violation unencrypted"],
    },
    {
      title: "a mode that is not known",
      resources: database(CLUSTER, { engineMode: UNKNOWN }),
      expect: ["undetermined engineMode"],
    },
  ]);
});
