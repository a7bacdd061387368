import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import {
  failedLogs,
  failedPoints,
  failedSpans,
  keptShare,
  queueUsed,
  refusedSpans,
  unqueuedSpans,
  unsavedSpans,
} from "../alerts/tracing";
import { tracingNamespace } from "../tracing/charts";
import { collectorService } from "../tracing/names";
import { KEPT_MUCH, QUEUE_FILLING } from "../tracing/thresholds";
import { tracingPanels as panels, tracingUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const gateway = `job="${collectorService("gateway")}"`;
const inNamespace = `namespace="${tracingNamespace}"`;
const legend = "{{region}} {{job}} {{pod}}";
/** Anything that is missing is a problem; and so is the least rate of what should not be there. */
const none = { critical: 1 };
const ANY_RATE = 0.001;

/** Do spans arrive, which are kept, are they saved? One dashboard for every region. */
export function tracingDashboard(): Dashboard {
  return dashboard({
    uid: tracingUid,
    title: "Tracing",
    description:
      "From applications to Jaeger: what agents take, what gateways keep, what Elasticsearch saves.",
    tags: ["traces"],
    rows: [
      [
        stat({
          id: panels.received,
          title: "Spans received",
          description:
            "Spans a second that the gateways take. Everything is sized by the setting `traces.spansPerSecond`: compare.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (region) (rate(otelcol_receiver_accepted_spans_total{${gateway}}[5m]))`,
              legend: "{{region}}",
            },
          ],
        }),
        stat({
          id: panels.kept,
          title: "Spans kept",
          description: "Share of all spans that Jaeger gets: failed, slow, suspected, and some of the rest.",
          unit: units.PercentUnit,
          queries: [{ expr: keptShare, legend: "{{region}}" }],
          thresholds: { critical: KEPT_MUCH },
          alerts: ["TracesKeptTooMany", "TracesNotKept"],
        }),
        stat({
          id: panels.missing,
          title: "Pods missing",
          description:
            "Nodes without an agent, and replicas of a workload that are there. Normal: 0, and as wanted.",
          unit: units.Short,
          queries: [
            {
              expr: `kube_daemonset_status_number_unavailable{${inNamespace}}`,
              legend: "{{region}} nodes without {{daemonset}}",
            },
            {
              expr: `kube_deployment_spec_replicas{${inNamespace}} - kube_deployment_status_replicas_available{${inNamespace}}`,
              legend: "{{region}} {{deployment}}",
            },
          ],
          thresholds: none,
          alerts: ["TracingAgentMissing", "TracingReplicaMissing"],
        }),
        stat({
          id: panels.unsaved,
          title: "Not saved",
          description: "Bulk requests a second that Elasticsearch refuses. Normal: none.",
          unit: units.CountsPerSecond,
          queries: [{ expr: unsavedSpans, legend: "{{region}} {{pod}}" }],
          thresholds: { critical: ANY_RATE },
          alerts: ["JaegerNotSaving"],
        }),
      ],
      [
        graph({
          id: panels.refused,
          title: "Spans refused",
          description: "A second, by collector. Normal: none. Its memory is nearly full.",
          unit: units.CountsPerSecond,
          queries: [{ expr: refusedSpans, legend }],
          alerts: ["TracingRefusingSpans"],
        }),
        graph({
          id: panels.lost,
          title: "Spans lost",
          description: "A second, by collector and what it sends to. Normal: none.",
          unit: units.CountsPerSecond,
          queries: [
            { expr: failedSpans, legend: `${legend} {{exporter}} not sent` },
            { expr: unqueuedSpans, legend: `${legend} {{exporter}} queue full` },
          ],
          alerts: ["TracingLosingSpans", "TracingQueueFull"],
        }),
      ],
      [
        graph({
          id: panels.queues,
          title: "Queues",
          description: "Share of each queue that is used. Normal: next to nothing.",
          unit: units.PercentUnit,
          queries: [{ expr: queueUsed, legend: `${legend} {{exporter}}` }],
          thresholds: { warning: QUEUE_FILLING },
          alerts: ["TracingQueueFilling"],
        }),
        graph({
          id: panels.points,
          title: "Metrics and logs lost",
          description:
            "Points a second, of applications and of spans, that a half of the Prometheus pair does not take, and log records that the log pipeline does not. Normal: none.",
          unit: units.CountsPerSecond,
          queries: [
            { expr: failedPoints, legend: `${legend} {{exporter}}` },
            { expr: failedLogs, legend: `${legend} {{exporter}}, logs` },
          ],
          alerts: ["TracingLosingMetrics", "TracingLosingLogs"],
        }),
        graph({
          id: panels.services,
          title: "Requests by service",
          description: "A second, counted before anything is thrown away. The busiest ten.",
          unit: units.RequestsPerSecond,
          queries: [
            {
              expr: `topk(10, sum by (region, service_name) (rate(traces_span_metrics_calls_total{span_kind="SPAN_KIND_SERVER"}[5m])))`,
              legend: "{{region}} {{service_name}}",
            },
          ],
        }),
      ],
    ],
  });
}
