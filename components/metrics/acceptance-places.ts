/** Where the values of the releases keep what the acceptance list asks about. For tests. */
import { at, join, type Releases, type Tree } from "./acceptance-values";

/** The workloads of the releases, and where each keeps what the list asks about. */
export const workloads = [
  {
    name: "Prometheus",
    release: "stack",
    spec: "prometheus.prometheusSpec",
    budget: "prometheus.podDisruptionBudget.enabled",
    storage: "storageSpec",
  },
  {
    name: "Alertmanager",
    release: "stack",
    spec: "alertmanager.alertmanagerSpec",
    budget: "alertmanager.podDisruptionBudget.enabled",
    storage: "storage",
  },
  { name: "operator", release: "stack", spec: "prometheusOperator" },
  { name: "kube-state-metrics", release: "stack", spec: "kube-state-metrics" },
  { name: "node-exporter", release: "stack", spec: "prometheus-node-exporter", perNode: true },
  { name: "Grafana", release: "grafana", spec: "", budget: "podDisruptionBudget.minAvailable" },
] as const satisfies readonly Workload[];

export interface Workload {
  readonly name: string;
  readonly release: keyof Releases;
  readonly spec: string;
  readonly budget?: string;
  readonly storage?: string;
  readonly perNode?: true;
}

/** Every container that the values can size: release and path of what holds its resources. */
export const containers: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheus.prometheusSpec"],
  ["stack", "alertmanager.alertmanagerSpec"],
  ["stack", "prometheusOperator"],
  ["stack", "prometheusOperator.prometheusConfigReloader"],
  ["stack", "prometheusOperator.admissionWebhooks.patch"],
  ["stack", "kube-state-metrics"],
  ["stack", "kube-state-metrics.kubeRBACProxy"],
  ["stack", "prometheus-node-exporter"],
  ["stack", "prometheus-node-exporter.kubeRBACProxy"],
  ["grafana", ""],
  ["grafana", "sidecar"],
];

/** Containers whose security context is ours; the operator sets that of Prometheus and Alertmanager itself. */
export const restrictedContainers: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheusOperator.containerSecurityContext"],
  ["stack", "kube-state-metrics.containerSecurityContext"],
  ["stack", "prometheus-node-exporter.containerSecurityContext"],
  ["stack", "prometheus-node-exporter.kubeRBACProxy.containerSecurityContext"],
  ["grafana", "containerSecurityContext"],
  ["grafana", "sidecar.securityContext"],
];

/** Pods whose security context is ours. */
export const restrictedPods: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheus.prometheusSpec.securityContext"],
  ["stack", "alertmanager.alertmanagerSpec.securityContext"],
  ["grafana", "securityContext"],
];

export interface Port {
  readonly name: string;
  readonly release: keyof Releases;
  /** Whether server and scrape both speak TLS. */
  readonly tls?: (values: Tree) => boolean;
  /** Why it does not. */
  readonly reason?: string;
}

/** Every port that the releases open. */
export const ports: readonly Port[] = [
  {
    name: "Prometheus 9090",
    release: "stack",
    tls: (values) =>
      at(values, "prometheus.prometheusSpec.web.tlsConfig.minVersion") === "TLS13" &&
      at(values, "prometheus.serviceMonitor.scheme") === "https",
  },
  {
    name: "Alertmanager 9093",
    release: "stack",
    tls: (values) =>
      at(values, "alertmanager.alertmanagerSpec.web.tlsConfig.minVersion") === "TLS13" &&
      at(values, "alertmanager.alertmanagerSpec.scheme") === "https" &&
      at(values, "alertmanager.serviceMonitor.scheme") === "https",
  },
  {
    name: "Alertmanager's gossip 9094",
    release: "stack",
    tls: (values) =>
      at(values, "alertmanager.alertmanagerSpec.clusterTLS.server.clientAuthType") ===
      "RequireAndVerifyClientCert",
  },
  ...["prometheus-node-exporter", "kube-state-metrics"].map((chart): Port => {
    const monitor = chart === "kube-state-metrics" ? "prometheus.monitor.http" : "prometheus.monitor";
    return {
      name: chart,
      release: "stack",
      tls: (values) =>
        at(values, `${chart}.kubeRBACProxy.enabled`) === true &&
        at(values, `${chart}.${monitor}.scheme`) === "https",
    };
  }),
  { name: "Grafana 3000", release: "grafana", reason: "only the gateway may reach it, and ends TLS" },
];

/** Paths of keys that hold secrets. */
export const SECRET_KEY = /password|secret_?key|token|credential/i;
/** Paths that only name where a secret lies. */
export const REFERENCE = /Secret\.(?:name|key)$|keySecret|bearerTokenFile$/;

/** How many replicas the values ask for; one where they do not say. */
export function replicas(all: Releases, { release, spec }: Workload): number {
  const count = at(all[release], join(spec, "replicas"));
  return typeof count === "number" ? count : 1;
}
