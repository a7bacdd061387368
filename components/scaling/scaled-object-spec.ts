import { PROMETHEUS_PORT, prometheusName } from "../../content/metrics/names";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import type { Scaler } from "../../content/scaling/scalers";
import { monitoringNamespace } from "../../content/versions";

/** Questions that may fail before a scaler counts as blind. */
const PATIENCE = 3;

/**
 * Spec of a ScaledObject. While Prometheus does not answer, a workload keeps the pods that it has, and at least those of a quiet day: less
 * would be a guess. That a series is missing is an error, not a load of nought.
 */
export function scaledObjectSpec(scaler: Scaler) {
  const { workload, kind, least, most, query, perPod, busyPercent, calmSeconds, betweenSeconds } = scaler;
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind, name: workload },
    minReplicaCount: least,
    maxReplicaCount: most,
    pollingInterval: SCRAPE_INTERVAL_SECONDS,
    fallback: { failureThreshold: PATIENCE, replicas: least, behavior: "currentReplicasIfHigher" },
    advanced: {
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleDown: {
            stabilizationWindowSeconds: calmSeconds,
            policies: [{ type: "Pods", value: 1, periodSeconds: betweenSeconds }],
          },
        },
      },
    },
    triggers: [
      {
        type: "prometheus",
        name: "load",
        metricType: "AverageValue",
        metadata: {
          serverAddress: `https://${prometheusName}.${monitoringNamespace}.svc:${PROMETHEUS_PORT}`,
          query,
          threshold: String(perPod),
          ignoreNullValues: "false",
        },
      },
      ...(busyPercent === undefined
        ? []
        : [
            {
              type: "cpu",
              name: "processor",
              metricType: "Utilization",
              metadata: { value: String(busyPercent) },
            },
          ]),
    ],
  };
}
