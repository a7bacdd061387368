import type { PodSize } from "../../content/namespace-size";
import { kedaNames } from "../../content/scaling/names";
import { kedaValues } from "./keda-values";

/** KEDA's pods. */
export function scalingPods(): readonly PodSize[] {
  const { operator, metricsServer, webhooks, resources } = kedaValues();
  return [
    { name: kedaNames.operator, count: operator.replicaCount, containers: [resources.operator] },
    {
      name: kedaNames.metricsServer,
      count: metricsServer.replicaCount,
      containers: [resources.metricServer],
    },
    { name: kedaNames.webhooks, count: webhooks.replicaCount, containers: [resources.webhooks] },
  ];
}
