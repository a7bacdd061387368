/** Where what a stack registers says how a port speaks: evidence for each entry of `content/flows/listeners.ts` that claims TLS. */
import type { Listener } from "../../../content/flows/listeners";
import {
  type Evidence,
  ofChart,
  ofObjects,
  fileOf,
  thanosFlags,
  thanosHttp,
  GRPC,
  REMOTE_WRITE,
  sidecar,
  collector,
  jaegerFile,
  TLS13,
  certManagerMetrics,
  webFile,
  ofKeda,
  ofElastic,
  logstashInput,
  fluentdInput,
} from "./proofs";
import { at } from "./stack";

/** How a listener is named in the table of evidence. */
export const nameOf = ({ namespace, pods, port }: Pick<Listener, "namespace" | "pods" | "port">): string =>
  `${namespace}/${pods}:${port}`;

/** Evidence by listener. */
export const evidence: Readonly<Record<string, Evidence>> = {
  "monitoring/prometheus:9090": ofChart(
    "kube-prometheus-stack",
    (value) =>
      value("prometheus > prometheusSpec > web > tlsConfig > minVersion") === TLS13 &&
      value("prometheus > serviceMonitor > scheme") === "https",
  ),
  "monitoring/alertmanager:9093": ofChart(
    "kube-prometheus-stack",
    (value) =>
      value("alertmanager > alertmanagerSpec > web > tlsConfig > minVersion") === TLS13 &&
      value("alertmanager > alertmanagerSpec > scheme") === "https" &&
      value("alertmanager > serviceMonitor > scheme") === "https",
  ),
  "monitoring/alertmanager:9094": ofChart(
    "kube-prometheus-stack",
    (value) =>
      value("alertmanager > alertmanagerSpec > clusterTLS > server > clientAuthType") ===
      "RequireAndVerifyClientCert",
  ),
  "monitoring/kube-prometheus-stack-operator:10250": ofChart(
    "kube-prometheus-stack",
    (value) => value("prometheusOperator > admissionWebhooks > certManager > enabled") === true,
  ),
  "monitoring/kube-state-metrics:8080": ofChart("kube-prometheus-stack", (value) => {
    const under = (path: string): unknown => value(`kube-state-metrics > ${path}`);
    const file = String(at(under("extraManifests"), "0 > data > web.yml"));
    return (
      webFile(under("extraArgs"), "tls-config", file) &&
      under("authFilter > enabled") === true &&
      under("prometheus > monitor > http > scheme") === "https"
    );
  }),
  "node-agents/prometheus-node-exporter:9100": ofChart(
    "kube-prometheus-stack",
    (value) =>
      value("prometheus-node-exporter > kubeRBACProxy > enabled") === true &&
      value("prometheus-node-exporter > prometheus > monitor > scheme") === "https",
  ),
  "monitoring/prometheus-blackbox-exporter:9115": (stack) =>
    ofChart(
      "prometheus-blackbox-exporter",
      (value) =>
        webFile(value("extraArgs"), "web.config.file", fileOf(stack, "blackbox-web", "web.yml")) &&
        value("serviceMonitor > selfMonitor > scheme") === "https",
    )(stack),
  "keda/keda-operator:9666": ofKeda,
  "keda/keda-operator-metrics-apiserver:6443": ofKeda,
  "keda/keda-admission-webhooks:9443": ofKeda,
  "monitoring/metrics-server:10250": ofChart(
    "metrics-server",
    (value) =>
      value("tls > type") === "cert-manager" && value("apiService > insecureSkipTLSVerify") === false,
  ),
  "monitoring/prometheus:10902": sidecar((spec) =>
    ((at(spec, "additionalArgs") ?? []) as { name: string; value: string }[]).some(
      ({ name, value }) => name === "http.config" && value !== "",
    ),
  ),
  "monitoring/prometheus:10901": sidecar((spec) =>
    ["caFile", "certFile", "keyFile"].every(
      (file) => at(spec, `grpcServerTlsConfig > ${file}`) !== undefined,
    ),
  ),
  ...Object.fromEntries(
    [...["receive", "ingester", "query", "query-frontend", "store", "compactor", "ruler", "replicator"]].map(
      (role) => [`monitoring/thanos-${role}:10902`, thanosHttp(`thanos-${role}`)],
    ),
  ),
  ...Object.fromEntries(
    ["receive", "ingester", "query", "store", "ruler"].map((role) => [
      `monitoring/thanos-${role}:10901`,
      thanosFlags(`thanos-${role}`, ...GRPC),
    ]),
  ),
  ...Object.fromEntries(
    ["receive", "ingester"].map((role) => [
      `monitoring/thanos-${role}:19291`,
      thanosFlags(`thanos-${role}`, ...REMOTE_WRITE),
    ]),
  ),
  "dashboards/grafana:3000": ofChart(
    "grafana",
    (value) =>
      value("grafana.ini > server > protocol") === "https" &&
      value("grafana.ini > server > min_tls_version") === "TLS1.3" &&
      value("serviceMonitor > scheme") === "https",
  ),
  "cert-manager/cert-manager:9402": certManagerMetrics(""),
  "cert-manager/webhook:9402": certManagerMetrics("webhook > "),
  "cert-manager/cainjector:9402": certManagerMetrics("cainjector > "),
  "cert-manager/webhook:10250": ofChart(
    "cert-manager",
    (value) => value("webhook > config > tlsConfig > minTLSVersion") === "VersionTLS13",
  ),
  "cert-manager/trust-manager:6443": ofChart(
    "trust-manager",
    (value) => value("app > minTLSVersion") === "VersionTLS13",
  ),
  "external-secrets/external-secrets-webhook:10250": ofChart(
    "external-secrets",
    (value) => value("webhook > certManager > enabled") === true,
  ),
  "access/oauth2-proxy:4443": ofChart("oauth2-proxy", (value) => {
    const file = String(value("config > configFile"));
    return file.includes("tls_cert_file = ") && file.includes('tls_min_version = "TLS1.3"');
  }),
  "access/oauth2-proxy:44180": ofChart(
    "oauth2-proxy",
    (value) =>
      value("extraArgs > metrics-address") === "-" &&
      value("extraArgs > metrics-tls-cert-file") !== undefined &&
      value("metrics > serviceMonitor > scheme") === "https",
  ),
  "runtime-security/falcosidekick:2801": ofChart(
    "falcosidekick",
    (value) =>
      value("config > tlsserver > deploy") === true && value("config > tlsserver > notlspaths") === "/ping",
  ),
  "logging/elasticsearch:9200": ofElastic("Elasticsearch"),
  // ECK makes an authority for the nodes and asks for it; there is no switch.
  "logging/elasticsearch:9300": ofObjects(
    "Elasticsearch",
    () => true,
    ({ inputs }) => at(inputs, "spec > transport > tls > selfSignedCertificates > disabled") !== true,
  ),
  "logging/kibana:5601": ofElastic("Kibana"),
  "logging/elastic-operator:9443": ofChart(
    "eck-operator",
    (value) => value("webhook > manageCerts") === false && Boolean(value("webhook > certsSecret")),
  ),
  "logging/elastic-operator:8443": ofChart(
    "eck-operator",
    (value) => value("config > metrics > secureMode > enabled") === true,
  ),
  "logging/logstash:5044": logstashInput("beats"),
  "logging/logstash:4318": logstashInput("http"),
  "logging/fluentd:24224": fluentdInput("forward", "client_cert_auth true"),
  "logging/fluentd:4318": fluentdInput("http", "client_cert_auth true"),
  "logging/fluentd:24231": fluentdInput("prometheus"),
  "tracing/opentelemetry-operator:9443": ofChart(
    "opentelemetry-operator",
    (value) =>
      value("admissionWebhooks > certManager > enabled") === true &&
      value("admissionWebhooks > certManager > issuerRef > name") !== undefined,
  ),
  "tracing/opentelemetry-operator:8443": ofChart(
    "opentelemetry-operator",
    (value) => value("manager > ports > metricsPort") === 8443,
  ),
  "tracing/agent-collector:4317": collector("agent", "grpc", false),
  "tracing/agent-collector:4318": collector("agent", "http", false),
  "tracing/gateway-collector:4317": collector("gateway", "grpc", true),
  "tracing/jaeger-collector:4317": jaegerFile(
    "jaeger-collector",
    "receivers > otlp > protocols > grpc",
    true,
  ),
  "tracing/jaeger-query:16686": jaegerFile("jaeger-query", "extensions > jaeger_query > http", false),
};
