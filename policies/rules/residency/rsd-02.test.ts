import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { copiesStayInTheirJurisdiction } from "./rsd-02";

const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "aws:kms/key:Key";
const lying = (
  type: string,
  inputs: Record<string, unknown>,
  home: unknown = "eu-west-1",
  name = "judged",
): Given => ({
  type,
  name,
  inputs,
  provider: { region: home },
});
const personal = { tags: { "data-classification": "personal" } };
const internal = { tags: { "data-classification": "internal" } };
const table = (regionName: unknown, rest = {}) =>
  lying("aws:dynamodb/table:Table", { replicas: [{ regionName }], ...rest });
const secret = (region: unknown, rest = {}) =>
  lying("aws:secretsmanager/secret:Secret", { replicas: [{ region }], ...rest });
const vault = (region: string) => `arn:aws:backup:${region}:123456789012:backup-vault:copies`;
const plan = (destinationVaultArn: unknown, rest = {}) =>
  lying("aws:backup/plan:Plan", { rules: [{ copyActions: [{ destinationVaultArn }] }], ...rest });
const images = (region: unknown, provider: Record<string, unknown> = {}): Given => ({
  type: "aws:ecr/replicationConfiguration:ReplicationConfiguration",
  name: "judged",
  inputs: { replicationConfiguration: { rules: [{ destinations: [{ region, registryId: "1" }] }] } },
  provider: { region: "eu-west-1", ...provider },
});
const replication = (bucket: unknown, from: Given["from"] = {}): Given => ({
  ...lying("aws:s3/bucketReplicationConfig:BucketReplicationConfig", {
    bucket: "source",
    rules: [{ status: "Enabled", destination: { bucket } }],
  }),
  from,
});
const bucket = (name: string, inputs: Record<string, unknown> = {}) =>
  lying(BUCKET, { bucket: name, ...inputs }, "eu-west-1", name);
const key = (inputs: Record<string, unknown> = {}): Given => ({
  ...lying(KEY, { multiRegion: true, ...inputs }, "eu-west-1", "key"),
  outputs: { arn: "arn:aws:kms:eu-west-1:123456789012:key/mrk-1" },
});
const replicaKey = (home: string): Given =>
  lying(
    "aws:kms/replicaKey:ReplicaKey",
    { primaryKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/mrk-1" },
    home,
  );
const globalCluster = lying("aws:rds/globalCluster:GlobalCluster", {
  globalClusterIdentifier: "world",
  ...personal,
});
const member = (home: string): Given => ({
  ...lying("aws:rds/cluster:Cluster", { globalClusterIdentifier: "world" }, home, "member"),
  from: { globalClusterIdentifier: ["aws:rds/globalCluster:GlobalCluster judged"] },
});
const abroad = ["violation other-jurisdiction"];
const message = (what: string) =>
  `${what} goes from eu-west-1 (EU) to us-east-1 (US); personal and regulated data, and data that does not say what it is, stays in its jurisdiction. To mend it: take a region of the jurisdiction of eu-west-1, or tag the data as what it is: 'data-classification' internal or confidential.`;

describe("RSD-02", () => {
  testRule(copiesStayInTheirJurisdiction, [
    { title: "a table inside Europe", resources: [table("eu-central-1")], expect: ["pass"] },
    { title: "a table of internal data abroad", resources: [table("us-east-1", internal)], expect: ["pass"] },
    { title: "a secret inside Europe", resources: [secret("eu-central-1", personal)], expect: ["pass"] },
    { title: "backups inside Europe", resources: [plan(vault("eu-central-1"), personal)], expect: ["pass"] },
    {
      title: "objects inside Europe",
      resources: [
        replication("arn:aws:s3:::copy"),
        bucket("source", personal),
        bucket("copy", { region: "eu-central-1" }),
      ],
      expect: ["pass"],
    },
    {
      title: "metrics abroad",
      resources: [
        replication("arn:aws:s3:::copy"),
        bucket("source", { tags: { "record-class": "metrics-operational" } }),
        bucket("copy", { region: "us-east-1" }),
      ],
      expect: ["pass"],
    },
    {
      title: "objects inside Europe, by what flows",
      resources: [
        replication(UNKNOWN, { rules: [`${BUCKET} copy`] }),
        bucket("source"),
        bucket("copy", { region: "eu-central-1" }),
      ],
      expect: ["pass"],
    },
    {
      title: "a key inside Europe",
      resources: [replicaKey("eu-central-1"), key(personal)],
      expect: ["pass"],
    },
    {
      title: "images abroad, internal by default",
      resources: [images("us-east-1", { defaultTags: { tags: { "data-classification": "internal" } } })],
      expect: ["pass"],
    },
    { title: "clusters inside Europe", resources: [globalCluster, member("eu-central-1")], expect: ["pass"] },
    {
      title: "no copies",
      resources: [lying("aws:dynamodb/table:Table", {})],
      expect: ["notApplicable"],
      message: "it has no copies",
    },
    {
      title: "a table abroad",
      resources: [table("us-east-1", personal)],
      expect: abroad,
      message: message("a replica of the table"),
    },
    { title: "a table that does not say what it holds", resources: [table("us-west-2")], expect: abroad },
    { title: "a secret abroad", resources: [secret("us-east-1")], expect: abroad },
    { title: "backups abroad", resources: [plan(vault("us-east-1"), personal)], expect: abroad },
    {
      title: "objects abroad",
      resources: [
        replication("arn:aws:s3:::copy"),
        bucket("source", personal),
        bucket("copy", { region: "us-east-1" }),
      ],
      expect: abroad,
    },
    {
      title: "objects abroad, by what flows",
      resources: [
        replication(UNKNOWN, { rules: [`${BUCKET} copy`] }),
        bucket("source"),
        bucket("copy", { region: "us-east-1" }),
      ],
      expect: abroad,
    },
    { title: "a key abroad", resources: [replicaKey("us-east-1"), key(personal)], expect: abroad },
    { title: "images abroad", resources: [images("us-east-1")], expect: abroad },
    { title: "a cluster abroad", resources: [globalCluster, member("us-east-1")], expect: abroad },
    {
      title: "no approved region",
      resources: [table("ap-south-1", internal)],
      expect: ["violation unapproved-region"],
      message:
        "a replica of the table goes to 'ap-south-1', which is none of the approved regions (us-east-1, us-west-2, eu-west-1, eu-central-1). To mend it: take an approved region of the same jurisdiction.",
    },
    { title: "not known", resources: [table(UNKNOWN)], expect: ["undetermined replicas[0].regionName"] },
    {
      title: "a bucket that is elsewhere",
      resources: [replication("arn:aws:s3:::elsewhere"), bucket("source")],
      expect: ["undetermined the bucket's ARN"],
      message:
        "the bucket's ARN names the bucket elsewhere, which is not in this stack, so that its region is not known",
    },
    {
      title: "abroad, tags not known",
      resources: [table("us-east-1", { tags: UNKNOWN })],
      expect: ["undetermined tags"],
    },
  ]);
});
