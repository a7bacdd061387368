import { Provider } from "@pulumi/aws/provider";
import { Cluster } from "../components/cluster/cluster";
import { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { type DataClass, DataKey } from "../components/encryption/data-key";
import type { KeyUses } from "../components/encryption/key-uses";
import { Endpoints } from "../components/network/endpoints";
import { Network } from "../components/network/network";
import { ReplicatedBucket } from "../components/storage/replicated-bucket";
import type { Lifetime } from "../content/lifetime";
import { controlPlaneLogGroup, databaseLogGroup, type NameScope, resourceName } from "../content/names";
import type { AwsSettings, Settings } from "../stacks/settings";
import type { Topology } from "../stacks/topology";
import { GRAFANA_DATABASE } from "./names";
import { defaultTags } from "./tags";

/** What the program is given: the settings of its stack, and how the stacks belong together. */
export interface RegionInputs {
  readonly settings: Settings;
  readonly topology: Topology;
}

/** The same of a region that is made in AWS from the ground up. */
export interface AwsRegionInputs extends RegionInputs {
  readonly settings: AwsSettings;
}

/** What follows from the settings and many parts need. */
export interface Place extends AwsRegionInputs {
  readonly scope: NameScope;
  /** Account of the workload. */
  readonly account: string;
  readonly lifetime: Lifetime;
  readonly clusterName: string;
  /** Makes everything in AWS. */
  readonly aws: Provider;
}

export type DataKeys = Readonly<Record<DataClass, DataKey>>;

/** Works out names and lifetime, and makes the provider that refuses to work in another account than the one in the settings. */
export function createPlace({ settings, topology }: AwsRegionInputs): Place {
  const { organization, environment, region } = settings;
  const scope = { organization, environment, region };
  const account = settings.accounts.workload;
  const aws = new Provider("aws", {
    region,
    allowedAccountIds: [account],
    defaultTags: { tags: defaultTags(settings) },
  });
  return {
    settings,
    topology,
    scope,
    account,
    lifetime: settings.assurance === "regulated" ? "permanent" : "temporary",
    clusterName: resourceName("cluster", scope, "platform"),
    aws,
  };
}

/** One key for each class of data, usable by the services that store it. */
export function createKeys(place: Place): DataKeys {
  const { scope, account, lifetime, aws } = place;
  const createKey = (dataClass: DataClass, uses: KeyUses): DataKey =>
    new DataKey(`${dataClass}-data`, { dataClass, scope, account, uses, lifetime }, { providers: [aws] });
  return {
    metrics: createKey("metrics", { s3: true, ebs: true, alarms: true, events: true, vaultNotices: true }),
    logs: createKey("logs", {
      logGroups: [
        controlPlaneLogGroup(place.clusterName),
        databaseLogGroup(resourceName("database", place.scope, GRAFANA_DATABASE)),
      ],
    }),
    audit: createKey("audit", { s3: true }),
    secrets: createKey("secrets", { eks: true, secrets: true, rds: true }),
    backups: createKey("backups", { s3: true, rds: true, backup: true }),
  };
}

export function createNetwork({ settings, scope, account, clusterName, aws }: Place): Network {
  const network = new Network(
    "network",
    { ...settings.network, scope, account, clusterName },
    { providers: [aws] },
  );
  new Endpoints(
    "endpoints",
    { scope, account, vpcId: network.vpcId, cidr: network.cidr, subnetIds: network.intraSubnetIds },
    { providers: [aws] },
  );
  return network;
}

/** Metrics beyond what Prometheus keeps itself, and the evidence that controls work; both with a copy in another region. */
export function createBuckets(
  place: Place,
  keys: DataKeys,
): { metrics: ReplicatedBucket; evidence: ReplicatedBucket } {
  const { settings, scope, account, lifetime, aws } = place;
  const shared = { scope, account, lifetime, replicaRegion: settings.replicaRegion };
  return {
    metrics: new ReplicatedBucket(
      "metrics-blocks",
      {
        ...shared,
        purpose: "metrics-blocks",
        recordClass: "metrics-operational",
        dataClass: "metrics",
        keyArn: keys.metrics.arn,
        retention: settings.retention["metrics-operational"],
      },
      { providers: [aws] },
    ),
    evidence: new ReplicatedBucket(
      "control-evidence",
      {
        ...shared,
        purpose: "control-evidence",
        recordClass: "control-evidence",
        dataClass: "audit",
        keyArn: keys.audit.arn,
        retention: settings.retention["control-evidence"],
      },
      { providers: [aws] },
    ),
  };
}

/**
 * Set to `true`, cluster and database of a regulated stack can be deleted. Destroying such a stack takes two steps: an update of these two
 * alone with this variable set (`pulumi up --target '**platform-cluster' --target '**grafana-database-cluster'`), then
 * `pulumi destroy --exclude-protected`, which leaves a final snapshot of the database.
 */
export const RETIRE_VARIABLE = "PHAROS_RETIRE";

/** Whether this update only takes protection off, so that the stack can go. */
export function isRetired(): boolean {
  return process.env[RETIRE_VARIABLE] === "true";
}

export function createCluster(place: Place, network: Network, keys: DataKeys): Cluster {
  const { settings, scope, account, lifetime, clusterName, aws } = place;
  return new Cluster(
    "platform",
    {
      scope,
      account,
      clusterName,
      lifetime,
      version: settings.cluster.version,
      capacity: settings.cluster.capacity,
      tags: defaultTags(settings),
      zones: settings.network.zones,
      subnetIds: network.privateSubnetIds,
      nodesNeed: network.routes,
      keys: { secrets: keys.secrets.arn, volumes: keys.metrics.arn, logs: keys.logs.arn },
      deletionProtection: lifetime === "permanent" && !isRetired(),
      publicAccessCidrs: settings.publicAccessCidrs,
      logRetention: settings.retention["pci-audit"],
    },
    { providers: [aws] },
  );
}

export function createNamespaces(
  { settings }: RegionInputs,
  { cluster, provider, adoptingProvider }: PlatformCluster,
): Namespaces {
  return new Namespaces("namespaces", {
    owner: settings.owner,
    provider,
    adoptingProvider,
    ...(cluster === undefined ? { networkPoliciesBy: "cluster" } : { cluster }),
  });
}
