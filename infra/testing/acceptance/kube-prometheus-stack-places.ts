import { ACCOUNT, BUDGET, BY_OPERATOR, type ChartWorkload, named } from "./chart-place";

const PROMETHEUS = "prometheus > prometheusSpec";
const ALERTMANAGER = "alertmanager > alertmanagerSpec";

/** What kube-prometheus-stack makes, with the two charts inside of it. */
export const kubePrometheusStack: readonly ChartWorkload[] = [
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
    api: { says: ["prometheus > annotations", `prometheus > ${ACCOUNT}`] },
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
    api: {
      none: [
        `${ALERTMANAGER} > automountServiceAccountToken`,
        "alertmanager > serviceAccount > automountServiceAccountToken",
      ],
    },
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
    api: { says: ["prometheusOperator > annotations", `prometheusOperator > ${ACCOUNT}`] },
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
    ],
    labels: named("kube-state-metrics"),
    api: { says: ["kube-state-metrics > annotations", `kube-state-metrics > ${ACCOUNT}`] },
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
    api: { says: ["prometheus-node-exporter > podAnnotations"] },
    monitor: [9100, "prometheus-node-exporter > prometheus > monitor > enabled"],
  },
];
