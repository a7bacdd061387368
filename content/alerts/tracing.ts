import { tracingPanel } from "../dashboards/panels";
import { tracingNamespace } from "../tracing/charts";
import { collectorService, jaeger } from "../tracing/names";
import { KEPT_MUCH, KEPT_NOTHING, QUEUE_FILLING } from "../tracing/thresholds";
import type { AlertGroup, AlertRule } from "./rule";
import { tracingTests } from "./tracing-tests";

const agent = collectorService("agent");
const gateway = collectorService("gateway");
/** Everything that spans pass through. */
const all = `job=~"${agent}|${gateway}|${jaeger.collector}"`;
const ofGateway = `job="${gateway}"`;

/** Spans a second that a collector refuses, because its memory or its queue is full. */
export const refusedSpans = `sum by (region, job, pod) (rate(otelcol_receiver_refused_spans_total{${all}}[5m]))`;
/** Spans a second that could not be handed on, and are lost. */
export const failedSpans = `sum by (region, job, pod, exporter) (rate(otelcol_exporter_send_failed_spans_total{${all}}[5m]))`;
/** Spans a second that found no place in a queue. */
export const unqueuedSpans = `sum by (region, job, pod, exporter) (rate(otelcol_exporter_enqueue_failed_spans_total{${all}}[5m]))`;
/** Share of a queue that is used. */
export const queueUsed = `max by (region, job, pod, exporter) (otelcol_exporter_queue_size{${all}} / otelcol_exporter_queue_capacity{${all}})`;
/** Metric points a second, of applications and of spans, that Prometheus does not take. */
export const failedPoints = `sum by (region, job, pod, exporter) (rate(otelcol_exporter_send_failed_metric_points_total{${all}}[5m]))`;
/** Log records a second that applications send by OTLP and nobody takes. */
export const failedLogs = `sum by (region, job, pod, exporter) (rate(otelcol_exporter_send_failed_log_records_total{${all}}[5m]))`;
/** Bulk requests a second that Elasticsearch refuses. */
export const unsavedSpans = `sum by (region, pod) (rate(jaeger_storage_bulk_index_errors_total{job="${jaeger.collector}"}[5m]))`;
/** Share of all spans that the gateways hand on. */
export const keptShare =
  `sum by (region) (rate(otelcol_exporter_sent_spans_total{${ofGateway}}[15m])) / ` +
  `(sum by (region) (rate(otelcol_receiver_accepted_spans_total{${ofGateway}}[15m])) > 0)`;

const rules: readonly AlertRule[] = [
  {
    alert: "TracingRefusingSpans",
    expr: `${refusedSpans} > 0`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.job }} refuses spans ({{ $labels.pod }})",
    description:
      "Its memory is nearly full. Whoever sends tries again for a while, and then throws spans away: traces get holes, and rates of services are too low.",
    runbook: {
      cause: [
        "More spans arrive than it was sized for, or what comes after it takes none, so that they pile up.",
      ],
      check: [
        "See on the dashboard whether queues behind it are full: then look there first.",
        "Compare the spans received with the setting `traces.spansPerSecond`.",
      ],
      act: [
        "Queue full: mend what it sends to.",
        "More spans than planned: raise `traces.spansPerSecond`; replicas and memory follow.",
        "One application sends most of them: have it trace less, or sample at its head.",
      ],
    },
    panel: tracingPanel("refused"),
  },
  {
    alert: "TracingLosingSpans",
    expr: `${failedSpans} > 0`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.job }} cannot hand on spans by {{ $labels.exporter }} ({{ $labels.pod }})",
    description: "They were tried for five minutes, or were refused for good, and are lost.",
    runbook: {
      cause: [
        "What it sends to is away, too slow, or refuses its certificate.",
        "For Jaeger's collector: Elasticsearch is away, or its storage is full.",
      ],
      check: [
        "Read the pod's log for the exporter's name: refused or timeout is the other side, a TLS error the certificates.",
        "Whether the certificates in the namespace `tracing` are ready and not expired.",
      ],
      act: [
        "Other side away: restore it; what waits in queues goes by itself.",
        "Certificates: `kubectl -n tracing get certificate`, and see why one is not ready.",
      ],
    },
    panel: tracingPanel("lost"),
  },
  {
    alert: "TracingQueueFull",
    expr: `${unqueuedSpans} > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "The queue of {{ $labels.exporter }} is full in {{ $labels.job }} ({{ $labels.pod }})",
    description: "New spans find no place in it and are thrown away.",
    runbook: {
      cause: ["What it sends to has been slower than what arrives for longer than the queue lasts."],
      check: ["The exporter in the alert names the other side: is it there, is it slow?"],
      act: [
        "Gateways: see that all replicas run; raise `traces.spansPerSecond` if they work at their limit.",
        "Jaeger: see `JaegerNotSaving`.",
      ],
    },
    panel: tracingPanel("lost"),
  },
  {
    alert: "TracingQueueFilling",
    expr: `${queueUsed} > ${QUEUE_FILLING}`,
    for: "10m",
    severity: "P3",
    team: "platform",
    summary: "The queue of {{ $labels.exporter }} is filling in {{ $labels.job }} ({{ $labels.pod }})",
    description: "Nothing is lost yet. When it is full, spans are thrown away.",
    runbook: {
      cause: ["What it sends to is slower than what arrives."],
      check: ["The exporter in the alert names the other side: is it there, is it slow?"],
      act: ["The same as for `TracingQueueFull`, with time."],
    },
    panel: tracingPanel("queues"),
  },
  {
    alert: "TracingLosingMetrics",
    expr: `${failedPoints} > 0`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.exporter }} takes no metrics of {{ $labels.job }} ({{ $labels.pod }})",
    description:
      "Metrics that applications send, and rates and durations of their requests, are missing in that half of the pair.",
    runbook: {
      cause: [
        "That half of Prometheus is away, or it refuses points that are too old or of a series that two senders write.",
      ],
      check: [
        "Whether both halves of Prometheus are ready.",
        "The pod's log: an answer 400 names the series and the reason.",
      ],
      act: [
        "Half away: restore it.",
        "Two senders of one series: have the application set `service.instance.id`, or send no metrics that the gateways make.",
      ],
    },
    panel: tracingPanel("points"),
  },
  {
    alert: "TracingLosingLogs",
    expr: `${failedLogs} > 0`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.exporter }} takes no logs of {{ $labels.job }} ({{ $labels.pod }})",
    description:
      "Logs that applications send by OTLP are lost. Those that they write to the console are not.",
    runbook: {
      cause: [
        "Logstash or Fluentd, whichever the exporter names, was away or full for longer than five minutes.",
        "It refuses what it is sent: an answer that is not 429, 502, 503 or 504 is not tried again.",
      ],
      check: [
        "Whether its pods in the namespace `logging` are ready, and whether Elasticsearch takes what they file.",
        "The agent's log: it has the answer.",
      ],
      act: [
        "Away or full: mend what holds it up; the alerts on the log pipeline name it.",
        "A request of more than 32 MiB: have the application send shorter records.",
      ],
    },
    panel: tracingPanel("points"),
  },
  {
    alert: "JaegerNotSaving",
    expr: `${unsavedSpans} > 0`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "Jaeger cannot save spans in Elasticsearch ({{ $labels.pod }})",
    description: "What was taken for writing is refused by Elasticsearch, and lost.",
    runbook: {
      cause: [
        "Elasticsearch is away, out of storage or overloaded; or the index is closed for writing.",
        "The user's password was changed in one place only.",
      ],
      check: [
        "The state of Elasticsearch, and its storage.",
        "The pod's log: 401 or 403 is the user, 429 overload, `read_only_allow_delete` a full disk.",
        "Whether the alias `jaeger-span-write` leads to one index that can be written to.",
      ],
      act: [
        "Elasticsearch first; Jaeger goes on by itself.",
        "Alias gone: delete the job `jaeger-indices`, and let an update make it again.",
      ],
    },
    panel: tracingPanel("unsaved"),
  },
  {
    alert: "TracesKeptTooMany",
    expr: `${keptShare} > ${KEPT_MUCH}`,
    for: "30m",
    severity: "P3",
    team: "platform",
    summary: "The gateways keep far more traces than planned",
    description:
      "Errors and slow requests are always kept. If most are, Elasticsearch fills faster than it was sized for.",
    runbook: {
      cause: [
        "A service fails or is slow for many requests; or one marks what is no failure as an error.",
        "One sets the mark of suspected fraud on everything.",
      ],
      check: ["In Grafana, the share of errors and the durations by service."],
      act: [
        "A true failure: it has alerts of its own; this one ends with it.",
        "Wrong marks: have the service mended.",
      ],
    },
    panel: tracingPanel("kept"),
  },
  {
    alert: "TracesNotKept",
    expr: `${keptShare} < ${KEPT_NOTHING}`,
    for: "30m",
    severity: "P2",
    team: "platform",
    summary: "The gateways keep next to no traces",
    description: "Fewer than the least share of ordinary ones: sampling loses what it should keep.",
    runbook: {
      cause: [
        "Gateways forget traces before they decide, because more come at once than they may hold.",
        "Or Jaeger takes none.",
      ],
      check: [
        "Whether `TracingLosingSpans` or `TracingQueueFull` fire, too: then it is Jaeger.",
        "In a gateway's log and metrics: traces dropped too early.",
      ],
      act: ["Raise `traces.spansPerSecond` to what really comes: what a gateway may hold follows."],
    },
    panel: tracingPanel("kept"),
  },
  {
    alert: "TracingAgentMissing",
    expr: `kube_daemonset_status_number_unavailable{namespace="${tracingNamespace}", daemonset="${agent}"} > 0`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "Nodes are without a tracing agent",
    description: "Applications there can send neither traces nor metrics, and throw them away after a while.",
    runbook: {
      cause: ["The agent does not start, does not fit on the node, or its image cannot be fetched."],
      check: ["`kubectl -n tracing get pods -o wide`, and the events of those that are not ready."],
      act: [
        "Mend what the events say. A node without room: it is too full for its system pods, and is to be drained.",
      ],
    },
    panel: tracingPanel("missing"),
  },
  {
    alert: "TracingReplicaMissing",
    expr:
      `kube_deployment_status_replicas_available{namespace="${tracingNamespace}"} < ` +
      `kube_deployment_spec_replicas{namespace="${tracingNamespace}"}`,
    for: "15m",
    severity: "P3",
    team: "platform",
    summary: "{{ $labels.deployment }} runs with fewer replicas than wanted",
    description: "The others carry the load. The next failure would stop this part of tracing.",
    runbook: {
      cause: ["A pod does not start, or finds no node in a zone of its own."],
      check: ["`kubectl -n tracing describe pods`, and the events of those that are pending."],
      act: ["Mend what the events say."],
    },
    panel: tracingPanel("missing"),
  },
];

/** Whether traces arrive, are kept and saved. */
export const tracing: AlertGroup = { name: "tracing", rules, tests: tracingTests };
