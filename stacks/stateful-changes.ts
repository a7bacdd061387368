import * as semver from "semver";
import { resourceName } from "../content/names";
import { UserError } from "../content/user-error";
import type { StateResource } from "./conduct/state";
import { isInAws, type AwsSettings, type Settings } from "./settings";

/**
 * Settings that are built into what holds data. Changing one of them does not change a resource: it destroys the old one and makes an
 * empty new one. Told from a stack's state and its settings alone, before the engine is asked. Pure.
 */
export interface StatefulChange {
  /** Path of the setting, such as `network.cidr`. */
  readonly setting: string;
  /** What is deployed, and what the settings ask for. */
  readonly deployed: string;
  readonly wanted: string;
  /** What would be destroyed, in words: "the VPC network-vpc". */
  readonly destroys: readonly string[];
  /** What to do instead. */
  readonly instead: string;
}

/** What one setting is built into. */
interface Foundation {
  readonly setting: string;
  /** What the state has; undefined where nothing of it is deployed. */
  readonly deployed: (state: State) => string | undefined;
  readonly wanted: (settings: AwsSettings) => string;
  /** Whether the step from one to the other needs no replacement. @default only if both are the same */
  readonly fits?: (deployed: string, wanted: string) => boolean;
  /** Types whose resources would be destroyed, with what they hold. */
  readonly holds: (resource: StateResource, settings: AwsSettings) => boolean;
  readonly instead: string;
}

/** Type token → what a person calls it, for everything that holds data or addresses that others know. */
const STATEFUL: Readonly<Record<string, string>> = {
  "aws:ec2/vpc:Vpc": "the VPC",
  "aws:ec2/subnet:Subnet": "the subnet",
  "aws:eks/cluster:Cluster": "the cluster, with everything in it,",
  "aws:rds/cluster:Cluster": "the database",
  "aws:s3/bucket:Bucket": "the bucket",
  "aws:kms/key:Key": "the key",
  "aws:backup/vault:Vault": "the backup vault",
  "aws:lb/loadBalancer:LoadBalancer": "the load balancer",
  "aws:amp/workspace:Workspace": "the workspace of metrics",
};

/** Things that are named in a message; the rest is counted. */
const NAMED = 6;

/** The resources of a stack's state by type. */
class State {
  constructor(readonly resources: readonly StateResource[]) {}

  /** The inputs of the resource of that type and name, if it is there. */
  inputs(type: string, name: string): Record<string, unknown> | undefined {
    return this.resources.find((resource) => resource.type === type && nameOf(resource) === name)?.inputs;
  }

  ofType(type: string): readonly StateResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }
}

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const CLUSTER = "aws:eks/cluster:Cluster";
const DATABASE = "aws:rds/cluster:Cluster";
const BUCKET = "aws:s3/bucket:Bucket";
const VAULT = "aws:backup/vault:Vault";
const WORKSPACE = "aws:amp/workspace:Workspace";

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The bucket by whose name, lock and copy a whole region's stores are known: the first that every region makes. */
const EVIDENCE = "control-evidence";

const foundations: readonly Foundation[] = [
  {
    setting: "organization and environment",
    deployed: (state) => text(state.inputs(BUCKET, `${EVIDENCE}-source-bucket`)?.["bucket"]),
    wanted: ({ organization, environment, region }) =>
      resourceName("bucket", { organization, environment, region }, EVIDENCE),
    holds: ({ type }) => [BUCKET, CLUSTER, DATABASE, VAULT].includes(type),
    instead:
      "keep the old name; under another one, deploy a second set of stacks beside the first and move what is to be kept",
  },
  {
    setting: "network.cidr",
    deployed: (state) => text(state.inputs(VPC, "network-vpc")?.["cidrBlock"]),
    wanted: ({ network }) => network.cidr,
    holds: ({ type }) => [VPC, SUBNET, CLUSTER, DATABASE].includes(type),
    instead:
      "keep the range; where it has become too small, deploy the region anew in another account or region and move the senders over",
  },
  {
    setting: "network.zones",
    deployed: (state) => zoneList(state),
    wanted: ({ network }) => [...network.zones].sort().join(", "),
    // Zones that are added move nothing.
    fits: (deployed, wanted) => deployed.split(", ").every((zone) => wanted.split(", ").includes(zone)),
    holds: ({ type, inputs }, { network }) =>
      type === SUBNET && !network.zones.includes(text(inputs?.["availabilityZone"]) ?? ""),
    instead:
      "keep the zone; to leave it, first move what is stored there: cordon its nodes, let the stores rebuild their copies elsewhere, delete its volumes",
  },
  {
    setting: "cluster.version",
    deployed: (state) => text(state.inputs(CLUSTER, "platform-cluster")?.["version"]),
    wanted: ({ cluster }) => cluster.version,
    // One minor version up is an update in place; EKS refuses to skip one, and nothing goes down.
    fits: (deployed, wanted) => [0, 1].includes(minorOf(wanted) - minorOf(deployed)),
    holds: ({ type }) => type === CLUSTER,
    instead: "go up by one minor version at a time; EKS never goes down, and skips none",
  },
  {
    setting: "replicaRegion",
    deployed: (state) => text(state.inputs(BUCKET, `${EVIDENCE}-copy-bucket`)?.["region"]),
    wanted: ({ replicaRegion }) => replicaRegion,
    holds: ({ type, inputs }) => inputs?.["region"] !== undefined && [BUCKET, VAULT].includes(type),
    instead:
      "keep the region; a second copy elsewhere is a replication rule beside the first, and old objects go there by S3 Batch Replication",
  },
  {
    setting: "metrics.store",
    // The other way round nothing goes: blocks stay in their bucket.
    deployed: (state) => (state.ofType(WORKSPACE).length > 0 ? "amp" : undefined),
    wanted: ({ metrics }) => metrics.store,
    holds: ({ type }) => type === WORKSPACE,
    instead:
      "keep it; a workspace gives its samples to nobody, so read from it what is to be kept for as long as it is there",
  },
  {
    setting: "assurance",
    deployed: (state) => {
      const evidence = state.inputs(BUCKET, `${EVIDENCE}-source-bucket`);
      if (evidence === undefined) return undefined;
      return evidence["objectLockEnabled"] === true ? "regulated" : "trial";
    },
    wanted: ({ assurance }) => assurance,
    holds: ({ type }) => [BUCKET, VAULT].includes(type),
    instead:
      "keep it; a trial becomes production as a new environment with stacks of its own, and what is locked stays until its time is over whatever the setting says",
  },
];

/** Everything of AWS: what goes when a region moves to a cluster that is not ours. */
const awsFoundation = (resource: StateResource): boolean => Object.hasOwn(STATEFUL, resource.type);

/** What the settings would destroy of what is deployed; empty for a stack that is not. */
export function statefulChanges(
  resources: readonly StateResource[],
  settings: Settings,
): readonly StatefulChange[] {
  const state = new State(resources);
  if (!isInAws(settings)) return movesOut(state);
  return foundations.flatMap(({ setting, deployed, wanted, fits, holds, instead }) => {
    const is = deployed(state);
    const wants = wanted(settings);
    if (is === undefined || is === wants || fits?.(is, wants) === true) return [];
    const destroyed = resources.filter((resource) => holds(resource, settings)).map(inWords);
    return [{ setting, deployed: is, wanted: wants, destroys: destroyed, instead }];
  });
}

/** A region that had a cluster of ours, and is to use another one. */
function movesOut(state: State): StatefulChange[] {
  const cluster = state.ofType(CLUSTER)[0];
  if (cluster === undefined) return [];
  return [
    {
      setting: "cluster.kind",
      deployed: "eks",
      wanted: "existing",
      destroys: state.resources.filter(awsFoundation).map(inWords),
      instead: "deploy a region of its own on the existing cluster, and move the senders over",
    },
  ];
}

/** The refusal of all such changes of all stacks, with the options by which somebody says that the loss is meant. */
export function stateLoss(
  refused: readonly { name: string; changes: readonly StatefulChange[] }[],
): UserError {
  const settings = [...new Set(refused.flatMap(({ changes }) => changes.map(({ setting }) => setting)))];
  const quoted = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);
  return new UserError(
    refused.map(({ name, changes }) => describeStatefulChanges(name, changes)).join("\n"),
    `write the deployed values again; if losing the data is what you want: ${settings.map((setting) => `--replace ${quoted(setting)}`).join(" ")}`,
  );
}

/** All changes of one stack as one message, with what each would destroy and what to do instead. */
export function describeStatefulChanges(stack: string, changes: readonly StatefulChange[]): string {
  return changes
    .map(({ setting, deployed, wanted, destroys, instead }) => {
      const named = destroys.slice(0, NAMED);
      const more = destroys.length - named.length;
      const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
      return [
        `${stack}: ${setting} is deployed as ${deployed}, and cannot become ${wanted} without destroying what holds data`,
        `  would destroy: ${list}`,
        `  instead:       ${instead}`,
      ].join("\n");
    })
    .join("\n");
}

function zoneList(state: State): string | undefined {
  const zones = state.ofType(SUBNET).flatMap(({ inputs }) => text(inputs?.["availabilityZone"]) ?? []);
  return zones.length === 0 ? undefined : [...new Set(zones)].sort().join(", ");
}

function minorOf(version: string): number {
  return semver.coerce(version)?.minor ?? 0;
}

function inWords(resource: StateResource): string {
  return `${STATEFUL[resource.type] ?? resource.type} ${nameOf(resource)}`;
}

function nameOf({ urn }: StateResource): string {
  return urn.split("::").slice(3).join("::");
}
