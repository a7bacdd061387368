import type { ChartName } from "../versions";

/**
 * What rules find in the pinned charts and what stands, because the program cannot work without it or its chart has no value for it. Each
 * finding was read, with its reason; it holds for the pinned version of the chart alone, for the objects named, and for nothing that
 * anybody else installs. What the values can mend is mended there and is not listed here.
 */
export interface ReviewedFinding {
  readonly chart: ChartName;
  /** Kind and names of the objects. */
  readonly kind: string;
  readonly names: readonly string[];
  /** Rule → reason codes. */
  readonly findings: Readonly<Record<string, readonly string[]>>;
  /** Beginning of the property at fault. @default - anywhere in the object */
  readonly at?: string;
  /** Why it stands: a sentence without its full stop. */
  readonly because: string;
}

const NO_SWITCH = "its chart has no value for it, and the account may do nothing that matters";

export const reviewedFindings: readonly ReviewedFinding[] = [
  {
    chart: "falco",
    kind: "DaemonSet",
    names: ["falco"],
    at: "spec.template.spec.containers[0].",
    findings: {
      "K8S-POD-01": ["privileged"],
      "K8S-POD-02": ["escalation-allowed"],
      "K8S-POD-03": ["may-run-as-root"],
      "K8S-POD-04": ["writable-root"],
      "K8S-POD-05": ["not-dropped"],
      "K8S-POD-07": ["not-set"],
    },
    because:
      "it puts its probe into the node's kernel, and under SELinux no less may ask the container runtime whose pod a process is",
  },
  {
    chart: "falco",
    kind: "DaemonSet",
    names: ["falco"],
    at: "spec.template.spec.volumes[",
    findings: { "K8S-POD-09": ["sensitive-path", "agent-writes"], "K8S-POD-11": ["socket"] },
    because: "it reads what runs on the node, and asks the container runtime for the names",
  },
  {
    chart: "falco",
    kind: "ServiceAccount",
    names: ["falco", "falco-k8s-audit"],
    findings: { "K8S-SA-01": ["account-mounts"] },
    because: NO_SWITCH,
  },
  {
    chart: "falcosidekick",
    kind: "ServiceAccount",
    names: ["falcosidekick"],
    findings: { "K8S-SA-01": ["account-mounts"] },
    because: NO_SWITCH,
  },
  {
    chart: "kube-prometheus-stack",
    kind: "DaemonSet",
    names: ["node-exporter"],
    findings: {
      "K8S-POD-08": ["host-network", "host-pid"],
      "K8S-POD-09": ["sensitive-path"],
    },
    because: "it measures the node: its network, its processes and its file systems, read-only",
  },
  {
    chart: "kube-prometheus-stack",
    kind: "DaemonSet",
    names: ["node-exporter"],
    at: "spec.template.spec.containers[1].",
    findings: { "K8S-RES-02": ["no-liveness-probe"] },
    because:
      "its chart has no value for one of the proxy; a proxy that hangs is a target that is down, which an alert tells",
  },
  {
    chart: "kube-prometheus-stack",
    kind: "ClusterRole",
    names: ["pharos-operator"],
    findings: {
      "K8S-RBAC-01": ["wildcard-verb"],
      "K8S-RBAC-02": ["reads-secrets", "changes-secrets"],
    },
    because:
      "it writes the configuration of Prometheus and Alertmanager into Secrets, and reads those that monitors name",
  },
  {
    chart: "cert-manager",
    kind: "ClusterRole",
    names: ["certificates", "challenges", "clusterissuers", "issuers", "orders"].map(
      (controller) => `cert-manager-controller-${controller}`,
    ),
    findings: { "K8S-RBAC-02": ["reads-secrets", "changes-secrets"] },
    because: "it writes certificates with their keys into Secrets of every namespace",
  },
  {
    chart: "cert-manager",
    kind: "ClusterRole",
    names: ["cert-manager-cainjector"],
    findings: { "K8S-RBAC-02": ["reads-secrets"], "K8S-RBAC-05": ["admission"] },
    because:
      "it writes the authorities of certificates into webhooks, so that the API server knows whom it asks",
  },
  {
    chart: "cert-manager",
    kind: "Deployment",
    names: ["cert-manager", "cert-manager-cainjector"],
    findings: { "K8S-RES-02": ["no-probes", "no-readiness-probe"] },
    because:
      "its chart has no value for one; nobody sends it requests, and a certificate that is not renewed is told a month ahead",
  },
  {
    chart: "trust-manager",
    kind: "Role",
    names: ["trust-manager"],
    findings: { "K8S-RBAC-02": ["reads-secrets"] },
    because: "it reads the root's public half from a Secret of its own namespace",
  },
  {
    chart: "trust-manager",
    kind: "Deployment",
    names: ["trust-manager"],
    findings: { "K8S-RES-02": ["no-liveness-probe"] },
    because: "its chart has no value for one; roots change once in years",
  },
  {
    chart: "keda",
    kind: "Role",
    names: ["keda-operator-certs"],
    findings: { "K8S-RBAC-02": ["reads-secrets"] },
    because:
      "it watches the Secrets of its own namespace for its certificate, and nobody keeps another there",
  },
  {
    chart: "prometheus-blackbox-exporter",
    kind: "ServiceAccount",
    names: ["prometheus-blackbox-exporter"],
    findings: { "K8S-SA-01": ["account-mounts"] },
    because: "its chart has no value for the account, and its pods refuse the key",
  },
  {
    chart: "external-secrets",
    kind: "ClusterRole",
    names: ["external-secrets-controller"],
    findings: { "K8S-RBAC-02": ["reads-secrets", "changes-secrets"] },
    because: "it writes what it copies into Secrets",
  },
  {
    chart: "eck-operator",
    kind: "ClusterRole",
    names: ["elastic-operator"],
    findings: {
      "K8S-RBAC-02": ["reads-secrets", "changes-secrets"],
      "K8S-RBAC-05": ["admission"],
    },
    because:
      "it keeps users, keys and certificates of Elasticsearch in Secrets, and its webhook's authority in its configuration",
  },
  {
    chart: "eck-operator",
    kind: "StatefulSet",
    names: ["elastic-operator"],
    findings: { "K8S-RES-02": ["no-probes"] },
    because:
      "this version of its chart has no value for one; its webhook refuses when it does not answer, and the other replica takes over",
  },
  {
    chart: "opentelemetry-operator",
    kind: "Role",
    names: ["opentelemetry-operator-leader-election"],
    findings: { "K8S-RBAC-02": ["reads-secrets"] },
    because:
      "it reads the Secrets of its own namespace that collectors name, to start them anew when these change",
  },
  {
    chart: "grafana",
    kind: "Deployment",
    names: ["grafana"],
    at: "spec.template.spec.containers[0].",
    findings: { "K8S-RES-02": ["no-probes"] },
    because: "the sidecar takes no requests; Grafana must not go away because a dashboard comes late",
  },
];
