import { orDefault, type Read, type Reader, type Unknown } from "../../evaluation/reader";
import {
  isBound,
  isBoundByDefault,
  regionInArn,
  regionOf,
  type Destination,
} from "../../evaluation/residency";
import type { Resource } from "../../evaluation/resource";
import type { Stack } from "../../evaluation/siblings";

const BUCKET = "aws:s3/bucket:Bucket";
const RDS_CLUSTER = "aws:rds/cluster:Cluster";
const KEY = "aws:kms/key:Key";

/** Where the copies of what a resource holds go, from where, and whether they may leave the jurisdiction. */
export interface Flow {
  readonly from: Read<string>;
  readonly bound: Read<boolean>;
  readonly to: readonly Destination[];
}

/** How each kind of resource names the places of its copies. */
export const flows: Readonly<Record<string, (resource: Resource, stack: Stack) => Flow>> = {
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": bucketCopies,
  "aws:backup/plan:Plan": backupCopies,
  "aws:dynamodb/table:Table": (table) =>
    own(table, listed(table, ["replicas"], "regionName", "a replica of the table")),
  "aws:secretsmanager/secret:Secret": (secret) =>
    own(secret, listed(secret, ["replicas"], "region", "a replica of the secret")),
  "aws:rds/globalCluster:GlobalCluster": globalMembers,
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": imageCopies,
  "aws:kms/replicaKey:ReplicaKey": keyReplica,
};

function own(resource: Resource, to: readonly Destination[]): Flow {
  return { from: regionOf(resource), bound: isBound(resource), to };
}

/** One destination for each entry of a list; one that cannot be told where the list is not known. */
function listed(
  { inputs }: Resource,
  path: readonly string[],
  field: string,
  what: string,
  toRegion: (read: Read<string>) => Read<string> = (read) => read,
): readonly Destination[] {
  return entries(inputs.at(...path), (entry) => ({
    region: toRegion(entry.at(field).filledText()),
    what,
    property: entry.at(field).path,
  }));
}

function entries(place: Reader, destination: (entry: Reader) => Destination): readonly Destination[] {
  const list = orDefault(place.list(), []);
  if (list.state === "unknown") return [{ region: list, what: "a copy", property: place.path }];
  return list.value.map(destination);
}

function backupCopies(plan: Resource): Flow {
  const rules = orDefault(plan.inputs.at("rules").list(), []);
  const to =
    rules.state === "unknown"
      ? [{ region: rules, what: "a copy of a backup", property: "rules" }]
      : rules.value.flatMap((rule) =>
          entries(rule.at("copyActions"), (action) => ({
            region: regionInArn(action.at("destinationVaultArn").filledText()),
            what: "a copy of a backup",
            property: action.at("destinationVaultArn").path,
          })),
        );
  return own(plan, to);
}

/** A bucket's ARN names no region: the destination has to be a bucket of this stack to be told. */
function bucketCopies(config: Resource, stack: Stack): Flow {
  const sources = stack.parents(config, "bucket", BUCKET);
  const source = sources.certain[0];
  const planned = stack.sources(config, "rules", [BUCKET]).flatMap((urn) => stack.find(urn) ?? []);
  const to = entries(config.inputs.at("rules"), (rule) => {
    const place = rule.at("destination", "bucket");
    return {
      region: bucketRegion(place.filledText(), planned, stack),
      what: "a copy of the objects",
      property: place.path,
    };
  });
  const known = planned.map((bucket): Destination => ({
    region: regionOf(bucket),
    what: `a copy of the objects (${bucket.name})`,
    property: "rules",
    related: bucket.urn,
  }));
  const open = sources.doubts[0]?.unknown;
  return {
    from: source === undefined ? (open ?? regionOf(config)) : regionOf(source),
    bound: source === undefined ? (open ?? isBoundByDefault(config)) : isBound(source),
    to: planned.length > 0 ? known : to,
  };
}

/** The region of the bucket that an ARN or name means, where it is in this stack. */
export function bucketRegion(arn: Read<string>, planned: readonly Resource[], stack: Stack): Read<string> {
  if (arn.state !== "value") return arn;
  const name = arn.value.slice(arn.value.lastIndexOf(":") + 1);
  const bucket = [...planned, ...stack.ofType(BUCKET)].find(({ inputs }) => {
    const read = inputs.at("bucket").filledText();
    return read.state === "value" && read.value === name;
  });
  if (bucket !== undefined) return regionOf(bucket);
  return {
    state: "unknown",
    path: "the bucket's ARN",
    why: `names the bucket ${name}, which is not in this stack, so that its region is not known`,
  };
}

/** A global cluster lies wherever its clusters do; the one it was made from is its home. */
function globalMembers(global: Resource, stack: Stack): Flow {
  const members = stack.children(global, RDS_CLUSTER, "globalClusterIdentifier");
  const to: readonly Destination[] = [
    ...members.certain.map((cluster) => ({
      region: regionOf(cluster),
      what: `a cluster of the global cluster (${cluster.name})`,
      property: "globalClusterIdentifier",
      related: cluster.urn,
    })),
    ...members.doubts.map(({ unknown, urn }) => ({
      region: unknown,
      what: "a cluster of the global cluster",
      property: "globalClusterIdentifier",
      related: urn,
    })),
  ];
  const home = regionInArn(global.inputs.at("sourceDbClusterIdentifier").filledText());
  return { from: home.state === "value" ? home : regionOf(global), bound: isBound(global), to };
}

/** Images hold no data of people unless somebody says so; the configuration carries no tags. */
function imageCopies(config: Resource): Flow {
  const rules = orDefault(config.inputs.at("replicationConfiguration", "rules").list(), []);
  const to =
    rules.state === "unknown"
      ? [{ region: rules, what: "a copy of the images", property: "replicationConfiguration" }]
      : rules.value.flatMap((rule) =>
          entries(rule.at("destinations"), (place) => ({
            region: place.at("region").filledText(),
            what: "a copy of the images",
            property: place.at("region").path,
          })),
        );
  return { from: regionOf(config), bound: isBoundByDefault(config), to };
}

function keyReplica(replica: Resource, stack: Stack): Flow {
  const primary = stack.parents(replica, "primaryKeyArn", KEY).certain[0];
  const from =
    primary === undefined ? regionInArn(replica.inputs.at("primaryKeyArn").filledText()) : regionOf(primary);
  const unknown: Unknown = { state: "unknown", path: "primaryKeyArn", why: "names no region" };
  return {
    from: from.state === "absent" ? unknown : from,
    bound: primary === undefined ? isBound(replica) : isBound(primary),
    to: [{ region: regionOf(replica), what: "the replica of the key", property: "region" }],
  };
}
