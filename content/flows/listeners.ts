/**
 * What the platform's pods listen on, and how they speak there: every port that a policy opens, that a Service has or that a container
 * opens. Whoever listens without TLS, or shows a certificate that nobody can check, stands here with the reason, or fails a test.
 */
import { accessNamespace } from "../access/charts";
import { CLOUDWATCH_EXPORTER_PORT, cloudWatchExporterName } from "../cloudwatch/names";
import {
  ECK_METRICS_PORT,
  ECK_WEBHOOK_PORT,
  eckOperatorName,
  ELASTICSEARCH_EXPORTER_PORT,
  elasticsearchExporterName,
  ELASTICSEARCH_PORT,
  KIBANA_PORT,
  loggingNamespace,
  TRANSPORT_PORT,
} from "../logs/names";
import {
  BEATS_PORT,
  fluentBitName,
  fluentdName,
  FLUENT_BIT_METRICS_PORT,
  FLUENTD_METRICS_PORT,
  FORWARD_PORT,
  LOGSTASH_METRICS_PORT,
  logstashName,
  OTLP_LOGS_PORT,
} from "../logs-shipping/names";
import { ALERTMANAGER_PORT, PROMETHEUS_PORT } from "../metrics/names";
import { BLACKBOX_PORT, blackboxName } from "../probes/names";
import { FALCOSIDEKICK_PORT, falcosidekickName } from "../runtime-security/names";
import { scalingNamespace } from "../scaling/charts";
import { kedaNames, kedaPorts } from "../scaling/names";
import { thanosNames, thanosPorts } from "../thanos/names";
import { tracingNamespace } from "../tracing/charts";
import { collectorService, jaeger, tracingPorts } from "../tracing/names";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "../versions";
import { gatewayPorts } from "./access";
import { FALCO_METRICS_PORT } from "./runtime-security";
import { chartPorts } from "./table";

/**
 * How a port speaks.
 * - `mutual`: TLS, and both sides show a certificate of the region's authority
 * - `server`: TLS with a certificate of the region's authority
 * - `own`: TLS with a certificate that the program makes itself, which nobody can check
 * - `plain`: no TLS
 */
export type Speech = "mutual" | "server" | "own" | "plain";

/** A port that pods of the platform listen on. */
export interface Listener {
  readonly namespace: string;
  /** The name by which policies know its pods. */
  readonly pods: string;
  readonly port: number;
  readonly speaks: Speech;
  /** Why not with a certificate of the region's authority. Absent where it does. */
  readonly why?: string;
}

/** Where kube-state-metrics shows what it counts. */
const KUBE_STATE_METRICS_PORT = 8080;
/** What the members of Alertmanager's cluster tell each other. */
const GOSSIP_PORT = 9094;
const HEALTH = "the kubelet asks whether it lives, and it says nothing else";
const PROXY =
  "kube-rbac-proxy makes a certificate at each start; it asks the API server who scrapes, and shows counts of the node";

const listens = (namespace: string, pods: string, port: number, speaks: Speech, why?: string): Listener => ({
  namespace,
  pods,
  port,
  speaks,
  ...(why !== undefined && { why }),
});

const { router, ingester, query, store, ruler, expiry } = thanosNames;

const metrics: readonly Listener[] = [
  listens(monitoringNamespace, "prometheus", PROMETHEUS_PORT, "server"),
  listens(monitoringNamespace, "alertmanager", ALERTMANAGER_PORT, "server"),
  listens(monitoringNamespace, "alertmanager", GOSSIP_PORT, "mutual"),
  listens(monitoringNamespace, "kube-prometheus-stack-operator", chartPorts.operator, "server"),
  listens(monitoringNamespace, "kube-state-metrics", KUBE_STATE_METRICS_PORT, "server"),
  listens(monitoringNamespace, "metrics-server", chartPorts.metricsServer, "server"),
  listens(nodeAgentsNamespace, "prometheus-node-exporter", chartPorts.nodeExporter, "own", PROXY),
  listens(monitoringNamespace, blackboxName, BLACKBOX_PORT, "server"),
  listens(
    monitoringNamespace,
    cloudWatchExporterName,
    CLOUDWATCH_EXPORTER_PORT,
    "plain",
    "it knows no TLS; pods of its own namespace alone reach it, and it shows what who reads metrics may see anyway",
  ),
  // One of them is a sidecar in Prometheus' pod; what ends blocks comes once a day, and listens to nobody.
  ...["prometheus", ...Object.values(thanosNames).filter((name) => name !== expiry)].map((pods) =>
    listens(monitoringNamespace, pods, thanosPorts.http, "server"),
  ),
  ...["prometheus", router, ingester, query, store, ruler].map((pods) =>
    listens(monitoringNamespace, pods, thanosPorts.grpc, "mutual"),
  ),
  ...[router, ingester].map((pods) => listens(monitoringNamespace, pods, thanosPorts.remoteWrite, "mutual")),
  listens(dashboardsNamespace, "grafana", chartPorts.grafana, "server"),
];

const platform: readonly Listener[] = [
  ...["cert-manager", "webhook", "cainjector"].map((pods) =>
    listens(certificatesNamespace, pods, chartPorts.certificateMetrics, "server"),
  ),
  listens(certificatesNamespace, "webhook", chartPorts.certManagerWebhook, "server"),
  listens(certificatesNamespace, "trust-manager", chartPorts.trustManagerWebhook, "server"),
  listens(
    certificatesNamespace,
    "trust-manager",
    chartPorts.certificateMetrics,
    "plain",
    "it knows no TLS for its metrics; they count reconciliations",
  ),
  listens(secretsNamespace, "external-secrets-webhook", chartPorts.secretsWebhook, "server"),
  ...["external-secrets", "external-secrets-webhook"].map((pods) =>
    listens(
      secretsNamespace,
      pods,
      chartPorts.secretsMetrics,
      "plain",
      "the chart's monitors know plain HTTP only; they count reconciliations and name what is copied",
    ),
  ),
  listens(accessNamespace, "oauth2-proxy", gatewayPorts.https, "server"),
  listens(accessNamespace, "oauth2-proxy", gatewayPorts.metrics, "server"),
];

const security: readonly Listener[] = [
  listens(runtimeSecurityNamespace, falcosidekickName, FALCOSIDEKICK_PORT, "server"),
  ...[nodeAgentsNamespace, runtimeSecurityNamespace].map((namespace) =>
    listens(
      namespace,
      "falco",
      FALCO_METRICS_PORT,
      "plain",
      "the chart shows a certificate there only together with the probe's; they are counters without what an event says",
    ),
  ),
];

const logs: readonly Listener[] = [
  listens(loggingNamespace, "elasticsearch", ELASTICSEARCH_PORT, "server"),
  listens(loggingNamespace, "elasticsearch", TRANSPORT_PORT, "mutual"),
  listens(loggingNamespace, "kibana", KIBANA_PORT, "server"),
  listens(loggingNamespace, eckOperatorName, ECK_WEBHOOK_PORT, "server"),
  listens(
    loggingNamespace,
    eckOperatorName,
    ECK_METRICS_PORT,
    "own",
    "it makes a certificate at each start; it asks the API server who scrapes, and counts reconciliations",
  ),
  listens(
    loggingNamespace,
    elasticsearchExporterName,
    ELASTICSEARCH_EXPORTER_PORT,
    "plain",
    "the chart's probes and monitor speak plain HTTP; it shows how the cluster does, and nothing of what is in it",
  ),
  listens(loggingNamespace, logstashName, BEATS_PORT, "mutual"),
  ...[logstashName, fluentdName].map((pods) => listens(loggingNamespace, pods, OTLP_LOGS_PORT, "mutual")),
  listens(
    loggingNamespace,
    logstashName,
    LOGSTASH_METRICS_PORT,
    "plain",
    "its exporter knows no TLS; it shows counts",
  ),
  listens(loggingNamespace, fluentdName, FORWARD_PORT, "mutual"),
  listens(loggingNamespace, fluentdName, FLUENTD_METRICS_PORT, "server"),
  listens(
    nodeAgentsNamespace,
    fluentBitName,
    FLUENT_BIT_METRICS_PORT,
    "plain",
    "it knows no TLS for its metrics; they are counts",
  ),
];

const scaling: readonly Listener[] = [
  listens(scalingNamespace, kedaNames.operator, kedaPorts.operator, "mutual"),
  listens(scalingNamespace, kedaNames.metricsServer, kedaPorts.metricsServer, "server"),
  listens(scalingNamespace, kedaNames.webhooks, kedaPorts.webhooks, "server"),
  ...Object.values(kedaNames).map((pods) =>
    listens(
      scalingNamespace,
      pods,
      kedaPorts.metrics,
      "plain",
      "it knows no TLS for its metrics; they count what was scaled, and how often that failed",
    ),
  ),
];

const { otlpGrpc, otlpHttp, metrics: telemetry, health } = tracingPorts;
const [agent, gateway] = [collectorService("agent"), collectorService("gateway")];

const tracing: readonly Listener[] = [
  listens(tracingNamespace, "opentelemetry-operator", tracingPorts.operatorWebhook, "server"),
  listens(
    tracingNamespace,
    "opentelemetry-operator",
    tracingPorts.operatorMetrics,
    "own",
    "it makes a certificate at each start; it asks the API server who scrapes, and counts reconciliations",
  ),
  // Applications are many and others' own: they check whom they send to, and policies say who may send.
  ...[otlpGrpc, otlpHttp].map((port) => listens(tracingNamespace, agent, port, "server")),
  ...[gateway, jaeger.collector].map((pods) => listens(tracingNamespace, pods, otlpGrpc, "mutual")),
  listens(tracingNamespace, jaeger.query, tracingPorts.query, "server"),
  ...[agent, gateway, jaeger.collector, jaeger.query].flatMap((pods) => [
    listens(
      tracingNamespace,
      pods,
      telemetry,
      "plain",
      "the collector's own metrics know no TLS; they are counts without what a span says",
    ),
    listens(tracingNamespace, pods, health, "plain", HEALTH),
  ]),
];

/** Every port of the platform's pods. */
export const listeners: readonly Listener[] = [
  ...metrics,
  ...platform,
  ...security,
  ...logs,
  ...scaling,
  ...tracing,
];
