/**
 * Where the values of each chart keep what the acceptance list asks about. A chart that a stack installs and that is not here fails the
 * list: nobody has looked at its workloads.
 */

import { ACCOUNT, beside, type ChartWorkload, named } from "./chart-place";
import { kubePrometheusStack } from "./kube-prometheus-stack-places";
import { below } from "./stack";

const certManager = (what: string, under: string, component: string): ChartWorkload =>
  beside(what, under, {
    api: { says: [below(under, ACCOUNT)] },
    context: "containerSecurityContext",
    pod: under === "" ? "securityContext" : `${under} > securityContext`,
    labels: named(component),
    monitor: [9402, "prometheus > servicemonitor > enabled"],
  });

const NO_SWITCH = "its chart has no value for it; the account may do nothing that matters";

const falco = (everyNode: boolean): ChartWorkload => ({
  what: "Falco",
  ...(everyNode ? { everyNode } : {}),
  under: "controller",
  replicas: "deployment > replicas",
  pod: "podSecurityContext",
  containers: [
    { name: "falco", resources: "resources", security: "containerSecurityContext" },
    {
      name: "falcoctl",
      resources: "falcoctl > artifact > install > resources",
      security: "falcoctl > artifact > install > securityContext",
    },
  ],
  labels: named("falco"),
  api: { unsaid: NO_SWITCH },
  monitor: [8765, "metrics > enabled", "serviceMonitor > create"],
});

const grafana: ChartWorkload = {
  what: "Grafana",
  budget: "podDisruptionBudget > minAvailable",
  // Its users and settings: in a database, or on its volume.
  state: ["grafana.ini > database > host", "persistence > storageClassName"],
  scratch: [["storage", "persistence > enabled"], ["search"], ["sc-dashboard-volume"]],
  pod: "securityContext",
  containers: [
    { name: "grafana", resources: "resources", security: "containerSecurityContext" },
    { name: "sidecar", resources: "sidecar > resources", security: "sidecar > securityContext" },
  ],
  labels: named("grafana"),
  api: { says: ["podAnnotations"] },
  monitor: [3000, "serviceMonitor > enabled"],
};

/** Without dashboards there is no sidecar, and without local users nothing to keep. */
const explorer: ChartWorkload = {
  what: "Grafana",
  budget: "podDisruptionBudget > minAvailable",
  scratch: [["storage", "persistence > enabled"], ["search"]],
  pod: "securityContext",
  containers: [{ name: "grafana", resources: "resources", security: "containerSecurityContext" }],
  labels: named("grafana"),
  api: { none: ["automountServiceAccountToken"] },
  monitor: [3000, "serviceMonitor > enabled"],
};

/** A program of KEDA, whose values stand by what they are, and in each by program. */
const keda = (what: string, label: string, [counted, program]: readonly [string, string]): ChartWorkload => ({
  what,
  replicas: `${counted} > replicaCount`,
  budget: `podDisruptionBudget > ${program} > minAvailable`,
  spread: `topologySpreadConstraints > ${counted}`,
  pod: `podSecurityContext > ${program}`,
  containers: [
    { name: label, resources: `resources > ${program}`, security: `securityContext > ${program}` },
  ],
  labels: named(label),
  api: { says: [`serviceAccount > ${program} > annotations`, `podAnnotations > ${KEDA_PODS[program]}`] },
  monitor: [8080, `prometheus > ${program} > enabled`, `prometheus > ${program} > serviceMonitor > enabled`],
});
/** The chart has another word for two of them where it annotates pods. */
const KEDA_PODS: Readonly<Record<string, string>> = {
  operator: "keda",
  metricServer: "metricsAdapter",
  webhooks: "webhooks",
};

/** Workloads by chart. Charts of definitions alone have none. */
export const chartWorkloads: Readonly<Record<string, readonly ChartWorkload[]>> = {
  "prometheus-operator-crds": [],
  "eck-operator-crds": [],
  "kube-prometheus-stack": kubePrometheusStack,
  grafana: [grafana],
  "cert-manager": [
    certManager("cert-manager", "", "cert-manager"),
    certManager("its webhook", "webhook", "webhook"),
    certManager("its injector", "cainjector", "cainjector"),
    {
      what: "its check at the start",
      once: true,
      pod: "startupapicheck > securityContext",
      containers: [
        {
          name: "startupapicheck",
          resources: "startupapicheck > resources",
          security: "startupapicheck > containerSecurityContext",
        },
      ],
      labels: named("startupapicheck"),
      api: { says: [`startupapicheck > ${ACCOUNT}`] },
    },
  ],
  "trust-manager": [
    beside("trust-manager", "", {
      context: "app > securityContext",
      labels: named("trust-manager"),
      api: { says: ["commonAnnotations", "app > podAnnotations"] },
      monitor: [9402, "app > metrics > service > servicemonitor > enabled"],
    }),
  ],
  "external-secrets": [
    beside("External Secrets", "", {
      labels: named("external-secrets"),
      api: { says: ["podAnnotations", ACCOUNT] },
      monitor: [8080, "serviceMonitor > enabled"],
    }),
    beside("its webhook", "webhook", {
      labels: named("external-secrets-webhook"),
      api: { says: ["webhook > podAnnotations", `webhook > ${ACCOUNT}`] },
      monitor: [8080, "serviceMonitor > enabled"],
    }),
  ],
  "metrics-server": [
    beside("metrics-server", "", {
      replicas: "replicas",
      labels: named("metrics-server"),
      api: { says: [ACCOUNT] },
      monitor: [10250, "serviceMonitor > enabled", "metrics > enabled"],
    }),
  ],
  "opentelemetry-operator": [
    {
      ...beside("the operator", "", {
        labels: named("opentelemetry-operator"),
        api: { says: ["manager > podAnnotations", `manager > ${ACCOUNT}`] },
      }),
      budget: "pdb > create",
      pod: "manager > securityContext",
      containers: [
        { name: "manager", resources: "manager > resources", security: "manager > securityContext" },
      ],
      monitor: [8443, "manager > serviceMonitor > enabled"],
    },
  ],
  falco: [falco(false)],
  falcosidekick: [
    {
      ...beside("Falcosidekick", "", { labels: named("falcosidekick"), api: { unsaid: NO_SWITCH } }),
      // The chart has none; ours selects its pods.
      budget: "",
      monitor: [2801, "serviceMonitor > enabled"],
    },
  ],
  "eck-operator": [
    beside("the operator", "", {
      labels: named("elastic-operator"),
      api: { says: ["podAnnotations", ACCOUNT] },
      monitor: [8443, "serviceMonitor > enabled", "config > metrics > port"],
    }),
  ],
  keda: [
    keda("the operator", "keda-operator", ["operator", "operator"]),
    keda("its metrics server", "keda-operator-metrics-apiserver", ["metricsServer", "metricServer"]),
    keda("its webhooks", "keda-admission-webhooks", ["webhooks", "webhooks"]),
  ],
  "prometheus-blackbox-exporter": [
    beside("the exporter", "", {
      replicas: "replicas",
      budget: "podDisruptionBudget > minAvailable",
      labels: named("prometheus-blackbox-exporter"),
      api: { none: ["automountServiceAccountToken"] },
      monitor: [9115, "serviceMonitor > selfMonitor > enabled"],
    }),
  ],
  "prometheus-yet-another-cloudwatch-exporter": [
    beside("the exporter", "", {
      annotations: "podAnnotations",
      labels: named("prometheus-yet-another-cloudwatch-exporter"),
      api: { none: ["serviceAccount > automountServiceAccountToken"] },
      monitor: [5000, "serviceMonitor > enabled"],
    }),
  ],
  "prometheus-elasticsearch-exporter": [
    beside("the exporter", "", {
      annotations: "deployment > annotations",
      labels: named("prometheus-elasticsearch-exporter"),
      api: { none: ["serviceAccount > automountServiceAccountToken"] },
      monitor: [9108, "serviceMonitor > enabled"],
    }),
  ],
  "oauth2-proxy": [
    beside("the door", "", {
      labels: named("oauth2-proxy"),
      api: { none: ["serviceAccount > automountServiceAccountToken"] },
      monitor: [44180, "metrics > serviceMonitor > enabled"],
    }),
  ],
};

/** Workloads of a release; of some charts its values decide what is made. */
export function workloadsOf(
  chart: string,
  value: (path: string) => unknown,
): readonly ChartWorkload[] | undefined {
  if (chart === "falco" && value("controller > kind") === "daemonset") return [falco(true)];
  if (chart === "grafana" && value("sidecar > dashboards > enabled") === false) return [explorer];
  return chartWorkloads[chart];
}
