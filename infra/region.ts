import type * as pulumi from "@pulumi/pulumi";
import { AlertRules } from "../components/alerting/alert-rules";
import type { Cluster } from "../components/cluster/cluster";
import type { Namespaces } from "../components/cluster/namespaces";
import { Dashboards } from "../components/dashboards/dashboards";
import { Grafana } from "../components/dashboards/grafana";
import { MetricsStack } from "../components/metrics/metrics-stack";
import type { IngestLink } from "../components/network/ingest-link";
import { PROMETHEUS_PORT, prometheusName } from "../content/metrics/names";
import { dashboardsNamespace, monitoringNamespace, nodeAgentsNamespace } from "../content/versions";
import { createAudit } from "./audit";
import { createBuckets } from "./buckets";
import {
  createCluster,
  createKeys,
  createNamespaces,
  createNetwork,
  createPlace,
  isRetired,
  type Place,
  type RegionInputs,
} from "./foundation";
import { createHub } from "./hub";
import { readHubOutputs, retiredHubOutputs, type HubOutputs } from "./hub-outputs";
import { createSpoke } from "./spoke";

/** Where Prometheus receives what others send (its `remote-write-receiver`). */
const REMOTE_WRITE_PATH = "/api/v1/write";

/**
 * Everything of one region, from the ground up: names and provider, keys, network, stores, cluster, and what runs in it. The hub opens
 * its door to the spokes; a spoke finds its way to the hub.
 * @returns the stack's outputs: what spokes read of the hub, and what people look for
 */
export async function createRegion(inputs: RegionInputs): Promise<Record<string, unknown>> {
  const { settings, topology } = inputs;
  const hubOutputs =
    settings.role === "spoke" ? await hubOutputsOf(topology.hub, settings.region) : undefined;
  const place = createPlace(inputs);

  const keys = createKeys(place);
  const network = createNetwork(place);
  const buckets = createBuckets(place, keys);
  const cluster = createCluster(place, network, keys);
  const namespaces = createNamespaces(place, cluster);
  createAudit(place, { keys, buckets, network, cluster });

  const link = hubOutputs === undefined ? undefined : createSpoke(place, network, hubOutputs);
  const metrics = createMetrics(place, cluster, namespaces, link);
  createAlerts(cluster, metrics);
  createGrafana(cluster, namespaces, metrics);
  const receiver = { namespace: monitoringNamespace, serviceName: prometheusName, port: PROMETHEUS_PORT };
  const hub =
    settings.role === "hub" ? createHub(place, network, cluster, { ...receiver, after: metrics }) : {};

  return {
    region: place.scope.region,
    clusterName: cluster.clusterName,
    metricsBucket: buckets.metricsBlocks.bucketName,
    evidenceBucket: buckets.evidence.bucketName,
    ...hub,
  };
}

async function hubOutputsOf(hub: string, region: string): Promise<pulumi.Output<HubOutputs>> {
  return isRetired() ? retiredHubOutputs(region) : readHubOutputs(hub, region);
}

/** The region's own Prometheus and Alertmanagers; a spoke's also send to the hub. */
function createMetrics(
  { settings }: Place,
  { provider, storageClassName }: Cluster,
  namespaces: Namespaces,
  link: IngestLink | undefined,
): MetricsStack {
  return new MetricsStack(
    "metrics",
    {
      settings,
      storageClassName,
      namespace: monitoringNamespace,
      nodeAgentsNamespace,
      dashboardsNamespace,
      ...(link === undefined
        ? {}
        : { remoteWrite: { url: link.url.apply((url) => `${url}${REMOTE_WRITE_PATH}`) } }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}

function createAlerts(cluster: Cluster, metrics: MetricsStack): void {
  new AlertRules(
    "alerts",
    { namespace: monitoringNamespace, after: [metrics.crds, metrics.stack] },
    inside(cluster),
  );
}

function createGrafana(cluster: Cluster, namespaces: Namespaces, metrics: MetricsStack): void {
  const dashboards = new Dashboards(
    "dashboards",
    { namespace: dashboardsNamespace },
    { ...inside(cluster), dependsOn: [namespaces] },
  );
  new Grafana(
    "grafana",
    {
      namespace: dashboardsNamespace,
      storageClassName: cluster.storageClassName,
      prometheusUrl: metrics.prometheusUrl,
    },
    { providers: [cluster.provider], dependsOn: [dashboards, metrics.crds] },
  );
}

/** For objects that own nothing outside the cluster: they go with it, without being deleted one by one. */
function inside({ provider, cluster }: Cluster): pulumi.ComponentResourceOptions {
  return { providers: [provider], deletedWith: cluster };
}
