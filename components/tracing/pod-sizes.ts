import type { PodSize } from "../../content/namespace-size";
import { containerResources } from "../../content/metrics/pod-security";
import { collectors, jaeger } from "../../content/tracing/names";
import { sizeTracing, type TracesLoad } from "../../content/tracing/sizing";
import { rolloverJob } from "./jaeger-plan";
import type { openTelemetryOperatorValues } from "./operator-values";

/** The pods that traces pass through: the operator, an agent on each node, as many gateways as there may be, and Jaeger. */
export function tracingPods(
  load: TracesLoad,
  operator: ReturnType<typeof openTelemetryOperatorValues>,
): readonly PodSize[] {
  const { agent, gateway, jaegerCollector, jaegerQuery } = sizeTracing(load);
  const indices = rolloverJob({ url: "" }, "").template.spec.containers;
  return [
    { name: "operator", count: operator.replicaCount, containers: [operator.manager.resources] },
    { name: collectors.agent, count: "every-node", containers: [containerResources(agent)] },
    { name: collectors.gateway, count: gateway.mostReplicas, containers: [containerResources(gateway)] },
    {
      name: jaeger.collector,
      count: jaegerCollector.replicas,
      containers: [containerResources(jaegerCollector)],
    },
    { name: jaeger.query, count: jaegerQuery.replicas, containers: [containerResources(jaegerQuery)] },
    // A job, before Jaeger.
    { name: "indices", count: 1, containers: indices.map(({ resources }) => resources) },
  ];
}
