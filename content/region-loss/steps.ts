import { isRegionName, replicaRegionsOf } from "../regions";
import { backupCopy, bucketCopy } from "./copies";
import { type Graph, listAt, nameOf, ofType, regionOf, textAt, valueAt } from "./graph";

const isOf =
  (region: string) =>
  ({ stack }: { readonly stack: string }): boolean =>
    stack === region;

/** What a person does when a region is lost, in this order. */
export function stepsFor(graph: Graph, region: string): string[] {
  const stacks = new Set(graph.map(({ stack }) => stack));
  if (!stacks.has(region)) return forCopiesAlone(graph, region);
  return [
    `Believe it once two things say so: the page of the dead man's switch ([RegionSilent](runbooks/RegionSilent.md)) and AWS's own health dashboard, or a call to the region that fails: \`aws sts get-caller-identity --region ${region}\`.`,
    `Leave the stack ${region} alone: no \`up\` and no \`destroy\` until the region answers. Both would stop half-way, and what is to be kept is copied already.`,
    ...recordSteps(graph, region),
    ...secretSteps(graph, region),
    ...databaseSteps(graph, region),
    ...homeSteps(graph, region, stacks),
    ...returnSteps(graph, region),
  ];
}

function forCopiesAlone(graph: Graph, region: string): string[] {
  const owners = [...new Set(graph.filter((each) => regionOf(each) === region).map(({ stack }) => stack))];
  return [
    `Nothing is restored: the originals are in ${owners.join(", ")}. Watch the alarms ReplicationBehind, ReplicationFailed and BackupCopiesFailed of ${owners.join(", ")}: they fire, and are expected.`,
    ...owners.map((stack) => elsewhere(stack, region)),
    `When ${region} is back, copy what failed meanwhile with S3 Batch Replication over objects of status FAILED ([ReplicationFailed](runbooks/ReplicationFailed.md)).`,
  ];
}

/** Where else a stack may copy to. */
function elsewhere(stack: string, region: string): string {
  const others = isRegionName(stack) ? replicaRegionsOf(stack).filter((other) => other !== region) : [];
  const where =
    others.length === 0
      ? `no other region of its jurisdiction is known: add one to \`content/regions.ts\`, after a look at its law, and name it as \`replicaRegion\` of ${stack}`
      : `name ${others.join(" or ")} as \`replicaRegion\` of ${stack}`;
  return `If ${region} stays away for long, ${where}. New copies are made of what is written from then on; copy the rest with S3 Batch Replication. Locked copies stay where they are.`;
}

function recordSteps(graph: Graph, region: string): string[] {
  const [first] = ofType(graph, "aws:s3/bucket:Bucket")
    .filter(isOf(region))
    .filter(({ inputs }) => valueAt(inputs, "objectLockEnabled") === true)
    .flatMap((bucket) => bucketCopy(graph, bucket) ?? []);
  if (first === undefined) return [];
  return [
    `Records that somebody asks for are read from the copies in ${first.region}: \`aws s3 ls s3://${first.name} --region ${first.region}\`, and so on. Nobody but the account's administrators may: whoever needs them for longer gets a role of their own for these buckets and their keys. Write nothing there: nothing is copied back.`,
  ];
}

function secretSteps(graph: Graph, region: string): string[] {
  const [secret] = ofType(graph, "aws:secretsmanager/secret:Secret").filter(isOf(region));
  const copyRegion = textAt(listAt(secret?.inputs, "replicas")[0], "region");
  if (secret === undefined || copyRegion === undefined) return [];
  const overwrites = valueAt(secret.inputs, "forceOverwriteReplicaSecret") === true;
  return [
    `Credentials are read from their replicas in ${copyRegion}. Only if one must change before ${region} is back, promote it: \`aws secretsmanager stop-replication-to-replica --secret-id ${nameOf(secret)} --region ${copyRegion}\`.${overwrites ? ` The next \`up\` of ${region} overwrites a promoted secret with the original's value: put the new value there first.` : ""}`,
  ];
}

function databaseSteps(graph: Graph, region: string): string[] {
  return ofType(graph, "aws:rds/cluster:Cluster")
    .filter(isOf(region))
    .flatMap((cluster) => {
      const copy = backupCopy(
        graph,
        cluster,
        ":cluster:",
        (cluster.inputs["tags"] ?? {}) as Record<string, unknown>,
      );
      if (copy === undefined) return [];
      return [
        `\`${nameOf(cluster)}\` ${usesDatabase(graph, region) ? "holds Grafana's users and preferences" : "holds nothing yet: Grafana keeps users and preferences in a file on its volume"}; dashboards and data sources are in the repository.${roomFor(graph, copy.region)} If people cannot do without, find the newest copy: \`aws backup list-recovery-points-by-backup-vault --backup-vault-name ${copy.name} --region ${copy.region}\`, and restore it with \`aws backup start-restore-job\`.${restorerStep(graph, region, copy.region)} RDS makes a new administrator's password: the old one was not copied.`,
      ];
    });
}

/** Whether Grafana was told of a database. */
function usesDatabase(graph: Graph, region: string): boolean {
  return ofType(graph, "kubernetes:helm.sh/v3:Release")
    .filter(isOf(region))
    .some(({ inputs }) => valueAt(inputs, "values", "grafana.ini", "database") !== undefined);
}

/** A database needs a network, which a region without a stack does not have. */
function roomFor(graph: Graph, copyRegion: string): string {
  return graph.some(isOf(copyRegion))
    ? ""
    : ` There is no network in ${copyRegion} to restore it into: the stack of the step about ${copyRegion} comes first.`;
}

/** Roles of the lost stack may be confined to their region. */
function restorerStep(graph: Graph, region: string, copyRegion: string): string {
  const may = ofType(graph, "aws:iam/rolePolicy:RolePolicy")
    .filter(isOf(region))
    .some(({ inputs }) => {
      const policy = textAt(inputs, "policy") ?? "";
      return policy.includes("rds:RestoreDBClusterFromSnapshot") && policy.includes(`:rds:${copyRegion}:`);
    });
  return may
    ? ""
    : ` The stack's own restorer may restore in ${region} alone: give a role in ${copyRegion} the rights of AWSBackupServiceRolePolicyForRestores and the use of the copies' key.`;
}

function homeSteps(graph: Graph, region: string, stacks: ReadonlySet<string>): string[] {
  const copyRegion = ofType(graph, "aws:s3/bucket:Bucket")
    .filter(isOf(region))
    .map(regionOf)
    .find((place) => place !== region);
  if (copyRegion === undefined) return [];
  return [
    stacks.has(copyRegion)
      ? `What was observed in ${region} and now runs in ${copyRegion} is observed by the stack that is there already: nothing has to be built. Give it room in its settings if there is more to scrape.`
      : `There is no stack in ${copyRegion}. If what was observed in ${region} is moved there, make one: \`Pulumi.${copyRegion}.yaml\` as CONTRIBUTING.md says under "Add a region", with a network range of its own and a replica region of the same jurisdiction; then \`npx pharos preview --cloud ${copyRegion}\` and \`npx pharos up --cloud ${copyRegion}\`.`,
  ];
}

function returnSteps(graph: Graph, region: string): string[] {
  const isHub = ofType(graph, "aws:ec2/vpcEndpointService:VpcEndpointService").some(isOf(region));
  return [
    `When the region is back: \`npx pharos drift --cloud ${region}\` says what is no longer as it was; \`npx pharos up --cloud ${region}\` mends it.${isHub ? " The hub first, then the spokes." : ""}`,
    `Copy what failed to replicate with S3 Batch Replication over objects of status FAILED ([ReplicationFailed](runbooks/ReplicationFailed.md)), and see that yesterday's backups were copied ([BackupCopiesFailed](runbooks/BackupCopiesFailed.md)).`,
    `Write down what was missing and for how long, beside the targets of this page: they are targets until then.`,
  ];
}
