import type { PodSize } from "../../content/namespace-size";
import type { explorerValues } from "./explorer-values";
import type { grafanaValues } from "./grafana-values";

/** The pods that Grafana's values make: the server, and a sidecar for dashboards. */
export function dashboardPods(values: ReturnType<typeof grafanaValues>): readonly PodSize[] {
  const { replicas, resources, sidecar, persistence } = values;
  // Sidecars that start first run as long as the pod does.
  const before = (values.extraInitContainers ?? []).map((container) => container.resources);
  return [
    {
      name: "grafana",
      count: replicas,
      containers: [resources, sidecar.resources, ...before],
      ...(persistence.size === undefined ? {} : { volumeGiB: Number.parseInt(persistence.size, 10) }),
    },
  ];
}

/** The pods of the explorer. */
export function explorerPods({ replicas, resources }: ReturnType<typeof explorerValues>): readonly PodSize[] {
  return [{ name: "explorer", count: replicas, containers: [resources] }];
}
