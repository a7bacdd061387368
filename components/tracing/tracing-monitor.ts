import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { collectorService, jaeger, tracingPorts } from "../../content/tracing/names";

/** Everything that has the metrics of a collector: agents, gateways and Jaeger. */
export const monitoredPods: readonly string[] = [
  collectorService("agent"),
  collectorService("gateway"),
  jaeger.collector,
  jaeger.query,
];

const NAME_LABEL = "app.kubernetes.io/name";

/**
 * Has Prometheus scrape agents, gateways and Jaeger, each under its own name as `job`. Plain HTTP: a collector's own metrics know no TLS; they
 * count spans and name nobody.
 */
export function createTracingMonitor(
  name: string,
  namespace: string,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  return new CustomResource(
    name,
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name: "tracing", namespace },
      spec: {
        jobLabel: NAME_LABEL,
        selector: { matchExpressions: [{ key: NAME_LABEL, operator: "In", values: [...monitoredPods] }] },
        podMetricsEndpoints: [{ portNumber: tracingPorts.metrics, interval: `${SCRAPE_INTERVAL_SECONDS}s` }],
      },
    },
    opts,
  );
}
