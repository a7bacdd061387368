/** Names and ports of KEDA's programs, as its chart sets them (a test compares). */
export const kedaNames = {
  operator: "keda-operator",
  metricsServer: "keda-operator-metrics-apiserver",
  webhooks: "keda-admission-webhooks",
} as const;

export const kedaPorts = {
  /** Metrics of all three. */
  metrics: 8080,
  /** Where the metrics server asks the operator. */
  operator: 9666,
  /** What the API server asks for external metrics. */
  metricsServer: 6443,
  webhooks: 9443,
} as const;

/** Secret with the certificate that its programs show each other and to the API server. */
export const kedaServingSecret = "keda-serving-tls";
