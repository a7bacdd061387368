import { Provider } from "@pulumi/aws/provider";
import { Cluster } from "../components/cluster/cluster";
import { type DataClass, DataKey } from "../components/encryption/data-key";
import type { KeyUses } from "../components/encryption/key-uses";
import { Endpoints } from "../components/network/endpoints";
import { Network } from "../components/network/network";
import type { Lifetime } from "../content/lifetime";
import { securityLogFolders } from "../content/security-logs";
import { workspaceLogGroups } from "../content/managed-prometheus/names";
import {
  controlPlaneLogGroup,
  copyOf,
  databaseLogGroup,
  type NameScope,
  resourceName,
} from "../content/names";
import type { AwsSettings, Settings } from "../stacks/settings";
import type { Topology } from "../stacks/topology";
import { auditKeyUses } from "./audit-key";
import type { Buckets } from "./buckets";
import { lifetimeOf } from "./lifetime";
import { hasWorkspace, tellsOfWorkspace } from "./metrics-places";
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
    lifetime: lifetimeOf(settings),
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
    metrics: createKey("metrics", {
      s3: true,
      ebs: true,
      alarms: true,
      events: true,
      vaultNotices: true,
      ...(hasWorkspace(place) ? { workspaces: true } : {}),
      ...(tellsOfWorkspace(place) ? { workspaceNotices: true } : {}),
    }),
    logs: createKey("logs", {
      s3: true,
      logGroups: [
        controlPlaneLogGroup(place.clusterName),
        databaseLogGroup(resourceName("database", place.scope, GRAFANA_DATABASE)),
        ...(hasWorkspace(place) ? workspaceLogGroups(place.scope) : []),
      ],
    }),
    audit: createKey("audit", auditKeyUses(place)),
    secrets: createKey("secrets", { eks: true, secrets: true, rds: true }),
    backups: createKey("backups", { s3: true, rds: true, backup: true }),
  };
}

/** One key for each class in the region of the copies, as there is one here. */
export function createCopyKeys({ settings, scope, account, lifetime, aws }: Place): DataKeys {
  const createKey = (dataClass: DataClass, uses: KeyUses): DataKey =>
    new DataKey(
      `${dataClass}-copy-data`,
      {
        dataClass,
        scope,
        account,
        lifetime,
        uses,
        purpose: copyOf(dataClass),
        region: settings.replicaRegion,
      },
      { providers: [aws] },
    );
  return {
    metrics: createKey("metrics", { s3: true }),
    logs: createKey("logs", { s3: true }),
    audit: createKey("audit", { s3: true }),
    secrets: createKey("secrets", { secrets: true }),
    // Copies of recovery points keep the vault's key when they are restored over there.
    backups: createKey("backups", { s3: true, backup: true, ebs: true, rds: true }),
  };
}

/** The network, with a record of every connection in the bucket of security logs, and endpoints for AWS's services. */
export function createNetwork(
  { settings, scope, account, clusterName, aws }: Place,
  { securityLogs }: Pick<Buckets, "securityLogs">,
): Network {
  const flowLogs = {
    bucketArn: securityLogs.arn,
    prefix: securityLogFolders.flowLogs,
    bucketOpen: securityLogs.open,
  };
  const network = new Network(
    "network",
    { ...settings.network, scope, account, clusterName, flowLogs },
    { providers: [aws] },
  );
  new Endpoints(
    "endpoints",
    { scope, account, vpcId: network.vpcId, cidr: network.cidr, subnetIds: network.intraSubnetIds },
    { providers: [aws] },
  );
  return network;
}

/**
 * Set to `true`, what AWS itself protects in a regulated stack can be deleted: cluster, database, and the hub's ingest balancer. Destroying
 * such a stack takes two steps: an update of these alone with this variable set (`pulumi up --target '**platform-cluster' --target
 * '**grafana-database-cluster'`, and for the hub `--target '**ingest-balancer'`), then `pulumi destroy --exclude-protected`, which leaves a
 * final snapshot of the database.
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
