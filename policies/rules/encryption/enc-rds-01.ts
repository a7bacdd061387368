import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { notApplicable, pass, undetermined } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

const PROPERTY = "storageEncrypted";

/** What names a source whose encryption a new database takes over, whatever it asks for itself. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  ["aws:rds/instance:Instance", "replicateSourceDb"],
  ["aws:rds/globalCluster:GlobalCluster", "sourceDbClusterIdentifier"],
]);

const encryptionDemand: FlagDemand = {
  property: PROPERTY,
  reason: "unencrypted",
  otherwise: "data, logs, backups and snapshots lie open on Amazon's disks",
};

export const databasesAreEncrypted: ResourceRule = {
  id: "ENC-RDS-01",
  slug: "rds-storage-is-encrypted",
  title: "RDS instances and clusters are encrypted (Grafana/Tempo metadata stores)",
  severity: "high",
  scope: "resource",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:rds/globalCluster:GlobalCluster"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set storageEncrypted to true. An existing database is replaced by that: restore an encrypted copy of its snapshot.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  check(resource) {
    const { inputs } = resource;
    const outcome = judgeFlag(resource, encryptionDemand);
    const property = SOURCES.get(resource.type);
    const source = property === undefined ? undefined : inputs.at(property).filledText();
    if (source?.state === "value")
      return notApplicable(`its storage is encrypted as that of its source ('${property}')`);
    if (source?.state === "unknown" && outcome.kind === "violation") return undetermined(source);
    const serverless = inputs.at("engineMode").filledText();
    if (outcome.kind !== "violation" || inputs.at(PROPERTY).state !== "absent") return outcome;
    if (serverless.state === "unknown") return undetermined(serverless);
    if (serverless.state === "value" && serverless.value === "serverless") return pass; // Aurora Serverless v1 always is.
    return outcome;
  },
};
