/**
 * Where the values of each chart keep what the acceptance list asks about. A chart that a stack installs and that is not here fails the
 * list: nobody has looked at its workloads.
 */

/** A workload that a chart makes, and where its values stand. Paths without a word of their own begin at the chart's root. */
export interface ChartWorkload {
  readonly what: string;
  /** Where its own values stand. @default the root */
  readonly under?: string;
  /** Path below `under` of the number of replicas. @default "replicas" */
  readonly replicas?: string;
  /** It runs on every node. */
  readonly everyNode?: true;
  /** It ends by itself. */
  readonly once?: true;
  /** Path below `under` of annotations, where a single replica has its reason. @default "annotations" */
  readonly annotations?: string;
  /** Path of what switches its disruption budget on. @default an object of ours is its budget, or there is none */
  readonly budget?: string;
  /** Path of what holds its `volumeClaimTemplate`, or of what says that its state is elsewhere. @default it keeps nothing */
  readonly state?: readonly string[];
  readonly containers: readonly ChartContainer[];
  /** Path of the security context of its pods. */
  readonly pod: string;
  /** Namespace of its pods. @default the release's */
  readonly namespace?: string;
  /** Labels of its pods, as policies and budgets read them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Paths that all have to be true for Prometheus to scrape it, and the port. @default nothing scrapes it */
  readonly monitor?: readonly [port: number, ...switches: string[]];
}

export interface ChartContainer {
  readonly name: string;
  /** Path of its resources. */
  readonly resources: string;
  /** Path of its security context; `operator`: what makes the pod restricts it by itself. */
  readonly security: string;
}

/** What makes the pod restricts the container: prometheus-operator does. */
export const BY_OPERATOR = "operator";

const named = (name: string): Readonly<Record<string, string>> => ({ "app.kubernetes.io/name": name });
const BUDGET = "podDisruptionBudget > enabled";

/** A program of a chart that keeps resources, security context and replicas beside each other, as most do. */
function beside(
  what: string,
  under: string,
  more: Pick<ChartWorkload, "labels"> &
    Partial<ChartWorkload> & { readonly container?: string; readonly context?: string },
): ChartWorkload {
  const { container = what, context = "securityContext", ...rest } = more;
  const path = (part: string): string => (under === "" ? part : `${under} > ${part}`);
  return {
    what,
    under,
    replicas: "replicaCount",
    budget: path(BUDGET),
    pod: path("podSecurityContext"),
    containers: [{ name: container, resources: path("resources"), security: path(context) }],
    ...rest,
  };
}

const certManager = (what: string, under: string, component: string): ChartWorkload =>
  beside(what, under, {
    context: "containerSecurityContext",
    pod: under === "" ? "securityContext" : `${under} > securityContext`,
    labels: named(component),
    monitor: [9402, "prometheus > servicemonitor > enabled"],
  });

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
  monitor: [8765, "metrics > enabled", "serviceMonitor > create"],
});

const PROMETHEUS = "prometheus > prometheusSpec";
const ALERTMANAGER = "alertmanager > alertmanagerSpec";

const kubePrometheusStack: readonly ChartWorkload[] = [
  {
    what: "Prometheus",
    under: PROMETHEUS,
    budget: `prometheus > ${BUDGET}`,
    state: [`${PROMETHEUS} > storageSpec > volumeClaimTemplate > spec > storageClassName`],
    pod: `${PROMETHEUS} > securityContext`,
    containers: [
      { name: "prometheus", resources: `${PROMETHEUS} > resources`, security: BY_OPERATOR },
      {
        name: "config-reloader",
        resources: "prometheusOperator > prometheusConfigReloader > resources",
        security: BY_OPERATOR,
      },
    ],
    labels: named("prometheus"),
    monitor: [9090, "prometheus > serviceMonitor > selfMonitor"],
  },
  {
    what: "Alertmanager",
    under: ALERTMANAGER,
    budget: `alertmanager > ${BUDGET}`,
    state: [`${ALERTMANAGER} > storage > volumeClaimTemplate > spec > storageClassName`],
    pod: `${ALERTMANAGER} > securityContext`,
    containers: [{ name: "alertmanager", resources: `${ALERTMANAGER} > resources`, security: BY_OPERATOR }],
    labels: named("alertmanager"),
    monitor: [9093, "alertmanager > serviceMonitor > selfMonitor"],
  },
  {
    what: "the operator",
    under: "prometheusOperator",
    pod: "prometheusOperator > securityContext",
    containers: [
      {
        name: "operator",
        resources: "prometheusOperator > resources",
        security: "prometheusOperator > containerSecurityContext",
      },
    ],
    labels: { app: "kube-prometheus-stack-operator" },
    monitor: [10250, "prometheusOperator > serviceMonitor > selfMonitor"],
  },
  {
    what: "kube-state-metrics",
    under: "kube-state-metrics",
    pod: "kube-state-metrics > securityContext",
    containers: [
      {
        name: "kube-state-metrics",
        resources: "kube-state-metrics > resources",
        security: "kube-state-metrics > containerSecurityContext",
      },
      {
        name: "kube-rbac-proxy",
        resources: "kube-state-metrics > kubeRBACProxy > resources",
        security: "kube-state-metrics > kubeRBACProxy > containerSecurityContext",
      },
    ],
    labels: named("kube-state-metrics"),
    monitor: [8080, "kube-state-metrics > prometheus > monitor > enabled"],
  },
  {
    what: "node-exporter",
    under: "prometheus-node-exporter",
    everyNode: true,
    pod: "prometheus-node-exporter > securityContext",
    containers: [
      {
        name: "node-exporter",
        resources: "prometheus-node-exporter > resources",
        security: "prometheus-node-exporter > containerSecurityContext",
      },
      {
        name: "kube-rbac-proxy",
        resources: "prometheus-node-exporter > kubeRBACProxy > resources",
        security: "prometheus-node-exporter > kubeRBACProxy > containerSecurityContext",
      },
    ],
    namespace: "node-agents",
    labels: named("prometheus-node-exporter"),
    monitor: [9100, "prometheus-node-exporter > prometheus > monitor > enabled"],
  },
];

const grafana: ChartWorkload = {
  what: "Grafana",
  budget: "podDisruptionBudget > minAvailable",
  // Its users and settings: in a database, or on its volume.
  state: ["grafana.ini > database > host", "persistence > storageClassName"],
  pod: "securityContext",
  containers: [
    { name: "grafana", resources: "resources", security: "containerSecurityContext" },
    { name: "sidecar", resources: "sidecar > resources", security: "sidecar > securityContext" },
  ],
  labels: named("grafana"),
  monitor: [3000, "serviceMonitor > enabled"],
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
    },
  ],
  "trust-manager": [
    beside("trust-manager", "", {
      context: "app > securityContext",
      labels: named("trust-manager"),
      monitor: [9402, "app > metrics > service > servicemonitor > enabled"],
    }),
  ],
  "external-secrets": [
    beside("External Secrets", "", {
      labels: named("external-secrets"),
      monitor: [8080, "serviceMonitor > enabled"],
    }),
    beside("its webhook", "webhook", {
      labels: named("external-secrets-webhook"),
      monitor: [8080, "serviceMonitor > enabled"],
    }),
  ],
  "metrics-server": [
    beside("metrics-server", "", {
      replicas: "replicas",
      labels: named("metrics-server"),
      monitor: [10250, "serviceMonitor > enabled", "metrics > enabled"],
    }),
  ],
  "opentelemetry-operator": [
    {
      ...beside("the operator", "", { labels: named("opentelemetry-operator") }),
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
      ...beside("Falcosidekick", "", { labels: named("falcosidekick") }),
      // The chart has none; ours selects its pods.
      budget: "",
      monitor: [2801, "serviceMonitor > enabled"],
    },
  ],
  "eck-operator": [
    beside("the operator", "", {
      labels: named("elastic-operator"),
      monitor: [8443, "serviceMonitor > enabled", "config > metrics > port"],
    }),
  ],
  "prometheus-elasticsearch-exporter": [
    beside("the exporter", "", {
      annotations: "deployment > annotations",
      labels: named("prometheus-elasticsearch-exporter"),
      monitor: [9108, "serviceMonitor > enabled"],
    }),
  ],
  "oauth2-proxy": [
    beside("the door", "", {
      labels: named("oauth2-proxy"),
      monitor: [44180, "metrics > serviceMonitor > enabled"],
    }),
  ],
};

/** Workloads of a release whose values decide what is made. */
export function workloadsOf(chart: string, isEveryNode: boolean): readonly ChartWorkload[] | undefined {
  if (chart === "falco" && isEveryNode) return [falco(true)];
  return chartWorkloads[chart];
}

/**
 * What a chart does where its values say nothing, as far as the list relies on it; a test compares with the pinned charts. Paths in the
 * chart that has them.
 */
export const chartDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "kube-prometheus-stack": {
    "prometheus > serviceMonitor > selfMonitor": true,
    "alertmanager > serviceMonitor > selfMonitor": true,
    "prometheusOperator > serviceMonitor > selfMonitor": true,
    "prometheusOperator > securityContext > runAsNonRoot": true,
    "kube-state-metrics > prometheus > monitor > enabled": true,
    "prometheus-node-exporter > prometheus > monitor > enabled": true,
  },
  "kube-state-metrics": {
    "securityContext > runAsNonRoot": true,
    "kubeRBACProxy > containerSecurityContext > readOnlyRootFilesystem": true,
    "kubeRBACProxy > containerSecurityContext > allowPrivilegeEscalation": false,
  },
  "prometheus-node-exporter": { "securityContext > runAsNonRoot": true },
};

/** Charts inside of a chart, whose defaults hold below their name. */
export const chartsInside: Readonly<Record<string, readonly string[]>> = {
  "kube-prometheus-stack": ["kube-state-metrics", "prometheus-node-exporter"],
};
