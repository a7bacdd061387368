import { collectorService, jaeger } from "../tracing/names";
import type { AlertTest } from "./rule";

type Labels = Readonly<Record<string, string>>;

const agent = { job: collectorService("agent"), pod: "agent-collector-a" };
const gateway = { job: collectorService("gateway"), pod: "gateway-collector-a" };
const writer = { job: jaeger.collector, pod: "jaeger-collector-a" };
const toGateway = { ...agent, exporter: "load_balancing" };
const toJaeger = { ...gateway, exporter: "otlp_grpc/jaeger" };
const toPrometheus = { ...gateway, exporter: "otlp_http/prometheus-1" };
const toFluentd = { ...agent, exporter: "otlp_http/fluentd" };
const daemonSet = { namespace: "tracing", daemonset: collectorService("agent") };
const deployment = { namespace: "tracing", deployment: jaeger.query };

function series(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(",")}}`;
}

/** A counter that grows by one a second for three hours, and one that stands still. */
const GROWING = "0+60x180";
const STANDING = "7x180";

/** Cases of an alert on a counter: it grows from the start, and its rate is known after a minute. */
function counterCases(
  alert: string,
  metric: string,
  labels: Labels,
  minutes: number,
  fires: Labels = labels,
): readonly AlertTest[] {
  const growing = { [series(metric, labels)]: GROWING };
  return [
    { alert, when: "they never end", series: growing, at: `${minutes + 1}m`, fires: [fires] },
    { alert, when: "its time has not passed", series: growing, at: `${minutes}m`, fires: [] },
    {
      alert,
      when: "there were some once",
      series: { [series(metric, labels)]: STANDING },
      at: "60m",
      fires: [],
    },
  ];
}

function queue(used: string): Record<string, string> {
  return {
    [series("otelcol_exporter_queue_size", toGateway)]: used,
    [series("otelcol_exporter_queue_capacity", toGateway)]: "1000x180",
  };
}

/** Of a thousand spans a second, some are handed on. */
function kept(aSecond: number): Record<string, string> {
  return {
    [series("otelcol_receiver_accepted_spans_total", gateway)]: "0+60000x180",
    [series("otelcol_exporter_sent_spans_total", toJaeger)]: `0+${aSecond * 60}x180`,
  };
}

function missing(metric: string, labels: Labels, values: string): Record<string, string> {
  return { [series(metric, labels)]: values };
}

const unavailable = "kube_daemonset_status_number_unavailable";
const replicas = (available: string): Record<string, string> => ({
  ...missing("kube_deployment_status_replicas_available", deployment, available),
  ...missing("kube_deployment_spec_replicas", deployment, "2x180"),
});

/** Cases of the group `tracing`: for each rule one where it fires, one just before its `for` has passed, and one where all is well. */
export const tracingTests: readonly AlertTest[] = [
  ...counterCases("TracingRefusingSpans", "otelcol_receiver_refused_spans_total", gateway, 10),
  ...counterCases("TracingLosingSpans", "otelcol_exporter_send_failed_spans_total", toJaeger, 10),
  ...counterCases("TracingQueueFull", "otelcol_exporter_enqueue_failed_spans_total", toGateway, 5),
  ...counterCases(
    "TracingLosingMetrics",
    "otelcol_exporter_send_failed_metric_points_total",
    toPrometheus,
    10,
  ),
  ...counterCases("TracingLosingLogs", "otelcol_exporter_send_failed_log_records_total", toFluentd, 10),
  ...counterCases("JaegerNotSaving", "jaeger_storage_bulk_index_errors_total", writer, 10, {
    pod: writer.pod,
  }),

  {
    alert: "TracingQueueFilling",
    when: "it is nine tenths full",
    series: queue("900x180"),
    at: "10m",
    fires: [toGateway],
  },
  {
    alert: "TracingQueueFilling",
    when: "its time has not passed",
    series: queue("900x180"),
    at: "9m",
    fires: [],
  },
  {
    alert: "TracingQueueFilling",
    when: "it is half full",
    series: queue("500x180"),
    at: "60m",
    fires: [],
  },

  // The rate is known after a minute.
  { alert: "TracesKeptTooMany", when: "a third is kept", series: kept(333), at: "31m", fires: [{}] },
  { alert: "TracesKeptTooMany", when: "its time has not passed", series: kept(333), at: "30m", fires: [] },
  { alert: "TracesKeptTooMany", when: "a twentieth is kept", series: kept(50), at: "60m", fires: [] },
  { alert: "TracesNotKept", when: "one of a thousand is kept", series: kept(1), at: "31m", fires: [{}] },
  { alert: "TracesNotKept", when: "its time has not passed", series: kept(1), at: "30m", fires: [] },
  { alert: "TracesNotKept", when: "a twentieth is kept", series: kept(50), at: "60m", fires: [] },
  {
    alert: "TracesNotKept",
    when: "nothing is sent at all",
    series: {
      [series("otelcol_receiver_accepted_spans_total", gateway)]: STANDING,
      [series("otelcol_exporter_sent_spans_total", toJaeger)]: STANDING,
    },
    at: "60m",
    fires: [],
  },

  {
    alert: "TracingAgentMissing",
    when: "one node has none",
    series: missing(unavailable, daemonSet, "1x180"),
    at: "15m",
    fires: [daemonSet],
  },
  {
    alert: "TracingAgentMissing",
    when: "its time has not passed",
    series: missing(unavailable, daemonSet, "1x180"),
    at: "14m",
    fires: [],
  },
  {
    alert: "TracingAgentMissing",
    when: "every node has one",
    series: missing(unavailable, daemonSet, "0x180"),
    at: "60m",
    fires: [],
  },

  {
    alert: "TracingReplicaMissing",
    when: "one of two is there",
    series: replicas("1x180"),
    at: "15m",
    fires: [deployment],
  },
  {
    alert: "TracingReplicaMissing",
    when: "its time has not passed",
    series: replicas("1x180"),
    at: "14m",
    fires: [],
  },
  {
    alert: "TracingReplicaMissing",
    when: "both are there",
    series: replicas("2x180"),
    at: "60m",
    fires: [],
  },
];
