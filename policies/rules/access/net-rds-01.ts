import { switchRule } from "./setting-rule";

export const databasesAreNotPublic = switchRule({
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
  types: [
    "aws:rds/instance:Instance",
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:dms/replicationInstance:ReplicationInstance",
  ],
  remediation: "Set publiclyAccessible to false, or leave it out.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
  switches: [
    {
      path: ["publiclyAccessible"],
      wanted: false,
      byDefault: false,
      reason: "public",
      otherwise: "the database gets an address on the internet",
    },
  ],
});
