/** The namespace of what makes workloads larger and smaller. */
export const scalingNamespace = "keda";

/** What scales by load; `content/versions.ts` has the form. */
export const scalingCharts = {
  keda: {
    repository: "https://kedacore.github.io/charts",
    chart: "keda",
    version: "2.20.2",
    appVersion: "2.20.2",
    namespace: scalingNamespace,
    source: "kedacore/charts, tag v2.20.2",
    verified: "2026-11-27",
  },
} as const;
