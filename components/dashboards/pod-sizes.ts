import type { PodSize } from "../../content/namespace-size";
import type { grafanaValues } from "./grafana-values";

/** The pods that Grafana's values make: the server, and a sidecar for dashboards. */
export function dashboardPods(values: ReturnType<typeof grafanaValues>): readonly PodSize[] {
  const { replicas, resources, sidecar, persistence } = values;
  return [
    {
      name: "grafana",
      count: replicas,
      containers: [resources, sidecar.resources],
      ...(persistence.size === undefined ? {} : { volumeGiB: Number.parseInt(persistence.size, 10) }),
    },
  ];
}
