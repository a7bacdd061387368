import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { databasesAreBackedUp } from "./ret-rds-01";

const instance = single("aws:rds/instance:Instance");
const cluster = single("aws:rds/cluster:Cluster");
const days = "undetermined backupRetentionPeriod";

describe("RET-RDS-01", () => {
  testRule(databasesAreBackedUp, [
    instance("a week", { backupRetentionPeriod: 7 }, "pass"),
    instance("a week, as text", { backupRetentionPeriod: "7" }, "pass"),
    instance("as long as RDS can", { backupRetentionPeriod: 35 }, "pass"),
    cluster("a week of a cluster", { engine: "aurora-postgresql", backupRetentionPeriod: 7 }, "pass"),
    instance(
      "records, as long as RDS can",
      { backupRetentionPeriod: 35, tags: { "record-class": "pci-audit" } },
      "pass",
    ),
    instance(
      "metrics, which no law asks to keep",
      { backupRetentionPeriod: 7, tags: { "record-class": "metrics-operational" } },
      "pass",
    ),
    instance(
      "a replica",
      { replicateSourceDb: "primary", allocatedStorage: 20 },
      "notApplicable",
      "it is a replica: what it holds is backed up at its source",
    ),
    instance(
      "an instance of an Aurora cluster",
      { engine: "aurora-mysql" },
      "notApplicable",
      "it is an instance of a cluster, which decides for it",
    ),
    instance("an instance of another cluster", { engine: "mysql", identifier: "one" }, "notApplicable"),
    instance("no class that there is", { backupRetentionPeriod: 7, tags: { "record-class": "x" } }, "pass"),
    instance(
      "nothing said",
      { allocatedStorage: 20, engine: "mysql" },
      "violation not-set",
      "'backupRetentionPeriod' is missing, which means 0; at least 7 days are required. To mend it: set backupRetentionPeriod to 7 or more.",
    ),
    cluster(
      "nothing said of a cluster",
      { engine: "aurora-mysql" },
      "violation not-set",
      "'backupRetentionPeriod' is missing, which means 1; at least 7 days are required. To mend it: set backupRetentionPeriod to 7 or more.",
    ),
    instance(
      "off",
      { backupRetentionPeriod: 0 },
      "violation off",
      "'backupRetentionPeriod' is 0; at least 7 days are required. To mend it: set backupRetentionPeriod to 7 or more.",
    ),
    instance("off, as text", { backupRetentionPeriod: "0" }, "violation off"),
    instance(
      "six days",
      { backupRetentionPeriod: 6 },
      "violation too-short",
      "'backupRetentionPeriod' is 6; at least 7 days are required. To mend it: set backupRetentionPeriod to 7 or more.",
    ),
    instance("a replica told to keep too little", { replicateSourceDb: "p", backupRetentionPeriod: 2 }, [
      "violation too-short",
    ]),
    cluster(
      "one day of a cluster",
      { backupRetentionPeriod: 1 },
      "violation one-day",
      "'backupRetentionPeriod' is 1; at least 7 days are required. To mend it: set backupRetentionPeriod to 7 or more.",
    ),
    instance(
      "a week for records",
      { backupRetentionPeriod: 7, tags: { "record-class": "pci-audit" } },
      "violation too-short",
    ),
    cluster("34 days for records", { backupRetentionPeriod: 34, tags: { "record-class": "sec-17a4-a" } }, [
      "violation too-short",
    ]),
    instance("made from a snapshot, nothing said", { engine: "mysql", snapshotIdentifier: "s" }, [
      "violation not-set",
    ]),
    instance("not known", { backupRetentionPeriod: UNKNOWN }, days),
    instance("a source that is not known", { replicateSourceDb: UNKNOWN }, "undetermined replicateSourceDb"),
    instance("an engine that is not known", { engine: UNKNOWN }, "undetermined engine"),
    instance("a week, and tags that are not known", { backupRetentionPeriod: 7, tags: UNKNOWN }, [
      "undetermined tags",
    ]),
  ]);
});
