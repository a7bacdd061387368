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
  "kube-state-metrics": { "securityContext > runAsNonRoot": true },
  "prometheus-node-exporter": { "securityContext > runAsNonRoot": true },
  "prometheus-blackbox-exporter": { automountServiceAccountToken: false },
  keda: {
    "service > minTlsVersion": "TLS13",
    ...Object.fromEntries(
      ["operator", "metricServer", "webhooks"].flatMap((program) => [
        [`podSecurityContext > ${program} > runAsNonRoot`, true],
        [`securityContext > ${program} > readOnlyRootFilesystem`, true],
        [`securityContext > ${program} > allowPrivilegeEscalation`, false],
      ]),
    ),
  },
};

/** Charts inside of a chart, whose defaults hold below their name. */
export const chartsInside: Readonly<Record<string, readonly string[]>> = {
  "kube-prometheus-stack": ["kube-state-metrics", "prometheus-node-exporter"],
};
