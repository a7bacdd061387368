import type { ChartVersion } from "../versions";
import { loggingNamespace } from "./names";

const elastic = {
  repository: "https://helm.elastic.co",
  version: "3.5.0",
  appVersion: "3.5.0",
  namespace: loggingNamespace,
  source: "elastic/cloud-on-k8s@386c7b14f",
  verified: "2026-11-26",
} as const;

/** The charts of the log store, in the order of their installation. */
export const logCharts = {
  // Its values.yaml sets what the project's own manifests are made with and nothing else: there is no index of it.
  "eck-operator-crds": { ...elastic, chart: "eck-operator-crds" },
  "eck-operator": {
    ...elastic,
    chart: "eck-operator",
    indexedFrom: {
      version: "3.6.0-SNAPSHOT",
      appVersion: "3.6.0-SNAPSHOT",
      because:
        "elastic/cloud-on-k8s@7b93383d8; its values.yaml has two things more than that of the tag v3.5.0: probes, and config.cacheStartupTimeout",
    },
  },
  "prometheus-elasticsearch-exporter": {
    repository: "https://prometheus-community.github.io/helm-charts",
    chart: "prometheus-elasticsearch-exporter",
    version: "7.4.0",
    appVersion: "v1.11.0",
    namespace: loggingNamespace,
    source: "prometheus-community/helm-charts@cf408a290",
    verified: "2026-08-22",
  },
} as const satisfies Record<string, ChartVersion>;
