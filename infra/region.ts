import type * as pulumi from "@pulumi/pulumi";
import { isInAws, isOnExistingCluster } from "../stacks/settings";
import { spokesOf, type Topology } from "../stacks/topology";
import { createAccess, createUnboundRoles } from "./access";
import { createAddons, createMetricsServer, createSecretCopies } from "./addons";
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
import { createGateway, idleNamespaces } from "./gateway";
import { createDatabaseUser, createGrafana, historyOf, masterLoginOf } from "./grafana";
import { createHub, receiverOf } from "./hub";
import { readHubOutputs, retiredHubOutputs, type HubOutputs } from "./hub-outputs";
import { createLogStore } from "./logs";
import { createAlerts, createMetrics } from "./metrics";
import {
  createWorkspace,
  hubsWorkspace,
  hubWriteUrl,
  readyOf,
  remoteWritesOf,
  writtenWorkspaces,
} from "./metrics-store";
import { createNamespaces } from "./namespaces";
import { createRuntimeSecurity, createRuntimeSecurityOnExisting } from "./runtime-security";
import { useRegistryMirror } from "./registry-mirror";
import { createProbes } from "./probes";
import { createRootExchange, createRootKeys, rootKeyOutputs } from "./roots";
import { createScaling } from "./scaling";
import { createSecurityLogReader } from "./security-log-reader";
import { archiveOf, createLogShipping } from "./shipping";
import { createSpoke } from "./spoke";
import { createThanos, hubBlocksOf } from "./thanos";
import { createTracing } from "./tracing";
import { createWorkspaceAlerts } from "./workspace-alerts";
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
  const hubOutputs = settings.role === "spoke" ? await hubOutputsOf(topology, settings.region) : undefined;
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
  const workspace = createWorkspace(place, keys, network);
  const hubs = hubsWorkspace(place, hubOutputs);
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
    workspaces: writtenWorkspaces(workspace, hubs),
    ...(hubBlocks === undefined ? {} : { hubBlocks }),
  });

  const link = hubOutputs === undefined ? undefined : createSpoke(place, network, hubOutputs);
  const addons = createAddons(inputs, cluster, namespaces);
  createMetricsServer(cluster, namespaces, addons);
  const thanos = createThanos(place, cluster, namespaces, addons, { buckets, roles, hubBlocks });
  const metrics = createMetrics(inputs, cluster, namespaces, addons, {
    remoteWrites: remoteWritesOf(settings, topology, { own: workspace, hubUrl: link?.url, hubs }),
    heartbeat: heartbeatTargetOf(place, heartbeat),
    ...(thanos === undefined ? {} : { uploads: thanos }),
    after: [...roles.metrics, ...readyOf(workspace)],
  });
  createAlerts(inputs, cluster, metrics);
  createRuntimeSecurity(settings, cluster, namespaces, addons, {
    events: falcoEvents,
    roles: roles.runtimeSecurity,
  });
  createProbes(inputs, cluster, namespaces, addons, link && hubWriteUrl(topology, link.url, hubs));
  createCloudWatchExporter(settings.region, cluster, namespaces, addons, roles.cloudWatch);
  const logs = createLogStore(settings, cluster, namespaces, addons, roles.elasticsearch);
  const shipping = createLogShipping(
    inputs,
    cluster,
    namespaces,
    addons,
    archiveOf(place, keys, roles.logArchiver),
  );
  createScaling(inputs, cluster, namespaces, addons, [shipping, ...(thanos === undefined ? [] : [thanos])]);
  createSecurityLogReader(place, cluster, namespaces, { audit, role: roles.securityLogReader, addons });
  const receiver = receiverOf(place, cluster, thanos, workspace);
  const ingest =
    receiver === undefined
      ? undefined
      : createHub(place, accessLogs.source, network, receiver, [cluster.provider]);

  const alarms = createAlarms(place, keys, heartbeat, {
    network,
    cluster,
    buckets,
    audit,
    database,
    ingest,
    workspace,
    link:
      link === undefined || hubOutputs === undefined
        ? undefined
        : { endpoint: link, serviceName: hubOutputs.ingestServiceName },
  });
  createWorkspaceAlerts(place, workspace, alarms);
  const backups = createBackups(place, { keys, copyKeys }, database, alarms);
  const places = createSecrets(place, { keys, copyKeys }, alarms);
  const secrets = createSecretCopies(place, cluster, namespaces, addons, {
    after: [places, roles.externalSecrets],
    managed: [masterLoginOf(database)],
    idle: idleNamespaces(settings),
  });
  createRootExchange(place, cluster, { keys, rootKeys, addons, secrets });
  const user = createDatabaseUser(place, cluster, database, secrets);
  createGrafana(settings, cluster, namespaces, metrics, addons, {
    ...user,
    after: [...user.after, roles.grafana, ...readyOf(workspace)],
    history: historyOf(settings.region, thanos, workspace),
    regions: settings.role === "hub" ? spokesOf(topology) : [],
  });
  const collectors = createTracing(settings, cluster, namespaces, addons, logs.ready);
  createExplorer(settings, cluster, namespaces, metrics, addons, logs.ready);
  createApplications(inputs, cluster, namespaces, addons, metrics, collectors);
  const shape = { hasHistory: thanos?.queryUrl !== undefined };
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
          ...(workspace === undefined ? {} : { metricsWorkspaceId: workspace.workspace.id }),
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
  const { hubUrl } = settings.cluster;
  const remoteWrites = remoteWritesOf(settings, inputs.topology, { hubUrl });
  const metrics = createMetrics(inputs, cluster, namespaces, addons, { remoteWrites });
  createAlerts(inputs, cluster, metrics);
  const probed = hubUrl === undefined ? undefined : hubWriteUrl(inputs.topology, hubUrl, undefined);
  createProbes(inputs, cluster, namespaces, addons, probed);
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

async function hubOutputsOf(
  { hub, metricsStore }: Topology,
  region: string,
): Promise<pulumi.Output<HubOutputs>> {
  return isRetired() ? retiredHubOutputs(hub, region) : readHubOutputs(hub, region, metricsStore);
}
