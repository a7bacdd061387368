import { Provider } from "@pulumi/aws/provider";
import { Cluster } from "../components/cluster/cluster";
import { Namespaces } from "../components/cluster/namespaces";
import { type DataClass, DataKey } from "../components/encryption/data-key";
import type { KeyUses } from "../components/encryption/key-uses";
import { Network } from "../components/network/network";
import type { Lifetime } from "../content/lifetime";
import { controlPlaneLogGroup, type NameScope, resourceName } from "../content/names";
import type { Settings } from "../stacks/settings";
import type { Topology } from "../stacks/topology";
import { auditKeyUses } from "./audit-key";
import { defaultTags } from "./tags";

/** What the program is given: the settings of its stack, and how the stacks belong together. */
export interface RegionInputs {
  readonly settings: Settings;
  readonly topology: Topology;
}

/** What follows from the settings and many parts need. */
export interface Place extends RegionInputs {
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
export function createPlace({ settings, topology }: RegionInputs): Place {
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
    metrics: createKey("metrics", { s3: true, ebs: true }),
    logs: createKey("logs", { s3: true, logGroups: [controlPlaneLogGroup(place.clusterName)] }),
    audit: createKey("audit", auditKeyUses(place)),
    secrets: createKey("secrets", { eks: true, secrets: true }),
    backups: createKey("backups", { s3: true, rds: true, backup: true }),
  };
}

export function createNetwork({ settings, scope, account, clusterName, aws }: Place): Network {
  return new Network("network", { ...settings.network, scope, account, clusterName }, { providers: [aws] });
}

/**
 * Set to `true`, the cluster of a regulated stack can be deleted. Destroying such a stack takes two steps: an update of the cluster alone
 * with this variable set (`pulumi up --target '**platform-cluster'`), then `pulumi destroy --exclude-protected`.
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
  { settings }: Place,
  { cluster, provider, adoptingProvider }: Cluster,
): Namespaces {
  return new Namespaces("namespaces", { owner: settings.owner, cluster, provider, adoptingProvider });
}
