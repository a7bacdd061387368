import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import { remoteWriteFailedShare, remoteWriteLag, volumeLeft } from "../alerts/metrics-pipeline";
import { PROMETHEUS_REPLICAS, prometheusClaimPrefix, prometheusName } from "../metrics/names";
import {
  FAILED_SHARE_WARNING,
  LAG_CRITICAL_SECONDS,
  LAG_WARNING_SECONDS,
  VOLUME_LEFT_CRITICAL,
} from "../metrics/thresholds";
import { metricsPipelinePanels as panels, metricsPipelineUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const job = `job="${prometheusName}"`;
/** At the hub the series of the spokes carry their region; a region's own do not. */
const legend = "{{region}} {{pod}}";
const rate = "$__rate_interval";

const lag = { warning: LAG_WARNING_SECONDS, critical: LAG_CRITICAL_SECONDS };
const failures = { critical: FAILED_SHARE_WARNING };
const left = { critical: VOLUME_LEFT_CRITICAL, bad: "low" } as const;

/** Do samples arrive, are they kept, do they reach the hub? One dashboard for every region; at the hub it shows all of them. */
export function metricsPipelineDashboard(): Dashboard {
  return dashboard({
    uid: metricsPipelineUid,
    title: "Metrics pipeline",
    description:
      "From scrape to hub: what the Prometheus pair of a region ingests, keeps and sends, and where it stands still.",
    tags: ["metrics"],
    rows: [
      [
        stat({
          id: panels.replicasUp,
          title: "Replicas up",
          description: `Halves of the Prometheus pair that answer. Normal: ${PROMETHEUS_REPLICAS} in each region.`,
          unit: units.Short,
          queries: [{ expr: `sum by (region) (up{${job}, endpoint="http-web"})`, legend: "{{region}}" }],
          thresholds: { critical: 1, warning: PROMETHEUS_REPLICAS, bad: "low" },
          alerts: ["PrometheusReplicaMissing", "AlertmanagerReplicaMissing"],
        }),
        stat({
          id: panels.samplesIngested,
          title: "Samples ingested",
          description: "Samples per second that each half ingests. The halves differ little.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (region, pod) (rate(prometheus_tsdb_head_samples_appended_total{${job}}[5m]))`,
              legend,
            },
          ],
        }),
        stat({
          id: panels.activeSeries,
          title: "Active series",
          description:
            "Series in the head. Memory, shards and storage are sized by the setting `metrics.activeSeries`: compare.",
          unit: units.Short,
          queries: [{ expr: `prometheus_tsdb_head_series{${job}}`, legend }],
        }),
        stat({
          id: panels.remoteWriteLag,
          title: "Lag to the hub",
          description:
            "Age of the newest sample that was sent. Normal: under ten seconds. After two hours samples are lost to the hub.",
          unit: units.Seconds,
          queries: [{ expr: remoteWriteLag, legend }],
          thresholds: lag,
          alerts: ["PrometheusRemoteWriteBehind", "PrometheusRemoteWriteNearDataLoss"],
        }),
        stat({
          id: panels.remoteWriteFailures,
          title: "Refused by the hub",
          description: "Share of samples that the hub refuses for good. Normal: none.",
          unit: units.PercentUnit,
          queries: [{ expr: remoteWriteFailedShare, legend }],
          thresholds: failures,
          alerts: ["PrometheusRemoteWriteFailures"],
        }),
        stat({
          id: panels.storageLeft,
          title: "Storage left",
          description: "Free share of each volume. Blocks stop at 85 %; normal is 10 % or more.",
          unit: units.PercentUnit,
          queries: [{ expr: volumeLeft, legend: "{{region}} {{persistentvolumeclaim}}" }],
          thresholds: left,
          alerts: ["PrometheusVolumeFilling"],
        }),
      ],
      [
        graph({
          id: panels.lagOverTime,
          title: "Lag to the hub over time",
          description: "All spokes rising together: the hub. One rising: its way there, or its own load.",
          unit: units.Seconds,
          queries: [{ expr: remoteWriteLag, legend }],
          thresholds: lag,
          alerts: ["PrometheusRemoteWriteBehind", "PrometheusRemoteWriteNearDataLoss"],
        }),
        graph({
          id: panels.samplesSent,
          title: "Samples sent and refused",
          description:
            "Samples per second to the hub. After an outage it sends up to four times what it ingests.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `rate(prometheus_remote_storage_samples_total{${job}}[${rate}])`,
              legend: `${legend} sent`,
            },
            {
              expr: `rate(prometheus_remote_storage_samples_failed_total{${job}}[${rate}])`,
              legend: `${legend} refused`,
            },
            {
              expr: `rate(prometheus_remote_storage_samples_retried_total{${job}}[${rate}])`,
              legend: `${legend} repeated`,
            },
          ],
          alerts: ["PrometheusRemoteWriteFailures"],
        }),
      ],
      [
        graph({
          id: panels.shards,
          title: "Shards of the queue",
          description:
            "Used, wanted and allowed. Wanted above allowed: the queue cannot catch up as fast as planned.",
          unit: units.Short,
          queries: [
            { expr: `prometheus_remote_storage_shards{${job}}`, legend: `${legend} used` },
            { expr: `prometheus_remote_storage_shards_desired{${job}}`, legend: `${legend} wanted` },
            { expr: `prometheus_remote_storage_shards_max{${job}}`, legend: `${legend} allowed` },
          ],
          alerts: ["PrometheusRemoteWriteShardsExhausted"],
        }),
        graph({
          id: panels.pendingSamples,
          title: "Samples waiting in the queue",
          description:
            "Read from the write-ahead log and not sent yet. At capacity for long: the hub is slower than the region.",
          unit: units.Short,
          queries: [{ expr: `prometheus_remote_storage_samples_pending{${job}}`, legend }],
        }),
      ],
      [
        graph({
          id: panels.storageOverTime,
          title: "Blocks and write-ahead log",
          description:
            "What fills the volume. Blocks stop at their limit; a write-ahead log that grows for hours does not.",
          unit: units.BytesIEC,
          queries: [
            { expr: `prometheus_tsdb_storage_blocks_bytes{${job}}`, legend: `${legend} blocks` },
            { expr: `prometheus_tsdb_wal_storage_size_bytes{${job}}`, legend: `${legend} log` },
            {
              expr: `kubelet_volume_stats_capacity_bytes{persistentvolumeclaim=~"${prometheusClaimPrefix}.+"}`,
              legend: "{{region}} {{persistentvolumeclaim}} volume",
            },
          ],
          alerts: ["PrometheusVolumeFilling"],
        }),
        graph({
          id: panels.ruleFailures,
          title: "Rule groups that fail",
          description: "Failed evaluations per second and group. Normal: no line at all above zero.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `rate(prometheus_rule_evaluation_failures_total{${job}}[${rate}]) > 0`,
              legend: "{{region}} {{pod}} {{rule_group}}",
            },
          ],
          alerts: ["PrometheusRuleEvaluationFailing"],
        }),
        graph({
          id: panels.openAlerts,
          title: "Open alerts",
          description:
            "Firing alerts by severity. The Watchdog is always there; without it nobody is told anything.",
          unit: units.Short,
          queries: [
            {
              expr: `sum by (region, severity) (ALERTS{alertstate="firing"})`,
              legend: "{{region}} {{severity}}",
            },
          ],
          alerts: ["Watchdog"],
        }),
      ],
    ],
  });
}
