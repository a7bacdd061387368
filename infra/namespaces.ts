import { gatewayPods } from "../components/access/pod-sizes";
import { certManagerValues } from "../components/certificates/cert-manager-values";
import { certificatePods } from "../components/certificates/pod-sizes";
import { trustManagerValues } from "../components/certificates/trust-manager-values";
import { Namespaces } from "../components/cluster/namespaces";
import { MOST_NODES } from "../components/cluster/node-pool-plan";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { grafanaValues } from "../components/dashboards/grafana-values";
import { dashboardPods } from "../components/dashboards/pod-sizes";
import { POSTGRES_PORT } from "../components/databases/connection";
import { databaseUserPods } from "../components/databases/database-user-job";
import { kubePrometheusStackValues } from "../components/metrics/kube-prometheus-stack-values";
import { metricsServerValues } from "../components/metrics/metrics-server-values";
import { metricsServerPods, monitoringPods, nodeAgentPods } from "../components/metrics/pod-sizes";
import { INGEST_PORT } from "../components/network/ingest-service";
import { tierRange } from "../components/network/subnet-plan";
import { externalSecretsValues } from "../components/secrets/external-secrets-values";
import { secretPods } from "../components/secrets/pod-sizes";
import { accessNamespace } from "../content/access/charts";
import type { FlowRegion } from "../content/flows/flow";
import { MOST_NODES_OF_A_CLUSTER, type PodSize } from "../content/namespace-size";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  secretsNamespace,
} from "../content/versions";
import { isInAws, isOnExistingCluster } from "../stacks/settings";
import { spokesOf } from "../stacks/topology";
import { databaseOf } from "./existing";
import type { RegionInputs } from "./foundation";

/** The platform's namespaces, what may go in and out of each, and how much may run there. */
export function createNamespaces(
  inputs: RegionInputs,
  { cluster, provider, adoptingProvider }: PlatformCluster,
): Namespaces {
  return new Namespaces("namespaces", {
    owner: inputs.settings.owner,
    provider,
    adoptingProvider,
    flows: flowRegionOf(inputs),
    sizes: sizesOf(inputs),
    mostNodes: cluster === undefined ? MOST_NODES_OF_A_CLUSTER : MOST_NODES,
    ...(cluster === undefined ? { networkPoliciesBy: "cluster" } : { cluster }),
  });
}

function flowRegionOf({ settings, topology }: RegionInputs): FlowRegion {
  const isHub = settings.role === "hub";
  const takesMetrics = isHub && spokesOf(topology).length > 0;
  if (isInAws(settings)) {
    const { cidr } = settings.network;
    return {
      ranges: { nodes: tierRange(cidr, "private"), intra: tierRange(cidr, "intra") },
      takesMetrics,
      databasePort: POSTGRES_PORT,
      ...(isHub ? {} : { hubPort: INGEST_PORT }),
    };
  }
  if (!isOnExistingCluster(settings)) return { takesMetrics };
  const { hubUrl, database, objectStore } = settings.cluster;
  return {
    takesMetrics,
    storePort: portOf(objectStore.endpoint),
    ...(hubUrl === undefined ? {} : { hubPort: portOf(hubUrl) }),
    ...(database === undefined ? {} : { databasePort: database.port }),
  };
}

const HTTPS_PORT = 443;

function portOf(url: string): number {
  const { port } = new URL(url);
  return port === "" ? HTTPS_PORT : Number(port);
}

/** What runs in each namespace, as the values of its charts say. */
function sizesOf(inputs: RegionInputs): Readonly<Record<string, readonly PodSize[]>> {
  const { settings } = inputs;
  const elsewhere = { storageClassName: "", prometheusUrl: "", dashboardsNamespace, nodeAgentsNamespace }; // does not matter for sizes
  const stack = kubePrometheusStackValues({ settings, ...elsewhere });
  // Its address does not matter either, but that there is one does.
  const database = isOnExistingCluster(settings)
    ? databaseOf({ ...inputs, settings })
    : { host: "", name: "", user: "" };
  const grafana = grafanaValues({ ...elsewhere, ...(database === undefined ? {} : { database }) });
  return {
    [monitoringNamespace]: [
      ...monitoringPods(stack),
      ...(isInAws(settings) ? metricsServerPods(metricsServerValues()) : []),
    ],
    [dashboardsNamespace]: [...dashboardPods(grafana), ...(isInAws(settings) ? databaseUserPods : [])],
    [nodeAgentsNamespace]: nodeAgentPods(stack),
    [certificatesNamespace]: certificatePods(certManagerValues(), trustManagerValues([])),
    [accessNamespace]: gatewayPods(),
    [secretsNamespace]: secretPods(externalSecretsValues()),
  };
}
