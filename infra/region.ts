import * as pulumi from "@pulumi/pulumi";
import { AlertRules } from "../components/alerting/alert-rules";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { HeartbeatTarget } from "../components/metrics/alertmanager-config";
import { MetricsStack } from "../components/metrics/metrics-stack";
import { PROMETHEUS_PORT, prometheusName } from "../content/metrics/names";
import { dashboardsNamespace, monitoringNamespace, nodeAgentsNamespace } from "../content/versions";
import { isInAws, isOnExistingCluster, type Settings } from "../stacks/settings";
import { createAccess, createUnboundRoles } from "./access";
import { type Addons, createAddons, createMetricsServer, createSecretCopies } from "./addons";
import { createAlarms, createHeartbeat, heartbeatTargetOf } from "./alarms";
import { createAudit } from "./audit";
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
import { createGateway, idleNamespaces } from "./gateway";
import { createDatabaseUser, createGrafana, masterLoginOf } from "./grafana";
import { createHub } from "./hub";
import { readHubOutputs, retiredHubOutputs, type HubOutputs } from "./hub-outputs";
import { createNamespaces } from "./namespaces";
import { inside } from "./inside";
import { createSpoke } from "./spoke";
import { createWorkloadRoles } from "./workload-roles";

/** Where Prometheus receives what others send (its `remote-write-receiver`). */
const REMOTE_WRITE_PATH = "/api/v1/write";

/**
 * Everything of one region: from the ground up in AWS, or on a cluster that is there already. What is inside the cluster is the same.
 * @returns the stack's outputs: what spokes read of the hub, and what people look for
 */
export async function createRegion({ settings, topology }: RegionInputs): Promise<Record<string, unknown>> {
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
  const database = createDatabase(place, network, cluster, keys);
  const roles = createWorkloadRoles(place, cluster, { keys, buckets, audit, heartbeat, database });

  const link = hubOutputs === undefined ? undefined : createSpoke(place, network, hubOutputs);
  const addons = createAddons(inputs, cluster, namespaces);
  createMetricsServer(cluster, namespaces, addons);
  const metrics = createMetrics(settings, cluster, namespaces, addons, {
    hubUrl: link?.url,
    heartbeat: heartbeatTargetOf(place, heartbeat),
  });
  createAlerts(cluster, metrics);
  const receiver = { namespace: monitoringNamespace, serviceName: prometheusName, port: PROMETHEUS_PORT };
  const ingest =
    settings.role === "hub"
      ? createHub(place, accessLogs.source, network, cluster, { ...receiver, after: metrics })
      : undefined;

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
  createGrafana(
    settings,
    cluster,
    namespaces,
    metrics,
    addons,
    createDatabaseUser(place, cluster, database, secrets),
  );
  const gatewayAddress = createGateway(settings, cluster, namespaces, metrics, addons, secrets);

  return {
    region: place.scope.region,
    clusterName: cluster.clusterName,
    metricsBucket: buckets.metricsBlocks.bucketName,
    evidenceBucket: buckets.evidence.bucketName,
    alarmDashboard: alarms.dashboardName,
    backupVault: backups.vaultName,
    databaseHost: database.connection.host,
    heartbeatTopic: heartbeat.topicArn,
    ...(gatewayAddress === undefined ? {} : { gatewayAddress }),
    ...(ingest === undefined ? {} : { ingestServiceName: ingest.serviceName, ingestRegions: ingest.regions }),
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
  const metrics = createMetrics(settings, cluster, namespaces, addons, { hubUrl: settings.cluster.hubUrl });
  createAlerts(cluster, metrics);
  createGrafana(settings, cluster, namespaces, metrics, addons, { database: databaseOf(inputs), after: [] });
  const gatewayAddress = createGateway(settings, cluster, namespaces, metrics, addons);

  return {
    region: settings.region,
    clusterName: cluster.clusterName,
    ...describeStore(inputs),
    ...(gatewayAddress === undefined ? {} : { gatewayAddress }),
  };
}

async function hubOutputsOf(hub: string, region: string): Promise<pulumi.Output<HubOutputs>> {
  return isRetired() ? retiredHubOutputs(region) : readHubOutputs(hub, region);
}

/** Where a region's metrics and signs of life go. */
interface MetricsWays {
  /** Address of the hub's ingest, in a spoke. */
  readonly hubUrl: pulumi.Input<string> | undefined;
  /** @default nowhere */
  readonly heartbeat?: HeartbeatTarget;
}

/** The region's own Prometheus and Alertmanagers; a spoke's also send to the hub. */
function createMetrics(
  settings: Settings,
  { provider, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  { hubUrl, heartbeat }: MetricsWays,
): MetricsStack {
  return new MetricsStack(
    "metrics",
    {
      settings,
      crds,
      after: certificates.issued,
      storageClassName,
      namespace: monitoringNamespace,
      nodeAgentsNamespace,
      dashboardsNamespace,
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(heartbeat === undefined ? {} : { heartbeat }),
      ...(hubUrl === undefined
        ? {}
        : { remoteWrite: { url: pulumi.interpolate`${hubUrl}${REMOTE_WRITE_PATH}` } }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}

function createAlerts(cluster: PlatformCluster, metrics: MetricsStack): void {
  new AlertRules(
    "alerts",
    { namespace: monitoringNamespace, after: [metrics.crds, metrics.stack] },
    inside(cluster),
  );
}
