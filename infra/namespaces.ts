import { archivesLogs } from "./shipping";
import { gatewayPods } from "../components/access/pod-sizes";
import { certManagerValues } from "../components/certificates/cert-manager-values";
import { certificatePods } from "../components/certificates/pod-sizes";
import { trustManagerValues } from "../components/certificates/trust-manager-values";
import { Namespaces } from "../components/cluster/namespaces";
import { MOST_NODES } from "../components/cluster/node-pool-plan";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { explorerValues } from "../components/dashboards/explorer-values";
import { grafanaValues } from "../components/dashboards/grafana-values";
import { dashboardPods, explorerPods } from "../components/dashboards/pod-sizes";
import { POSTGRES_PORT } from "../components/databases/connection";
import { logStorePods } from "../components/logs/pod-sizes";
import { databaseUserPods } from "../components/databases/database-user-job";
import { kubePrometheusStackValues } from "../components/metrics/kube-prometheus-stack-values";
import { metricsServerValues } from "../components/metrics/metrics-server-values";
import { metricsServerPods, monitoringPods, nodeAgentPods } from "../components/metrics/pod-sizes";
import { thanosPods } from "../components/metrics/thanos/region-plan";
import { INGEST_PORT } from "../components/network/ingest-service";
import { tierRange } from "../components/network/subnet-plan";
import { cloudWatchPods } from "../components/cloudwatch/pod-sizes";
import { probePods } from "../components/probes/pod-sizes";
import { auditFalcoValues, falcoValues } from "../components/runtime-security/falco-values";
import { falcosidekickValues } from "../components/runtime-security/falcosidekick-values";
import { falcoPods, runtimeSecurityPods } from "../components/runtime-security/pod-sizes";
import { scalingPods } from "../components/scaling/pod-sizes";
import { externalSecretsValues } from "../components/secrets/external-secrets-values";
import { secretPods } from "../components/secrets/pod-sizes";
import { agentPods, aggregatorPods, securityReaderPods } from "../components/shipping/sizes";
import { openTelemetryOperatorValues } from "../components/tracing/operator-values";
import { tracingPods } from "../components/tracing/pod-sizes";
import { accessNamespace } from "../content/access/charts";
import { doors } from "../content/access/doors";
import { tenantDoorsOf } from "../content/access/tenants";
import { logPathOf } from "../content/applications/log-path";
import type { FlowRegion } from "../content/flows/flow";
import { loggingNamespace } from "../content/logs/names";
import { MOST_NODES_OF_A_CLUSTER, type PodSize } from "../content/namespace-size";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "../content/versions";
import { scalingNamespace } from "../content/scaling/charts";
import { tracingNamespace } from "../content/tracing/charts";
import { isInAws, isOnExistingCluster, type Settings } from "../stacks/settings";
import { spokesOf } from "../stacks/topology";
import { databaseOf } from "./existing";
import type { RegionInputs } from "./foundation";
import { hasWorkspace, runsThanos } from "./metrics-places";
import { thanosShapeOf } from "./thanos";
import { logStoreSizeOf } from "./logs";

/** The platform's namespaces, what may go in and out of each, and how much may run there. */
export function createNamespaces(
  inputs: RegionInputs,
  { cluster, provider, adoptingProvider }: PlatformCluster,
): Namespaces {
  return new Namespaces("namespaces", {
    owner: inputs.settings.owner,
    logPath: logPathOf("platform", inputs.settings.workloads),
    provider,
    adoptingProvider,
    flows: flowRegionOf(inputs),
    sizes: sizesOf(inputs),
    mostNodes: cluster === undefined ? MOST_NODES_OF_A_CLUSTER : MOST_NODES,
    ...(cluster === undefined ? { networkPoliciesBy: "cluster" } : { cluster }),
  });
}

function flowRegionOf(inputs: RegionInputs): FlowRegion {
  const { settings, topology } = inputs;
  const isHub = settings.role === "hub";
  const takesMetrics = isHub && spokesOf(topology).length > 0;
  if (isInAws(settings)) {
    const { cidr } = settings.network;
    return {
      ranges: { nodes: tierRange(cidr, "private"), intra: tierRange(cidr, "intra") },
      takesMetrics,
      databasePort: POSTGRES_PORT,
      metricsStore: topology.metricsStore,
      ...(hasWorkspace(inputs) ? { hasWorkspace: true } : {}),
      ...(archivesLogs(settings) ? { archivesLogs: true } : {}),
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
  const stack = kubePrometheusStackValues({ settings, ...elsewhere, uploads: runsThanos(inputs) });
  // Its address does not matter either, but that there is one does.
  const database = isOnExistingCluster(settings)
    ? databaseOf({ ...inputs, settings })
    : { host: "", name: "", user: "" };
  const { region } = settings;
  const grafana = grafanaValues({
    ...elsewhere,
    ...(database === undefined ? {} : { database }),
    ...(hasWorkspace(inputs) ? { history: { kind: "workspace", url: "", region } } : {}),
  });
  const addresses = { prometheus: "", elasticsearch: "", jaeger: "", logs: "" };
  const signIn = { host: "", issuerUrl: "", keysUrl: "", clientId: "", rolePath: "" };
  const explorer = explorerValues({ addresses, userSecret: "", signIn });
  return {
    [monitoringNamespace]: [
      ...monitoringPods(stack),
      ...probePods(),
      ...(isInAws(settings)
        ? [
            ...metricsServerPods(metricsServerValues()),
            ...cloudWatchPods(settings.region),
            ...thanosPods(thanosShapeOf({ ...inputs, settings })),
          ]
        : []),
    ],
    [dashboardsNamespace]: [
      ...dashboardPods(grafana),
      ...explorerPods(explorer),
      ...(isInAws(settings) ? databaseUserPods : []),
    ],
    [nodeAgentsNamespace]: [
      ...nodeAgentPods(stack),
      ...falcoPods(falcoValues({ sidekickUrl: "" })),
      ...agentPods(settings.workloads),
    ],
    [certificatesNamespace]: certificatePods(certManagerValues(), trustManagerValues([])),
    [accessNamespace]: gatewayPods([...doors, ...tenantDoorsOf(settings.access.gateway?.tenants)]),
    [scalingNamespace]: scalingPods(),
    [secretsNamespace]: secretPods(externalSecretsValues()),
    [runtimeSecurityNamespace]: runtimeSecuritySizes(settings),
    [tracingNamespace]: tracingPods(settings.traces, openTelemetryOperatorValues()),
    [loggingNamespace]: [
      ...logStorePods(logStoreSizeOf(settings)),
      ...aggregatorPods(settings.workloads),
      ...(isInAws(settings) ? [securityReaderPods] : []),
    ],
  };
}

function runtimeSecuritySizes(settings: Settings): readonly PodSize[] {
  const sidekick = falcosidekickValues({ settings, alertmanagers: "", servingSecret: "" });
  const { region } = settings;
  const audit = auditFalcoValues({ sidekickUrl: "", auditLog: { clusterName: "", region } });
  return runtimeSecurityPods(sidekick, isInAws(settings) ? audit : undefined);
}
