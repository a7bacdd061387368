import { allOf, notApplicable } from "../../evaluation/outcome";
import { judgeDestination } from "../../evaluation/residency";
import type { StackRule } from "../../evaluation/rule";
import { flows } from "./destinations";

export const copiesStayInTheirJurisdiction: StackRule = {
  id: "RSD-02",
  slug: "copies-stay-in-their-jurisdiction",
  title: "Replication, copies and replicas stay in the jurisdiction",
  severity: "critical",
  types: [
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "aws:backup/plan:Plan",
    "aws:dynamodb/table:Table",
    "aws:secretsmanager/secret:Secret",
    "aws:rds/globalCluster:GlobalCluster",
    "aws:ecr/replicationConfiguration:ReplicationConfiguration",
    "aws:kms/replicaKey:ReplicaKey",
  ],
  controls: {
    soc2: ["C1.1", "CC6.7"],
    pci: ["12.5.2"],
    gdpr: ["44", "46"],
    iso27001: ["A.5.14", "A.5.23"],
  },
  url: "https://gdpr-info.eu/art-44-gdpr/",
  remediation: "Copy personal and regulated data only into regions of the jurisdiction in which it arose.",
  scope: "stack",
  siblings: ["aws:s3/bucket:Bucket", "aws:rds/cluster:Cluster", "aws:kms/key:Key"],
  check(resource, stack) {
    const { from, bound, to } = flows[resource.type]!(resource, stack);
    if (to.length === 0) return notApplicable("it has no copies");
    return allOf(to.map((destination) => judgeDestination(destination, from, bound)));
  },
};
