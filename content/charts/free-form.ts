import type { ChartName } from "../versions";

/** Maps below which the chart accepts any key, because it hands them on unread. Each with the reason, and who checks it then. */
export interface FreeForm {
  /** Charts in which it holds; absent: in every chart. */
  readonly charts?: readonly ChartName[];
  /**
   * Steps of the path. `*` stands for one step; a single step without more (`["resources"]`) holds wherever a key of that name
   * stands, at any depth.
   */
  readonly path: readonly string[];
  /** Why any key is right here. */
  readonly reason: string;
  /** Name of the check that takes over; absent where there is nothing to check. */
  readonly checkedBy?: "Prometheus custom resource schema" | "Alertmanager custom resource schema";
}

/** The repository's list. */
const freeForm: readonly FreeForm[] = [
  { path: ["annotations"], reason: "Kubernetes annotations" },
  { path: ["labels"], reason: "Kubernetes labels" },
  { path: ["additionalLabels"], reason: "Kubernetes labels" },
  { path: ["podAnnotations"], reason: "Kubernetes annotations" },
  { charts: ["trust-manager"], path: ["commonAnnotations"], reason: "Kubernetes annotations" },
  { path: ["podLabels"], reason: "Kubernetes labels" },
  { path: ["nodeSelector"], reason: "labels of nodes" },
  {
    path: ["resources"],
    reason: "resource requirements of a container; their keys are typed in content/metrics/pod-security.ts",
  },
  {
    path: ["containerSecurityContext"],
    reason: "security context of a container, typed in content/metrics/pod-security.ts",
  },
  {
    path: ["securityContext"],
    reason: "security context of a pod, typed in content/metrics/pod-security.ts",
  },
  {
    path: ["podSecurityContext"],
    reason: "security context of a pod, typed in content/metrics/pod-security.ts",
  },
  {
    path: ["tlsConfig"],
    reason: "TLS configuration of a ServiceMonitor endpoint, typed in content/metrics/certificates.ts",
  },
  {
    charts: ["kube-prometheus-stack"],
    path: ["alertmanager", "config"],
    reason: "the configuration of Alertmanager itself; amtool judges it",
  },
  {
    charts: ["kube-prometheus-stack"],
    path: ["kube-state-metrics", "podDisruptionBudget"],
    reason: "spec of a PodDisruptionBudget: minAvailable or maxUnavailable",
  },
  {
    charts: ["kube-prometheus-stack"],
    path: ["prometheus", "prometheusSpec", "*"],
    reason: "passed into Prometheus.spec",
    checkedBy: "Prometheus custom resource schema",
  },
  {
    charts: ["kube-prometheus-stack"],
    path: ["alertmanager", "alertmanagerSpec", "*"],
    reason: "passed into Alertmanager.spec",
    checkedBy: "Alertmanager custom resource schema",
  },
  {
    charts: ["kube-prometheus-stack"],
    path: ["prometheusOperator", "admissionWebhooks", "certManager", "issuerRef"],
    reason: "reference to the issuer, typed in content/certificates.ts",
  },
  {
    charts: ["opentelemetry-operator"],
    path: ["admissionWebhooks", "certManager", "issuerRef"],
    reason: "reference to the issuer, typed in content/certificates.ts",
  },
  {
    charts: ["kube-prometheus-stack"],
    path: ["defaultRules", "disabled"],
    reason: "names of the chart's own alerts, compared with the chart's list of alerts in a test",
  },
  { path: ["affinity"], reason: "affinity of a pod" },
  {
    path: ["podSecurityContext"],
    reason: "security context of a pod, typed in content/metrics/pod-security.ts",
  },
  {
    charts: ["falco"],
    path: ["customRules"],
    reason: "files of rules by name; content/runtime-security reads and tries them",
  },
  {
    charts: ["falco"],
    path: ["controller", "daemonset", "updateStrategy"],
    reason: "update strategy of a DaemonSet; values.yaml shows its type alone",
  },
  {
    charts: ["falcosidekick"],
    path: ["serviceMonitor", "additionalProperties"],
    reason:
      "more of a ServiceMonitor endpoint: its scheme and TLS configuration, typed in content/metrics/certificates.ts",
  },
  ...[["config"], ["webhook", "config"], ["cainjector", "config"]].map((path) => ({
    charts: ["cert-manager"] as const,
    path,
    reason:
      "the program's own configuration file, which it reads strictly: it does not start with a key that it does not know",
  })),
  {
    charts: ["cert-manager"],
    path: ["prometheus", "servicemonitor", "endpointAdditionalProperties"],
    reason: "an endpoint of a ServiceMonitor, which the API server checks",
  },
  {
    charts: ["eck-operator"],
    path: ["affinity"],
    reason: "affinity of a pod: the chart has no topology spread",
  },
  {
    charts: ["prometheus-blackbox-exporter"],
    path: ["config"],
    reason: "the program's own configuration, typed in content/probes/modules.ts",
  },
  {
    charts: ["prometheus-blackbox-exporter"],
    path: ["podDisruptionBudget"],
    reason: "spec of a PodDisruptionBudget",
  },
  ...["readinessProbe", "livenessProbe"].map((probe) => ({
    charts: ["prometheus-blackbox-exporter"] as const,
    path: [probe, "httpGet"],
    reason: "the request of a probe, which the chart hands on; it also has a scheme",
  })),
  {
    charts: ["prometheus-yet-another-cloudwatch-exporter"],
    path: ["extraArgs"],
    reason: "flags of the program, which does not start with one that it does not know",
  },
  ...["operator", "metricServer", "webhooks"].map((program) => ({
    charts: ["keda"] as const,
    path: ["podDisruptionBudget", program],
    reason: "spec of a PodDisruptionBudget",
  })),
  {
    charts: ["keda"],
    path: ["certificates", "certManager", "secretTemplate"],
    reason: "annotations and labels of a Secret",
  },
  {
    charts: ["keda"],
    path: ["certificates", "operator"],
    reason: "values.yaml shows its keys in comments alone: apiServicePatching and caDirs",
  },
  {
    charts: ["prometheus-elasticsearch-exporter"],
    path: ["extraEnvSecrets"],
    reason: "names of environment variables, each with the Secret and the key that it comes from",
  },
  { charts: ["grafana"], path: ["grafana.ini"], reason: "sections and keys of grafana.ini" },
  { charts: ["grafana"], path: ["env"], reason: "environment variables" },
  { charts: ["grafana"], path: ["podDisruptionBudget"], reason: "spec of a PodDisruptionBudget" },
  { charts: ["grafana"], path: ["deploymentStrategy"], reason: "strategy of a Deployment" },
  {
    charts: ["grafana"],
    path: ["datasources"],
    reason: "provisioning file of data sources, typed in grafana-values.ts",
  },
  { charts: ["grafana"], path: ["envValueFrom"], reason: "references to secret keys" },
  ...["readinessProbe", "livenessProbe"].map((probe) => ({
    charts: ["grafana"] as const,
    path: [probe, "httpGet"],
    reason: "the request of a probe, which the chart hands on; it also has a scheme",
  })),
  {
    charts: ["oauth2-proxy"],
    path: ["extraArgs"],
    reason: "flags of the program, which does not start with one that it does not know",
  },
];

/** A key whose type in values.yaml is not the only one that the chart takes. */
export interface TypeException {
  readonly charts: readonly ChartName[];
  readonly path: readonly string[];
  /** The type that is right besides the one in values.yaml. */
  readonly type: "string" | "number" | "boolean" | "list" | "map";
  readonly reason: string;
}

/** The repository's list. */
const typeExceptions: readonly TypeException[] = [
  ...["Sample", "Label", "LabelNameLength", "LabelValueLength"].map((what): TypeException => ({
    charts: ["kube-prometheus-stack"],
    path: ["prometheus", "prometheusSpec", `enforced${what}Limit`],
    type: "number",
    reason: "false switches the limit off, a number sets it",
  })),
  {
    charts: ["kube-prometheus-stack"],
    path: ["prometheus", "prometheusSpec", "queryLogFile"],
    type: "string",
    reason: "false switches the log off, a text says where it goes",
  },
];

/** The entry that allows any key below a path, if there is one. */
export function freeFormFor(
  chart: string,
  steps: readonly string[],
  list: readonly FreeForm[] = freeForm,
): FreeForm | undefined {
  return list.find(
    ({ charts, path }) =>
      (charts === undefined || charts.some((name) => name === chart)) &&
      (path.length === 1 && charts === undefined ? path[0] === steps.at(-1) : samePath(path, steps)),
  );
}

/** The entry that allows another type at a path, if there is one. */
export function typeExceptionFor(
  chart: string,
  steps: readonly string[],
  list: readonly TypeException[] = typeExceptions,
): TypeException | undefined {
  return list.find(({ charts, path }) => charts.some((name) => name === chart) && samePath(path, steps));
}

function samePath(pattern: readonly string[], steps: readonly string[]): boolean {
  return (
    pattern.length === steps.length && pattern.every((step, index) => step === "*" || step === steps[index])
  );
}
