import * as pulumi from "@pulumi/pulumi";
import { AlertRules } from "../components/alerting/alert-rules";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { HeartbeatTarget } from "../components/metrics/alertmanager-config";
import { MetricsStack } from "../components/metrics/metrics-stack";
import type { Thanos } from "../components/metrics/thanos/thanos";
import { thanosNames, thanosPorts } from "../content/thanos/names";
import { dashboardsNamespace, monitoringNamespace, nodeAgentsNamespace } from "../content/versions";
import { spokesOf } from "../stacks/topology";
import { isInAws, isOnExistingCluster, type Settings } from "../stacks/settings";
import { createAccess, createUnboundRoles } from "./access";
import { type Addons, createAddons, createMetricsServer, createSecretCopies } from "./addons";
import { createCloudWatchExporter } from "./cloudwatch";
import { createApplications } from "./applications";
import { createAlarms, createHeartbeat, heartbeatTargetOf } from "./alarms";
import { createAudit, createFalcoEvents } from "./audit";
import { createAccessLogs, createBuckets } from "./buckets";
import { createBackups, createDatabase, createSecrets } from "./data-services";
import {
  createExistingCluster,
  databaseOf,
  describeStore,
  type ExistingRegionInputs,
  warnOfForeignLocks,
} from "./existing";
import {
  type AwsRegionInputs,
  createCluster,
  createCopyKeys,
  createKeys,
  createNetwork,
  createPlace,
  isRetired,
  type RegionInputs,
} from "./foundation";
import { createExplorer } from "./explorer";
import { createGateway, doorUrlOf, idleNamespaces } from "./gateway";
import { createDatabaseUser, createGrafana, masterLoginOf } from "./grafana";
import { createHub } from "./hub";
import { readHubOutputs, retiredHubOutputs, type HubOutputs } from "./hub-outputs";
import { createLogStore } from "./logs";
import { createNamespaces } from "./namespaces";
import { createRuntimeSecurity, createRuntimeSecurityOnExisting } from "./runtime-security";
import { useRegistryMirror } from "./registry-mirror";
import { createProbes } from "./probes";
import { createRootExchange, createRootKeys, rootKeyOutputs } from "./roots";
import { createScaling } from "./scaling";
import { createSecurityLogReader } from "./security-log-reader";
import { archiveOf, createLogShipping } from "./shipping";
import { inside } from "./inside";
import { createSpoke } from "./spoke";
import { createThanos, hubBlocksOf, hubWritePath } from "./thanos";
import { createTracing } from "./tracing";
import { createWorkloadRoles } from "./workload-roles";

/**
 * Everything of one region: from the ground up in AWS, or on a cluster that is there already. What is inside the cluster is the same.
 * @returns the stack's outputs: what spokes read of the hub, and what people look for
 */
export async function createRegion({ settings, topology }: RegionInputs): Promise<Record<string, unknown>> {
  useRegistryMirror(settings.images.registryMirror);
  if (isOnExistingCluster(settings)) return createOnExistingCluster({ settings, topology });
  if (isInAws(settings)) return createInAws({ settings, topology });
  throw new Error(`no region can be made of a cluster of the kind ${settings.cluster.kind}`);
}

/**
 * Names and provider, keys, network, stores, cluster, who may use it, and what runs in it. The hub opens its door to the spokes; a spoke
 * finds its way to the hub.
 */
async function createInAws(inputs: AwsRegionInputs): Promise<Record<string, unknown>> {
  const { settings, topology } = inputs;
  const hubOutputs =
    settings.role === "spoke" ? await hubOutputsOf(topology.hub, settings.region) : undefined;
  const place = createPlace(inputs);

  const keys = createKeys(place);
  const copyKeys = createCopyKeys(place);
  const accessLogs = createAccessLogs(place);
  const buckets = createBuckets(place, keys, copyKeys, accessLogs);
  const network = createNetwork(place, buckets);
  const heartbeat = createHeartbeat(place);
  const cluster = createCluster(place, network, keys);
  const namespaces = createNamespaces(place, cluster);
  createAccess(place, cluster);
  const audit = createAudit(place, { keys, buckets, network, cluster });
  const falcoEvents = createFalcoEvents(place, keys);
  const database = createDatabase(place, network, cluster, keys);
  const hubBlocks = hubBlocksOf(place, hubOutputs);
  const rootKeys = createRootKeys(place, keys, hubOutputs);
  const roles = createWorkloadRoles(place, cluster, {
    keys,
    buckets,
    audit,
    falcoEvents,
    heartbeat,
    database,
    rootKeys,
    ...(hubBlocks === undefined ? {} : { hubBlocks }),
  });

  const link = hubOutputs === undefined ? undefined : createSpoke(place, network, hubOutputs);
  const addons = createAddons(inputs, cluster, namespaces);
  createMetricsServer(cluster, namespaces, addons);
  const thanos = createThanos(place, cluster, namespaces, addons, { buckets, roles, hubBlocks });
  const metrics = createMetrics(inputs, cluster, namespaces, addons, {
    hubUrl: link?.url,
    heartbeat: heartbeatTargetOf(place, heartbeat),
    uploads: thanos,
  });
  createAlerts(settings, cluster, metrics);
  createRuntimeSecurity(settings, cluster, namespaces, addons, {
    events: falcoEvents,
    roles: roles.runtimeSecurity,
  });
  createProbes(inputs, cluster, namespaces, addons, link?.url);
  createCloudWatchExporter(settings.region, cluster, namespaces, addons, roles.cloudWatch);
  const logs = createLogStore(settings, cluster, namespaces, addons, roles.elasticsearch);
  const shipping = createLogShipping(
    inputs,
    cluster,
    namespaces,
    addons,
    archiveOf(place, keys, roles.logArchiver),
  );
  createScaling(inputs, cluster, namespaces, addons, [shipping, thanos]);
  createSecurityLogReader(place, cluster, namespaces, { audit, role: roles.securityLogReader, addons });
  const ingest =
    thanos.receiver === undefined
      ? undefined
      : createHub(place, accessLogs.source, network, cluster, {
          namespace: monitoringNamespace,
          serviceName: thanosNames.router,
          port: thanosPorts.remoteWrite,
          after: thanos.receiver,
        });

  const alarms = createAlarms(place, keys, heartbeat, {
    network,
    cluster,
    buckets,
    audit,
    database,
    ingest,
    link:
      link === undefined || hubOutputs === undefined
        ? undefined
        : { endpoint: link, serviceName: hubOutputs.ingestServiceName },
  });
  const backups = createBackups(place, { keys, copyKeys }, database, alarms);
  const places = createSecrets(place, { keys, copyKeys }, alarms);
  const secrets = createSecretCopies(place, cluster, namespaces, addons, {
    after: [places, roles.externalSecrets],
    managed: [masterLoginOf(database)],
    idle: idleNamespaces(settings),
  });
  createRootExchange(place, cluster, { keys, rootKeys, addons, secrets });
  createGrafana(settings, cluster, namespaces, metrics, addons, {
    ...createDatabaseUser(place, cluster, database, secrets),
    historyUrl: thanos.queryUrl,
    regions: settings.role === "hub" ? spokesOf(topology) : [],
  });
  const collectors = createTracing(settings, cluster, namespaces, addons, logs.ready);
  createExplorer(settings, cluster, namespaces, metrics, addons, logs.ready);
  createApplications(inputs, cluster, namespaces, addons, metrics, collectors);
  const shape = { hasHistory: thanos.queryUrl !== undefined };
  const gatewayAddress = createGateway(settings, cluster, namespaces, metrics, addons, shape, secrets);

  return {
    region: place.scope.region,
    clusterName: cluster.clusterName,
    metricsBucket: buckets.metricsBlocks.bucketName,
    evidenceBucket: buckets.evidence.bucketName,
    alarmDashboard: alarms.dashboardName,
    backupVault: backups.vaultName,
    databaseHost: database.connection.host,
    heartbeatTopic: heartbeat.topicArn,
    ...(ingest === undefined
      ? {}
      : {
          ingestServiceName: ingest.serviceName,
          ingestRegions: ingest.regions,
          metricsKeyArn: keys.metrics.arn,
          rootKeyArns: rootKeyOutputs(rootKeys),
        }),
    ...(gatewayAddress === undefined ? {} : { gatewayAddress }),
  };
}

/** Only what is inside the cluster: keys, network, stores and the cluster itself are somebody else's. */
function createOnExistingCluster(inputs: ExistingRegionInputs): Record<string, unknown> {
  const { settings } = inputs;
  warnOfForeignLocks(inputs);
  const cluster = createExistingCluster(inputs);
  const namespaces = createNamespaces(inputs, cluster);
  createUnboundRoles(cluster);

  const addons = createAddons(inputs, cluster, namespaces);
  const metrics = createMetrics(inputs, cluster, namespaces, addons, { hubUrl: settings.cluster.hubUrl });
  createAlerts(settings, cluster, metrics);
  createProbes(inputs, cluster, namespaces, addons, settings.cluster.hubUrl);
  const logs = createLogStore(settings, cluster, namespaces, addons);
  createLogShipping(inputs, cluster, namespaces, addons);
  createGrafana(settings, cluster, namespaces, metrics, addons, { database: databaseOf(inputs), after: [] });
  const gatewayAddress = createGateway(settings, cluster, namespaces, metrics, addons, { hasHistory: false });
  const collectors = createTracing(settings, cluster, namespaces, addons, logs.ready);
  createExplorer(settings, cluster, namespaces, metrics, addons, logs.ready);
  createApplications(inputs, cluster, namespaces, addons, metrics, collectors);
  createRuntimeSecurityOnExisting(settings, cluster, namespaces, addons);

  return {
    region: settings.region,
    clusterName: cluster.clusterName,
    ...describeStore(inputs),
    ...(gatewayAddress === undefined ? {} : { gatewayAddress }),
  };
}

async function hubOutputsOf(hub: string, region: string): Promise<pulumi.Output<HubOutputs>> {
  return isRetired() ? retiredHubOutputs(hub, region) : readHubOutputs(hub, region);
}

/** Where a region's metrics and signs of life go. */
interface MetricsWays {
  /** Address of the hub's ingest, in a spoke. */
  readonly hubUrl: pulumi.Input<string> | undefined;
  /** @default nowhere */
  readonly heartbeat?: HeartbeatTarget;
  /** What its sidecars need to upload blocks. @default they are not there */
  readonly uploads?: Thanos;
}

/** The region's own Prometheus and Alertmanagers; a spoke's also send to the hub. */
function createMetrics(
  { settings, topology }: RegionInputs,
  { provider, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  { hubUrl, heartbeat, uploads }: MetricsWays,
): MetricsStack {
  return new MetricsStack(
    "metrics",
    {
      settings,
      crds,
      after: [...certificates.issued, ...(uploads === undefined ? [] : uploads.files)],
      uploads: uploads !== undefined,
      // A hub on an existing cluster takes the spokes' samples into its own pair.
      receives: settings.role === "hub" && uploads === undefined,
      storageClassName,
      namespace: monitoringNamespace,
      nodeAgentsNamespace,
      dashboardsNamespace,
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(heartbeat === undefined ? {} : { heartbeat }),
      ...(hubUrl === undefined
        ? {}
        : { remoteWrite: { url: pulumi.interpolate`${hubUrl}${hubWritePath(topology)}` } }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}

function createAlerts(settings: Settings, cluster: PlatformCluster, metrics: MetricsStack): void {
  const grafana = doorUrlOf(settings, "grafana");
  new AlertRules(
    "alerts",
    {
      namespace: monitoringNamespace,
      after: [metrics.crds, metrics.stack],
      ...(grafana === undefined ? {} : { links: { grafana } }),
    },
    inside(cluster),
  );
}
