/** What goes into and out of the pods that traces pass through. */
import { ELASTICSEARCH_PORT, elasticsearchPods, loggingNamespace } from "../logs/names";
import { fluentdName, logstashName, OTLP_LOGS_PORT } from "../logs-shipping/names";
import { PROMETHEUS_PORT } from "../metrics/names";
import { tracingNamespace } from "../tracing/charts";
import { collectorService, INDICES_JOB, jaeger, tracingPorts } from "../tracing/names";
import { monitoringNamespace } from "../versions";
import type { Flow } from "./flow";
import { named, prometheus, toApiServer } from "./parts";

const operator = named("opentelemetry-operator");
const agent = named(collectorService("agent"));
const gateway = named(collectorService("gateway"));
const jaegerCollector = named(jaeger.collector);
const jaegerQuery = named(jaeger.query);

/** What Prometheus scrapes of it. */
export const tracingScrapes: readonly Flow[] = [
  {
    name: "prometheus-to-tracing",
    pods: prometheus,
    to: { namespace: tracingNamespace, pods: "all" },
    ports: [tracingPorts.metrics, tracingPorts.operatorMetrics],
    why: "scrapes the collectors, Jaeger and their operator",
  },
];

/** What takes logs from agents. */
const otlpLogReceivers = [
  { name: logstashName, only: "with the workload `finance`" },
  { name: fluentdName, only: "with the workload `dag`" },
] as const;

/** By namespace. */
export const tracingFlows: Readonly<Record<string, readonly Flow[]>> = {
  [tracingNamespace]: [
    toApiServer("operator", operator, "watches collectors, and makes what they ask for"),
    toApiServer("agents", agent, "read whose the pods of their node are, and where the gateways are"),
    {
      name: "api-server-to-operator",
      pods: operator,
      from: "api-server",
      ports: [tracingPorts.operatorWebhook],
      why: "has collectors judged before it takes them (the operator's webhook)",
    },
    {
      name: "applications-to-agents",
      pods: agent,
      from: "scraped-namespaces",
      ports: [tracingPorts.otlpGrpc, tracingPorts.otlpHttp],
      why: "send what they trace, measure and log",
    },
    ...otlpLogReceivers.map((receiver): Flow => ({
      name: `agents-to-${receiver.name}`,
      pods: agent,
      to: { namespace: loggingNamespace, pods: named(receiver.name) },
      ports: [OTLP_LOGS_PORT],
      why: "hand on what applications log by OTLP",
      only: receiver.only,
    })),
    {
      name: "agents-to-gateways",
      pods: agent,
      to: { namespace: tracingNamespace, pods: gateway },
      ports: [tracingPorts.otlpGrpc],
      why: "hand spans on, those of one trace to one gateway",
    },
    {
      name: "gateways-to-jaeger",
      pods: gateway,
      to: { namespace: tracingNamespace, pods: jaegerCollector },
      ports: [tracingPorts.otlpGrpc],
      why: "hand on the traces that are kept",
    },
    {
      name: "collectors-to-prometheus",
      pods: named(collectorService("agent"), collectorService("gateway")),
      to: { namespace: monitoringNamespace, pods: prometheus },
      ports: [PROMETHEUS_PORT],
      why: "send metrics of applications and of spans to each half of the pair",
    },
    {
      name: "jaeger-to-elasticsearch",
      pods: named(jaeger.collector, jaeger.query, INDICES_JOB),
      to: {
        namespace: loggingNamespace,
        pods: { label: elasticsearchPods.label, values: [elasticsearchPods.value] },
      },
      ports: [ELASTICSEARCH_PORT],
      why: "makes indices, writes spans, and reads them",
    },
    {
      name: "jaeger-to-prometheus",
      pods: jaegerQuery,
      to: { namespace: monitoringNamespace, pods: prometheus },
      ports: [PROMETHEUS_PORT],
      why: "asks for rates and durations of services",
    },
  ],
};
