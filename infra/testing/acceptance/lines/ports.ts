import { isPodsOf, type FlowRegion } from "../../../../content/flows/flow";
import { listeners } from "../../../../content/flows/listeners";
import { flowNamespaces, flowsOf } from "../../../../content/flows/table";
import type { Line } from "../line";
import { at, labelOf, namespaceOf, objects, type Stack, withText, withValue } from "../stack";
import { evidence, nameOf } from "../tls";
import type { Workload } from "../workload";
import { workloads } from "../workloads";

/** The name by which policies know pods. */
function podsOf({ labels }: Pick<Workload, "labels">): string {
  if (labels["elasticsearch.k8s.elastic.co/cluster-name"] !== undefined) return "elasticsearch";
  if (labels["kibana.k8s.elastic.co/name"] !== undefined) return "kibana";
  return labels["app.kubernetes.io/name"] ?? labels["app"] ?? "";
}

/** A region in which every flow has its ports. */
const EVERYWHERE: FlowRegion = {
  ranges: { nodes: "", intra: "" },
  takesMetrics: true,
  hubPort: 443,
  databasePort: 5432,
};

/** Ports at which pods of the platform are reached, by the table of flows. `all`: of whoever is in the namespace. */
function flowPorts(): string[] {
  return flowNamespaces.flatMap((namespace) =>
    flowsOf(namespace).flatMap((flow) => {
      const ports = typeof flow.ports === "function" ? flow.ports(EVERYWHERE) : flow.ports;
      const side = "from" in flow ? { namespace, pods: flow.pods } : isPodsOf(flow.to) ? flow.to : undefined;
      if (side === undefined || ports === "any") return [];
      const { pods } = side;
      const names =
        pods === "all" ? ["all"] : pods.values.map((value) => podsOf({ labels: { [pods.label]: value } }));
      return names.flatMap((name) =>
        ports.map((port) => nameOf({ namespace: side.namespace, pods: name, port })),
      );
    }),
  );
}

/** Ports that pods or Services of a stack open. */
function openPorts(stack: Stack): { owner: string; name: string }[] {
  const own = workloads(stack);
  const services = objects(stack, "Service").flatMap((service) => {
    const selector = (at(service.inputs, "spec > selector") ?? {}) as Record<string, string>;
    const pods = podsOf({ labels: selector });
    const target = own.find((each) => each.namespace === namespaceOf(service) && podsOf(each) === pods);
    return ((at(service.inputs, "spec > ports") ?? []) as ServicePort[]).map(
      ({ port, targetPort = port }) => {
        const found =
          typeof targetPort === "number"
            ? targetPort
            : target?.ports.find(({ name }) => name === targetPort)?.port;
        return {
          owner: labelOf(service),
          name: nameOf({ namespace: namespaceOf(service), pods, port: found ?? port }),
        };
      },
    );
  });
  return [
    ...own.flatMap((each) =>
      each.ports.map(({ port }) => ({
        owner: each.name,
        name: nameOf({ namespace: each.namespace, pods: podsOf(each), port }),
      })),
    ),
    ...services,
  ];
}

interface ServicePort {
  readonly port: number;
  readonly targetPort?: number | string;
}

const known = new Set(listeners.map(nameOf));

const claimed = (name: string): string => `${name} does not speak TLS as content/flows/listeners.ts says`;
const unlisted = (owner: string, name: string): string =>
  `${owner} listens at ${name}, which content/flows/listeners.ts does not have: say how it speaks`;

export const tls: Line = {
  title: "every port speaks TLS, or is on the list with its reason",
  check: (stack) => [
    ...listeners
      .filter((listener) => listener.speaks !== "plain")
      .flatMap((listener) => {
        const name = nameOf(listener);
        const prove = evidence[name];
        if (prove === undefined) return [`nothing shows how ${name} speaks`];
        return prove(stack) === false ? [claimed(name)] : [];
      }),
    ...listeners
      .filter(({ speaks, why }) => (speaks === "own" || speaks === "plain") !== (why !== undefined))
      .map((listener) => `${nameOf(listener)} is ${listener.speaks}, and its reason does not fit that`),
    ...openPorts(stack)
      .filter(({ name }) => !known.has(name))
      .map(({ owner, name }) => unlisted(owner, name)),
    ...[...new Set(flowPorts())]
      .filter((name) => {
        const [namespace = "", rest = ""] = name.split("/");
        const [pods, port] = rest.split(":");
        return pods === "all"
          ? !listeners.some((each) => each.namespace === namespace && each.port === Number(port))
          : !known.has(name);
      })
      .map((name) => `a flow leads to ${name}, where nobody listens`),
  ],
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > web > tlsConfig",
      undefined,
      claimed("monitoring/prometheus:9090"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > serviceMonitor > scheme",
      "http",
      claimed("monitoring/prometheus:9090"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "alertmanager > alertmanagerSpec > scheme",
      "",
      claimed("monitoring/alertmanager:9093"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "alertmanager > alertmanagerSpec > clusterTLS > server > clientAuthType",
      "NoClientCert",
      claimed("monitoring/alertmanager:9094"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus-node-exporter > kubeRBACProxy > enabled",
      false,
      claimed("node-agents/prometheus-node-exporter:9100"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > thanos > grpcServerTlsConfig > caFile",
      undefined,
      claimed("monitoring/prometheus:10901"),
    ),
    withValue(
      "grafana-release",
      "grafana.ini > server > protocol",
      "http",
      claimed("dashboards/grafana:3000"),
    ),
    withValue(
      "certificates-cert-manager",
      "cainjector > config > metricsTLSConfig",
      undefined,
      claimed("cert-manager/cainjector:9402"),
    ),
    withValue(
      "certificates-trust-manager",
      "app > minTLSVersion",
      "",
      claimed("cert-manager/trust-manager:6443"),
    ),
    withValue(
      "metrics-server",
      "apiService > insecureSkipTLSVerify",
      true,
      claimed("monitoring/metrics-server:10250"),
    ),
    withValue(
      "tracing-operator",
      "admissionWebhooks > certManager > issuerRef",
      undefined,
      claimed("tracing/opentelemetry-operator:9443"),
    ),
    withValue(
      "runtime-security-falcosidekick",
      "config > tlsserver > notlspaths",
      "/ping,/",
      claimed("runtime-security/falcosidekick:2801"),
    ),
    withText(
      "gateway-grafana",
      "config > configFile",
      ['tls_min_version = "TLS1.3"', 'tls_min_version = "TLS1.2"'],
      claimed("access/oauth2-proxy:4443"),
    ),
    withValue(
      "gateway-prometheus",
      "extraArgs > metrics-address",
      "0.0.0.0:44181",
      claimed("access/oauth2-proxy:44180"),
    ),
    withValue(
      "logs-elasticsearch",
      "spec > http > tls > selfSignedCertificate",
      { disabled: true },
      claimed("logging/elasticsearch:9200"),
    ),
    withValue("logs-kibana", "spec > http", undefined, claimed("logging/kibana:5601")),
    withValue(
      "logs-operator",
      "config > metrics > secureMode",
      undefined,
      claimed("logging/elastic-operator:8443"),
    ),
    withText(
      "logstash-settings",
      "data > containers.conf",
      ['ssl_client_authentication => "required"', 'ssl_client_authentication => "none"'],
      claimed("logging/logstash:5044"),
    ),
    withText(
      "fluentd-settings",
      "data > fluentd.conf",
      ["client_cert_auth true", "client_cert_auth false"],
      claimed("logging/fluentd:24224"),
    ),
    withText(
      "thanos-thanos-web",
      "data > web.yml",
      ["TLS13", "TLS10"],
      ...["receive", "ingester", "query", "query-frontend", "store", "compactor", "ruler"].map((role) =>
        claimed(`monitoring/thanos-${role}:10902`),
      ),
    ),
    withValue(
      "thanos-thanos-store",
      "spec > template > spec > containers > 0 > args > 6",
      "--debug.name=store",
      claimed("monitoring/thanos-store:10901"),
    ),
    withValue(
      "tracing-gateway",
      "spec > config > receivers > otlp > protocols > grpc > tls > client_ca_file",
      undefined,
      claimed("tracing/gateway-collector:4317"),
    ),
    withText(
      "jaeger-query-config",
      "data > config.json",
      ['"cert_file": "/etc/pharos/tls/tls.crt",', ""],
      claimed("tracing/jaeger-query:16686"),
    ),
    withValue(
      "Deployment jaeger-query",
      "spec > template > spec > containers > 0 > ports > 3",
      { name: "grpc-query", containerPort: 16_685 },
      unlisted("Deployment tracing/jaeger-query", "tracing/jaeger-query:16685"),
    ),
    withValue(
      "fluentd-service",
      "spec > ports > 1",
      { name: "http", port: 9880, targetPort: 9880 },
      unlisted("Service logging/fluentd", "logging/fluentd:9880"),
    ),
  ],
};
