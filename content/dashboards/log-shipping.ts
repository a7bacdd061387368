import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import {
  BUFFER_LEFT_CRITICAL,
  BUFFER_LEFT_WARNING,
  buffersLeft,
  fluentBitDropped,
  FAILURES_OF_A_DAY,
  fluentdDeadLetters,
  fluentdFailures,
  logstashDeadLetters,
} from "../alerts/log-shipping";
import { loggingNamespace } from "../logs/names";
import { logstashPipelines } from "../logs-shipping/logstash-config";
import { fluentdName, logstashName } from "../logs-shipping/names";
import { nodeAgentsNamespace } from "../versions";
import { logShippingPanels as panels, logShippingUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const rate = "$__rate_interval";
const containers = `pipeline="${logstashPipelines.containers}"`;
const takers = `namespace="${loggingNamespace}", statefulset=~"${logstashName}|${fluentdName}"`;

/** Do lines of containers come into the log store, and what becomes of those that do not? */
export function logShippingDashboard(): Dashboard {
  return dashboard({
    uid: logShippingUid,
    title: "Log shipping",
    description:
      "From nodes into the log store: what comes, what waits, what was put aside, and what is lost.",
    tags: ["logs"],
    rows: [
      [
        stat({
          id: panels.aggregatorsReady,
          title: "Aggregators ready",
          description: "Pods of Logstash and Fluentd that take lines. Normal: two to six each.",
          unit: units.Short,
          queries: [
            {
              expr: `kube_statefulset_status_replicas_ready{${takers}}`,
              legend: "{{region}} {{statefulset}}",
            },
          ],
          alerts: ["LogAggregatorMissing"],
        }),
        stat({
          id: panels.agentsUnavailable,
          title: "Nodes without an agent",
          description: "Nodes on which Filebeat or Fluent Bit is not ready. Normal: none.",
          unit: units.Short,
          queries: [
            {
              expr: `kube_daemonset_status_number_unavailable{namespace="${nodeAgentsNamespace}"}`,
              legend: "{{region}} {{daemonset}}",
            },
          ],
          thresholds: { critical: 1 },
          alerts: ["LogAgentMissing"],
        }),
        stat({
          id: panels.deadLetters,
          title: "Put aside",
          description:
            "Lines of the last quarter of an hour that could not be read or were refused. Normal: none.",
          unit: units.Short,
          queries: [
            { expr: logstashDeadLetters, legend: "{{region}} Logstash" },
            { expr: fluentdDeadLetters, legend: "{{region}} Fluentd" },
            { expr: `${fluentdFailures} > ${FAILURES_OF_A_DAY}`, legend: "{{region}} {{pod}} gives up soon" },
          ],
          thresholds: { critical: 1 },
          alerts: ["LogstashDeadLetters", "FluentdDeadLetters", "FluentdGivesUpSoon"],
        }),
        stat({
          id: panels.dropped,
          title: "Lost by Fluent Bit",
          description: "Lines of the last quarter of an hour that no buffer had room for. Normal: none.",
          unit: units.Short,
          queries: [{ expr: `sum by (region) (${fluentBitDropped})`, legend: "{{region}}" }],
          thresholds: { critical: 1 },
          alerts: ["FluentBitDropsLines"],
        }),
      ],
      [
        graph({
          id: panels.linesIn,
          title: "Lines that come",
          description: "Lines a second that Logstash and Fluentd take from nodes.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (region) (rate(logstash_stats_pipeline_events_in{${containers}}[${rate}]))`,
              legend: "{{region}} Logstash",
            },
            {
              expr: `sum by (region) (rate(fluentd_output_status_emit_records{plugin_id="documents"}[${rate}]))`,
              legend: "{{region}} Fluentd",
            },
          ],
        }),
        graph({
          id: panels.linesOut,
          title: "Lines that are filed",
          description: "Lines a second that leave Logstash, and chunks a second that leave Fluentd.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (region) (rate(logstash_stats_pipeline_events_out{${containers}}[${rate}]))`,
              legend: "{{region}} Logstash",
            },
            {
              expr: `sum by (region) (rate(fluentd_output_status_write_count{plugin_id="documents"}[${rate}]))`,
              legend: "{{region}} Fluentd, chunks",
            },
          ],
        }),
        graph({
          id: panels.buffersLeft,
          title: "Room for lines that wait",
          description: "Free share of each volume. Normal: nine tenths.",
          unit: units.PercentUnit,
          queries: [{ expr: buffersLeft, legend: "{{region}} {{persistentvolumeclaim}}" }],
          thresholds: { warning: BUFFER_LEFT_WARNING, critical: BUFFER_LEFT_CRITICAL, bad: "low" },
          alerts: ["LogBufferFilling", "LogBufferNearlyFull"],
        }),
      ],
    ],
  });
}
