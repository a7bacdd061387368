/**
 * Who may speak with whom: everything that goes into and out of the platform's namespaces. What is not here is refused. A new namespace
 * is one more entry; without one the program refuses to make it.
 */
import { loggingNamespace } from "../logs/names";
import { accessNamespace } from "../access/charts";
import { GRAFANA } from "../dashboards/provisioning";
import { PROMETHEUS_PORT } from "../metrics/names";
import { scalingNamespace } from "../scaling/charts";
import { thanosPorts } from "../thanos/names";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "../versions";
import { accessFlows, gatewayPorts } from "./access";
import { explorerFlows, explorerScrapes } from "./explorer";
import type { Flow, FlowRegion, OutwardFlow, Pods, Ports } from "./flow";
import { cloudWatchFlows } from "./cloudwatch";
import { logFlows, logMetricsPorts } from "./logs";
import { logShippingFlows } from "./logs-shipping";
import {
  alertmanager,
  HTTPS_PORT,
  named,
  onEks,
  prometheus,
  toApiServer,
  toPodIdentity,
  withThanos,
  withWorkspace,
} from "./parts";
import { probeFlows } from "./probes";
import { scalingFlows, scalingScrapes } from "./scaling";
import { falcoFlows, runtimeSecurityFlows, runtimeSecurityScrapes } from "./runtime-security";
import { historyFrontends, thanosFlows } from "./thanos";
import { tracingFlows, tracingScrapes } from "./tracing";

/** A port that a region on EKS may have. */
const onEksWith =
  (port: (region: FlowRegion) => number | undefined): Ports =>
  (region) => {
    const found = region.ranges === undefined ? undefined : port(region);
    return found === undefined ? [] : [found];
  };

const DNS_PORT = 53;
/** Where kubelets serve the metrics of their node's containers. */
const KUBELET_PORT = 10250;

/** Ports of pods as the pinned charts set them (a test compares). */
export const chartPorts = {
  nodeExporter: 9100,
  operator: 10250,
  grafana: 3000,
  metricsServer: 10250,
  certManagerWebhook: 10250,
  trustManagerWebhook: 6443,
  /** Of cert-manager's three programs and of trust-manager. */
  certificateMetrics: 9402,
  secretsWebhook: 10250,
  secretsMetrics: 8080,
} as const;

/** By its release: the explorer has the same chart, and other flows. */
const grafana: Pods = { label: GRAFANA.pods.label, values: [GRAFANA.pods.value] };
const databaseUser = named("database-user");
const kubeStateMetrics = named("kube-state-metrics");
const operator: Pods = { label: "app", values: ["kube-prometheus-stack-operator"] };
const metricsServer = named("metrics-server");
const certManagerWebhook = named("webhook");
const trustManager = named("trust-manager");
const externalSecrets = named("external-secrets");
const secretsWebhook = named("external-secrets-webhook");

/** What pods of every namespace need. */
const everybody: readonly OutwardFlow[] = [
  {
    name: "names",
    pods: "all",
    to: "resolver",
    ports: [DNS_PORT],
    protocols: ["UDP", "TCP"],
    why: "ask for the addresses of names",
  },
];

/** By namespace. Ports are those of the pods; a Service that is called has the same, as AWS's network plugin asks for. */
const byNamespace: Readonly<Record<string, readonly Flow[]>> = {
  [monitoringNamespace]: [
    {
      name: "within",
      pods: "all",
      to: { namespace: monitoringNamespace, pods: "all" },
      ports: "any",
      why: "scrape each other, hand alerts over, and gossip about them",
    },
    toApiServer("prometheus", prometheus, "finds what to scrape, and scrapes the API server itself"),
    toApiServer("operator", operator, "watches monitors and rules, and makes what they ask for"),
    toApiServer("kube-state-metrics", kubeStateMetrics, "watches every object, and asks who scrapes it"),
    {
      ...toApiServer("metrics-server", metricsServer, "asks which nodes there are, and who may ask it"),
      ports: onEks(HTTPS_PORT),
      only: "on EKS",
    },
    {
      name: "metrics-server-to-nodes",
      pods: metricsServer,
      to: "nodes",
      ports: onEks(KUBELET_PORT),
      why: "asks kubelets what pods use",
      only: "on EKS",
    },
    {
      name: "api-server-to-metrics-server",
      pods: metricsServer,
      from: "api-server",
      ports: onEks(chartPorts.metricsServer),
      why: "hands on what people and autoscalers ask of pods' use",
      only: "on EKS",
    },
    {
      name: "prometheus-to-certificates",
      pods: prometheus,
      to: { namespace: certificatesNamespace, pods: "all" },
      ports: [chartPorts.certificateMetrics],
      why: "scrapes cert-manager and trust-manager",
    },
    {
      name: "prometheus-to-secrets",
      pods: prometheus,
      to: { namespace: secretsNamespace, pods: "all" },
      ports: [chartPorts.secretsMetrics],
      why: "scrapes External Secrets",
    },
    {
      name: "prometheus-to-logging",
      pods: prometheus,
      to: { namespace: loggingNamespace, pods: "all" },
      ports: logMetricsPorts,
      why: "scrapes ECK's operator and the exporter of Elasticsearch",
    },
    {
      name: "prometheus-to-nodes",
      pods: prometheus,
      to: "nodes",
      ports: [KUBELET_PORT, chartPorts.nodeExporter],
      why: "scrapes kubelets and node-exporter, which are on the node's own address",
    },
    {
      name: "prometheus-to-grafana",
      pods: prometheus,
      to: { namespace: dashboardsNamespace, pods: grafana },
      ports: [chartPorts.grafana],
      why: "scrapes Grafana",
    },
    ...explorerScrapes,
    ...tracingScrapes,
    {
      name: "prometheus-to-gateway",
      pods: prometheus,
      to: { namespace: accessNamespace, pods: named("oauth2-proxy") },
      ports: [gatewayPorts.metrics],
      why: "scrapes the gateway",
    },
    {
      name: "prometheus-to-scraped",
      pods: prometheus,
      to: "scraped-namespaces",
      ports: "any",
      why: "scrapes what others run, at ports of their choice",
    },
    {
      name: "prometheus-to-hub",
      pods: prometheus,
      to: "intra",
      ports: ({ hubPort }) => (hubPort === undefined ? [] : [hubPort]),
      why: "sends metrics to the hub",
      only: "in a spoke",
    },
    {
      name: "prometheus-to-workspace",
      pods: prometheus,
      // The endpoint in the network.
      to: "intra",
      ports: withWorkspace,
      why: "sends metrics to the workspace that keeps the region's history",
      only: "on EKS, with metrics.store: amp",
    },
    toPodIdentity("prometheus", prometheus),
    {
      name: "prometheus-to-object-store",
      pods: prometheus,
      // S3 is behind a gateway endpoint, at public addresses.
      to: "anywhere",
      ports: ({ storePort = HTTPS_PORT, metricsStore = "thanos" }) =>
        metricsStore === "thanos" ? [storePort] : [],
      why: "uploads blocks of metrics (its sidecar does)",
      only: "with metrics.store: thanos",
    },
    toPodIdentity("alertmanager", alertmanager),
    {
      name: "alertmanager-to-heartbeat",
      pods: alertmanager,
      // Another region's endpoint of SNS, at public addresses.
      to: "anywhere",
      ports: onEks(HTTPS_PORT),
      why: "publishes signs of life to the region that watches this one",
      only: "on EKS",
    },
    {
      name: "api-server-to-operator",
      pods: operator,
      from: "api-server",
      ports: [chartPorts.operator],
      why: "has rules judged before it takes them (the operator's webhook)",
    },
    ...runtimeSecurityScrapes,
    ...scalingScrapes,
    ...thanosFlows,
    ...probeFlows,
    ...cloudWatchFlows,
    ...(logShippingFlows[monitoringNamespace] ?? []),
  ],
  [dashboardsNamespace]: [
    toApiServer("grafana", grafana, "finds dashboards and data sources in ConfigMaps (its sidecars do)"),
    {
      name: "grafana-to-prometheus",
      pods: grafana,
      to: { namespace: monitoringNamespace, pods: prometheus },
      ports: [PROMETHEUS_PORT],
      why: "asks for metrics",
    },
    {
      name: "grafana-to-history",
      pods: grafana,
      to: { namespace: monitoringNamespace, pods: historyFrontends },
      ports: withThanos(thanosPorts.http),
      why: "asks for metrics of the past, and of all regions",
      only: "on EKS, with metrics.store: thanos",
    },
    {
      name: "grafana-to-workspace",
      pods: grafana,
      // The endpoint in the network.
      to: "intra",
      ports: withWorkspace,
      why: "asks for metrics of the past, and of all regions (what signs beside it does)",
      only: "on EKS, with metrics.store: amp",
    },
    {
      name: "grafana-to-database",
      pods: grafana,
      to: "intra",
      ports: ({ databasePort }) => (databasePort === undefined ? [] : [databasePort]),
      why: "keeps users and sessions in its database",
      only: "with a database",
    },
    {
      name: "database-user-to-database",
      pods: databaseUser,
      to: "intra",
      ports: onEksWith(({ databasePort }) => databasePort),
      why: "makes Grafana's user there",
      only: "on EKS",
    },
    {
      name: "grafana-to-issuer",
      pods: grafana,
      to: "anywhere",
      ports: [HTTPS_PORT],
      why: "reads the keys with which it checks who somebody is",
    },
    toPodIdentity("grafana", grafana),
    ...explorerFlows,
  ],
  // Pods on the host's network, as node-exporter's are, are beyond NetworkPolicies; the others that come here are closed in.
  [nodeAgentsNamespace]: [
    toApiServer("node-exporter", named("prometheus-node-exporter"), "asks who scrapes it"),
    ...falcoFlows,
    ...(logShippingFlows[nodeAgentsNamespace] ?? []),
  ],
  [certificatesNamespace]: [
    toApiServer(
      "all",
      "all",
      "watch what is to be issued or trusted, write it down, and wait for the webhook",
    ),
    {
      name: "api-server-to-cert-manager",
      pods: certManagerWebhook,
      from: "api-server",
      ports: [chartPorts.certManagerWebhook],
      why: "has certificates and issuers judged before it takes them (the webhook)",
    },
    {
      name: "api-server-to-trust-manager",
      pods: trustManager,
      from: "api-server",
      ports: [chartPorts.trustManagerWebhook],
      why: "has bundles judged before it takes them (the webhook)",
    },
  ],
  [secretsNamespace]: [
    toApiServer("all", "all", "watch what is to be copied, and write the copies"),
    toPodIdentity("external-secrets", externalSecrets),
    {
      name: "external-secrets-to-secrets-manager",
      pods: externalSecrets,
      // The endpoint of Secrets Manager in the network.
      to: "intra",
      ports: onEks(HTTPS_PORT),
      why: "reads credentials in Secrets Manager, and exchanges the roots of regions there",
      only: "on EKS",
    },
    {
      name: "api-server-to-webhook",
      pods: secretsWebhook,
      from: "api-server",
      ports: [chartPorts.secretsWebhook],
      why: "has stores and copies judged before it takes them (the webhook)",
    },
  ],
  [runtimeSecurityNamespace]: runtimeSecurityFlows,
  ...tracingFlows,
  [loggingNamespace]: [...logFlows, ...(logShippingFlows[loggingNamespace] ?? [])],
  ...accessFlows,
  [scalingNamespace]: scalingFlows,
};

/**
 * All flows of a namespace.
 * @throws Error if the table does not know it
 */
export function flowsOf(namespace: string): readonly Flow[] {
  const own = byNamespace[namespace];
  if (own === undefined) {
    throw new Error(
      `the namespace '${namespace}' has no entry in content/flows/table.ts, which has ${flowNamespaces.join(", ")}: add what may go in and out of it, and why`,
    );
  }
  return [...everybody, ...own];
}

/** The namespaces that the table knows. */
export const flowNamespaces: readonly string[] = Object.keys(byNamespace);
