/** Where the values of the releases keep what the acceptance list asks about. For tests. */
import { at, join, type Releases, type Tree } from "./acceptance-values";

/** Charts differ in the name under which they ask for replicas. */
const counted = { replicas: "replicaCount" } as const;
/** Where most charts switch the disruption budget on. */
const BUDGET = "podDisruptionBudget.enabled";

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
  { ...counted, name: "cert-manager", release: "certManager", spec: "", budget: BUDGET },
  {
    ...counted,
    name: "cert-manager's webhook",
    release: "certManager",
    spec: "webhook",
    budget: `webhook.${BUDGET}`,
  },
  {
    ...counted,
    name: "cert-manager's injector",
    release: "certManager",
    spec: "cainjector",
    budget: `cainjector.${BUDGET}`,
  },
  { ...counted, name: "trust-manager", release: "trustManager", spec: "", budget: BUDGET },
  { ...counted, name: "External Secrets", release: "externalSecrets", spec: "", budget: BUDGET },
  {
    ...counted,
    name: "External Secrets' webhook",
    release: "externalSecrets",
    spec: "webhook",
    budget: `webhook.${BUDGET}`,
  },
  { name: "metrics-server", release: "metricsServer", spec: "", budget: BUDGET },
  {
    ...counted,
    name: "OpenTelemetry operator",
    release: "openTelemetryOperator",
    spec: "",
    budget: "pdb.create",
  },
] as const satisfies readonly Workload[];

export interface Workload {
  readonly name: string;
  readonly release: keyof Releases;
  readonly spec: string;
  readonly budget?: string;
  readonly storage?: string;
  readonly perNode?: true;
  /** @default "replicas" */
  readonly replicas?: "replicas" | "replicaCount";
}

/** Every container that the values can size: release and path of what holds its resources. */
export const containers: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheus.prometheusSpec"],
  ["stack", "alertmanager.alertmanagerSpec"],
  ["stack", "prometheusOperator"],
  ["stack", "prometheusOperator.prometheusConfigReloader"],
  ["stack", "kube-state-metrics"],
  ["stack", "prometheus-node-exporter"],
  ["stack", "prometheus-node-exporter.kubeRBACProxy"],
  ["grafana", ""],
  ["grafana", "sidecar"],
  ["certManager", ""],
  ["certManager", "webhook"],
  ["certManager", "cainjector"],
  ["certManager", "startupapicheck"],
  ["trustManager", ""],
  ["externalSecrets", ""],
  ["externalSecrets", "webhook"],
  ["metricsServer", ""],
  ["openTelemetryOperator", "manager"],
];

/** Containers whose security context is ours; the operator sets that of Prometheus and Alertmanager itself. */
export const restrictedContainers: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheusOperator.containerSecurityContext"],
  ["stack", "kube-state-metrics.containerSecurityContext"],
  ["stack", "prometheus-node-exporter.containerSecurityContext"],
  ["stack", "prometheus-node-exporter.kubeRBACProxy.containerSecurityContext"],
  ["grafana", "containerSecurityContext"],
  ["grafana", "sidecar.securityContext"],
  ["certManager", "containerSecurityContext"],
  ["certManager", "webhook.containerSecurityContext"],
  ["certManager", "cainjector.containerSecurityContext"],
  ["certManager", "startupapicheck.containerSecurityContext"],
  ["trustManager", "app.securityContext"],
  ["externalSecrets", "securityContext"],
  ["externalSecrets", "webhook.securityContext"],
  ["metricsServer", "securityContext"],
  ["openTelemetryOperator", "manager.securityContext"],
];

/** Pods whose security context is ours. */
export const restrictedPods: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheus.prometheusSpec.securityContext"],
  ["stack", "prometheus-node-exporter.securityContext"],
  ["stack", "alertmanager.alertmanagerSpec.securityContext"],
  ["grafana", "securityContext"],
  ["certManager", "securityContext"],
  ["certManager", "webhook.securityContext"],
  ["certManager", "cainjector.securityContext"],
  ["certManager", "startupapicheck.securityContext"],
  ["trustManager", "podSecurityContext"],
  ["externalSecrets", "podSecurityContext"],
  ["externalSecrets", "webhook.podSecurityContext"],
  ["metricsServer", "podSecurityContext"],
  ["openTelemetryOperator", "manager.securityContext"],
];

/** Annotations of the pods and accounts that carry a key to the Kubernetes API. */
export const apiClients: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheus.annotations"],
  ["stack", "prometheus.serviceAccount.annotations"],
  ["stack", "prometheusOperator.annotations"],
  ["stack", "prometheusOperator.serviceAccount.annotations"],
  ["stack", "kube-state-metrics.annotations"],
  ["stack", "kube-state-metrics.serviceAccount.annotations"],
  ["stack", "prometheus-node-exporter.podAnnotations"],
  ["grafana", "podAnnotations"],
  ["certManager", "serviceAccount.annotations"],
  ["certManager", "webhook.serviceAccount.annotations"],
  ["certManager", "cainjector.serviceAccount.annotations"],
  ["certManager", "startupapicheck.serviceAccount.annotations"],
  ["trustManager", "commonAnnotations"],
  ["trustManager", "app.podAnnotations"],
  ["externalSecrets", "podAnnotations"],
  ["externalSecrets", "serviceAccount.annotations"],
  ["externalSecrets", "webhook.podAnnotations"],
  ["externalSecrets", "webhook.serviceAccount.annotations"],
  ["metricsServer", "serviceAccount.annotations"],
  ["openTelemetryOperator", "manager.podAnnotations"],
  ["openTelemetryOperator", "manager.serviceAccount.annotations"],
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
  {
    name: "the operator's webhook 10250",
    release: "stack",
    tls: (values) => at(values, "prometheusOperator.admissionWebhooks.certManager.enabled") === true,
  },
  {
    name: "node-exporter 9100",
    release: "stack",
    tls: (values) =>
      at(values, "prometheus-node-exporter.kubeRBACProxy.enabled") === true &&
      at(values, "prometheus-node-exporter.prometheus.monitor.scheme") === "https",
  },
  {
    name: "kube-state-metrics 8080 and 8081",
    release: "stack",
    tls: (values) =>
      String(at(values, "kube-state-metrics.extraArgs.0")).startsWith("--tls-config=") &&
      at(values, "kube-state-metrics.authFilter.enabled") === true &&
      at(values, "kube-state-metrics.prometheus.monitor.http.scheme") === "https",
  },
  {
    name: "Grafana 3000",
    release: "grafana",
    tls: (values) =>
      at(values, "grafana.ini.server.protocol") === "https" &&
      at(values, "grafana.ini.server.min_tls_version") === "TLS1.3" &&
      at(values, "serviceMonitor.scheme") === "https",
  },
  {
    name: "cert-manager's webhook 10250",
    release: "certManager",
    tls: (values) => at(values, "webhook.config.tlsConfig.minTLSVersion") === "VersionTLS13",
  },
  ...["", "webhook", "cainjector"].map((part): Port => ({
    name: `cert-manager's metrics 9402 ${part}`,
    release: "certManager",
    tls: (values) =>
      at(values, join(part, "config.metricsTLSConfig.dynamic.secretName")) !== undefined &&
      at(values, join(part, "config.metricsTLSConfig.minTLSVersion")) === "VersionTLS13" &&
      at(values, "prometheus.servicemonitor.endpointAdditionalProperties.scheme") === "https",
  })),
  {
    name: "trust-manager's webhook 6443",
    release: "trustManager",
    tls: (values) => at(values, "app.minTLSVersion") === "VersionTLS13",
  },
  {
    name: "trust-manager's metrics 9402",
    release: "trustManager",
    reason: "it knows no TLS for them; they count reconciliations",
  },
  {
    name: "External Secrets' webhook 10250",
    release: "externalSecrets",
    tls: (values) => at(values, "webhook.certManager.enabled") === true,
  },
  {
    name: "External Secrets' metrics 8080",
    release: "externalSecrets",
    reason: "the chart's monitors know plain HTTP only; they count reconciliations and name ExternalSecrets",
  },
  {
    name: "metrics-server 10250",
    release: "metricsServer",
    tls: (values) =>
      at(values, "tls.type") === "cert-manager" && at(values, "apiService.insecureSkipTLSVerify") === false,
  },
  {
    name: "OpenTelemetry operator's webhook 9443",
    release: "openTelemetryOperator",
    tls: (values) =>
      at(values, "admissionWebhooks.certManager.enabled") === true &&
      at(values, "admissionWebhooks.certManager.issuerRef.name") !== undefined,
  },
  {
    name: "OpenTelemetry operator's metrics 8443",
    release: "openTelemetryOperator",
    reason: "TLS by a certificate that it makes itself at each start; it asks who scrapes",
  },
  ...(["certManager", "trustManager", "externalSecrets", "openTelemetryOperator"] as const).map(
    (release): Port => ({
      name: `health of ${release}`,
      release,
      reason: "the kubelet asks it whether it lives, and it says nothing else",
    }),
  ),
];

/** What makes each release be scraped. */
export const monitors: readonly (readonly [keyof Releases, string])[] = [
  ["grafana", "serviceMonitor.enabled"],
  ["certManager", "prometheus.servicemonitor.enabled"],
  ["trustManager", "app.metrics.service.servicemonitor.enabled"],
  ["externalSecrets", "serviceMonitor.enabled"],
  ["metricsServer", "serviceMonitor.enabled"],
  ["metricsServer", "metrics.enabled"],
  ["openTelemetryOperator", "manager.serviceMonitor.enabled"],
];

/** Paths of keys that hold secrets. */
export const SECRET_KEY = /password|secret_?key|token|credential/i;
/** Paths that only name where a secret lies. */
export const REFERENCE = /Secret\.(?:name|key)$|keySecret|bearerTokenFile$/;

/** How many replicas the values ask for; one where they do not say. */
export function replicas(all: Releases, { release, spec, replicas: key = "replicas" }: Workload): number {
  const count = at(all[release], join(spec, key));
  return typeof count === "number" ? count : 1;
}
