import { flagRule } from "../../evaluation/flag";

const REPLICATION = "aws:dms/replicationInstance:ReplicationInstance";

export const databasesAreNotPublic = flagRule({
  id: "NET-RDS-01",
  slug: "databases-are-not-public",
  title: "Databases are not public",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["1.4.4"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.22"],
  },
  types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance", REPLICATION],
  remediation: "Set publiclyAccessible to false, or leave it out.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
  demand: {
    property: "publiclyAccessible",
    wanted: false,
    reason: "public",
    otherwise: "the database gets an address on the internet",
  },
  // It is replaced by that, in the middle of what it copies.
  byHand: [REPLICATION],
});
