/** The namespace of everything that traces pass through: the operator, agents, gateways and Jaeger. */
export const tracingNamespace = "tracing";

/** The operator that runs agents and gateways; `content/versions.ts` has the form. */
export const tracingCharts = {
  "opentelemetry-operator": {
    repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
    chart: "opentelemetry-operator",
    version: "0.122.0",
    appVersion: "0.158.0",
    namespace: tracingNamespace,
    source: "open-telemetry/opentelemetry-helm-charts@dd5665c06",
    verified: "2026-08-20",
  },
} as const;
