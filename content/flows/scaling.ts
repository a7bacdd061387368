import { PROMETHEUS_PORT } from "../metrics/names";
import { scalingNamespace } from "../scaling/charts";
import { kedaNames, kedaPorts } from "../scaling/names";
import { monitoringNamespace } from "../versions";
import type { Flow } from "./flow";
import { named, onEks, prometheus, toApiServer } from "./parts";

const operator = named(kedaNames.operator);
const metricsServer = named(kedaNames.metricsServer);
const webhooks = named(kedaNames.webhooks);

/** Of what scales by load, which there is on EKS alone. */
export const scalingFlows: readonly Flow[] = [
  {
    ...toApiServer("all", "all", "watch scalers, and make the autoscalers that they ask for"),
    ports: onEks(443),
    only: "on EKS",
  },
  {
    name: "keda-to-prometheus",
    pods: operator,
    to: { namespace: monitoringNamespace, pods: prometheus },
    ports: onEks(PROMETHEUS_PORT),
    why: "asks how much there is to do",
    only: "on EKS",
  },
  {
    name: "metrics-server-to-keda",
    pods: metricsServer,
    to: { namespace: scalingNamespace, pods: operator },
    ports: onEks(kedaPorts.operator),
    why: "hands autoscalers what was found out",
    only: "on EKS",
  },
  {
    name: "api-server-to-keda-metrics",
    pods: metricsServer,
    from: "api-server",
    ports: onEks(kedaPorts.metricsServer),
    why: "hands on what autoscalers ask (the external metrics)",
    only: "on EKS",
  },
  {
    name: "api-server-to-keda-webhooks",
    pods: webhooks,
    from: "api-server",
    ports: onEks(kedaPorts.webhooks),
    why: "has scalers judged before it takes them (the webhook)",
    only: "on EKS",
  },
];

/** What Prometheus scrapes of it. */
export const scalingScrapes: readonly Flow[] = [
  {
    name: "prometheus-to-keda",
    pods: prometheus,
    to: { namespace: scalingNamespace, pods: "all" },
    ports: onEks(kedaPorts.metrics),
    why: "scrapes KEDA",
    only: "on EKS",
  },
];
