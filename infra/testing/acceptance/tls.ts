/** Where what a stack registers says how a port speaks: evidence for each entry of `content/flows/listeners.ts` that claims TLS. */
import type { Listener } from "../../../content/flows/listeners";
import type { Registered } from "../../../components/testing/record";
import { valueOf } from "./chart-workloads";
import { at, objects, releasesOf, type Stack } from "./stack";

/** Whether the port speaks as is claimed; undefined where the stack has no such pods. */
export type Evidence = (stack: Stack) => boolean | undefined;

/** How a listener is named in the table of evidence. */
export const nameOf = ({ namespace, pods, port }: Pick<Listener, "namespace" | "pods" | "port">): string =>
  `${namespace}/${pods}:${port}`;

const all = (each: readonly boolean[]): boolean | undefined =>
  each.length === 0 ? undefined : each.every(Boolean);

/** Of every release of a chart. */
const ofChart =
  (chart: string, holds: (value: (path: string) => unknown) => boolean): Evidence =>
  (stack) =>
    all(releasesOf(stack, chart).map((release) => holds((path) => valueOf(release, path))));

const ofObjects =
  (
    kind: string,
    is: (resource: Registered) => boolean,
    holds: (resource: Registered, stack: Stack) => boolean,
  ): Evidence =>
  (stack) =>
    all(
      objects(stack, kind)
        .filter(is)
        .map((resource) => holds(resource, stack)),
    );

const called =
  (name: string) =>
  ({ inputs }: Registered): boolean =>
    at(inputs, "metadata > name") === name;

/** What a ConfigMap of that name has under a key. */
function fileOf(stack: Stack, name: string, key: string): string {
  const text = at(objects(stack, "ConfigMap").find(called(name))?.inputs, `data > ${key}`);
  return typeof text === "string" ? text : "";
}

/** Of every workload of Thanos with that name on its pods: what its flags have to begin with. */
const thanosFlags =
  (pods: string, ...flags: readonly string[]): Evidence =>
  (stack) =>
    all(
      objects(stack, "StatefulSet", "Deployment")
        .filter(
          ({ inputs }) => at(inputs, "spec > template > metadata > labels > app.kubernetes.io/name") === pods,
        )
        .map(({ inputs }) => {
          const given = (at(inputs, "spec > template > spec > containers > 0 > args") ?? []) as string[];
          return flags.every((flag) => given.some((own) => own.startsWith(`${flag}=/`)));
        }),
    );

const thanosHttp = (pods: string): Evidence => {
  const flags = thanosFlags(pods, "--http.config");
  return (stack) => {
    const given = flags(stack);
    return given === undefined
      ? undefined
      : given && fileOf(stack, "thanos-web", "web.yml").includes('"min_version":"TLS13"');
  };
};
const GRPC = ["cert", "key", "client-ca"].map((part) => `--grpc-server-tls-${part}`);
const REMOTE_WRITE = ["cert", "key", "client-ca"].map((part) => `--remote-write.server-tls-${part}`);

/** Prometheus' sidecar, where there is one. */
const sidecar =
  (holds: (spec: unknown) => boolean): Evidence =>
  (stack) => {
    const specs = releasesOf(stack, "kube-prometheus-stack")
      .map(({ inputs }) => at(inputs, "values > prometheus > prometheusSpec > thanos"))
      .filter((spec) => spec !== undefined);
    return all(specs.map(holds));
  };

/** A receiver of OpenTelemetry. Where senders show a certificate, it knows whose authority to ask for. */
const receives = (receiver: unknown, mutual: boolean): boolean =>
  at(receiver, "tls > cert_file") !== undefined &&
  at(receiver, "tls > min_version") === "1.3" &&
  (!mutual || at(receiver, "tls > client_ca_file") !== undefined);

const collector = (name: string, protocol: "grpc" | "http", mutual: boolean): Evidence =>
  ofObjects("OpenTelemetryCollector", called(name), ({ inputs }) =>
    receives(at(inputs, `spec > config > receivers > otlp > protocols > ${protocol}`), mutual),
  );

const jaegerFile = (name: string, path: string, mutual: boolean): Evidence =>
  ofObjects("Deployment", called(name), (_, stack) =>
    receives(at(JSON.parse(fileOf(stack, `${name}-config`, "config.json") || "{}"), path), mutual),
  );

const TLS13 = "TLS13";

const certManagerMetrics = (under: string): Evidence =>
  ofChart(
    "cert-manager",
    (value) =>
      value(`${under}config > metricsTLSConfig > dynamic > secretName`) !== undefined &&
      value(`${under}config > metricsTLSConfig > minTLSVersion`) === "VersionTLS13" &&
      value("prometheus > servicemonitor > endpointAdditionalProperties > scheme") === "https",
  );

const rbacProxy = (chart: string, monitor: string): Evidence =>
  ofChart(
    "kube-prometheus-stack",
    (value) =>
      value(`${chart} > kubeRBACProxy > enabled`) === true &&
      value(`${chart} > ${monitor} > scheme`) === "https",
  );

/** Whether what the settings say of a certificate is of ECK's form, and given. */
const ofElastic = (kind: string): Evidence =>
  ofObjects(
    kind,
    () => true,
    ({ inputs }) =>
      at(inputs, "spec > http > tls > certificate > secretName") !== undefined &&
      at(inputs, "spec > http > tls > selfSignedCertificate > disabled") !== true,
  );

const logstashInput = [
  "ssl_enabled => true",
  'ssl_client_authentication => "required"',
  'ssl_supported_protocols => ["TLSv1.3"]',
];

/** The part of Fluentd's file that begins with a line. */
const fluentdSource = (stack: Stack, type: string): string =>
  fileOf(stack, "fluentd-settings", "fluentd.conf")
    .split("<source>")
    .find((source) => source.includes(`@type ${type}\n`))
    ?.split("</source>")[0] ?? "";

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
  "monitoring/kube-state-metrics:8080": rbacProxy("kube-state-metrics", "prometheus > monitor > http"),
  "node-agents/prometheus-node-exporter:9100": rbacProxy("prometheus-node-exporter", "prometheus > monitor"),
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
  "logging/logstash:5044": ofObjects("StatefulSet", called("logstash"), (_, stack) => {
    const input = fileOf(stack, "logstash-settings", "containers.conf").split("filter {")[0] ?? "";
    return logstashInput.every((line) => input.includes(line));
  }),
  "logging/fluentd:24224": ofObjects("StatefulSet", called("fluentd"), (_, stack) => {
    const source = fluentdSource(stack, "forward");
    return ["<transport tls>", "client_cert_auth true", "min_version TLS1_3"].every((line) =>
      source.includes(line),
    );
  }),
  "logging/fluentd:24231": ofObjects("StatefulSet", called("fluentd"), (_, stack) =>
    ["<transport tls>", "min_version TLS1_3"].every((line) =>
      fluentdSource(stack, "prometheus").includes(line),
    ),
  ),
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
