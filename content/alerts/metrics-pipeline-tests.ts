import {
  alertmanagerStatefulSet,
  hubQueue,
  prometheusClaimPrefix,
  prometheusName,
  prometheusStatefulSet,
} from "../metrics/names";
import type { AlertTest } from "./rule";

const pod = `${prometheusStatefulSet}-0`;
const own = { job: prometheusName, pod };
const queue = { ...own, remote_name: hubQueue, url: "https://hub.example/api/v1/write" };

const highest = series("prometheus_remote_storage_highest_timestamp_in_seconds", own);
const sent = series("prometheus_remote_storage_queue_highest_sent_timestamp_seconds", queue);
const failed = series("prometheus_remote_storage_samples_failed_total", queue);
const samples = series("prometheus_remote_storage_samples_total", queue);
const desired = series("prometheus_remote_storage_shards_desired", queue);
const most = series("prometheus_remote_storage_shards_max", queue);
const prometheusSet = { namespace: "monitoring", statefulset: prometheusStatefulSet };
const alertmanagerSet = { namespace: "monitoring", statefulset: alertmanagerStatefulSet };
const claim = { namespace: "monitoring", persistentvolumeclaim: `${prometheusClaimPrefix}${pod}` };
const ruleGroup = { ...own, rule_group: "example" };
const failures = series("prometheus_rule_evaluation_failures_total", ruleGroup);

function series(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(",")}}`;
}

/** Ready and wanted replicas, each minute. */
function replicas(
  labels: Readonly<Record<string, string>>,
  ready: string,
  wanted: string,
): Record<string, string> {
  return {
    [series("kube_statefulset_status_replicas_ready", labels)]: ready,
    [series("kube_statefulset_replicas", labels)]: wanted,
  };
}

/** Free and total bytes of a volume of 100, each minute. */
function volume(available: string): Record<string, string> {
  return {
    [series("kubelet_volume_stats_available_bytes", claim)]: available,
    [series("kubelet_volume_stats_capacity_bytes", claim)]: "100x120",
  };
}

/** The queue stopped at the start, so that the lag grows by a minute each minute. */
const queueStopped = { [highest]: "0+60x180", [sent]: "0x180" };

/** Cases of the group `metrics-pipeline`: for each rule one where it fires, one just before its `for` has passed, and one where all is well. */
export const metricsPipelineTests: readonly AlertTest[] = [
  { alert: "Watchdog", when: "nothing else is there", series: {}, at: "0m", fires: [{}] },
  { alert: "Watchdog", when: "hours have passed", series: {}, at: "6h", fires: [{}] },

  // The lag passes 120 s after 3 minutes; the alert waits 10 more.
  {
    alert: "PrometheusRemoteWriteBehind",
    when: "the queue stopped",
    series: queueStopped,
    at: "13m",
    fires: [queue],
  },
  {
    alert: "PrometheusRemoteWriteBehind",
    when: "its time has not passed",
    series: queueStopped,
    at: "12m",
    fires: [],
  },
  {
    alert: "PrometheusRemoteWriteBehind",
    when: "the queue is ten seconds behind",
    series: { [highest]: "1000+60x60", [sent]: "990+60x60" },
    at: "30m",
    fires: [],
  },
  {
    alert: "PrometheusRemoteWriteBehind",
    when: "nothing was ever sent",
    series: { [highest]: "1700000000+60x60", [sent]: "0x60" },
    at: "10m",
    fires: [queue],
  },
  {
    alert: "PrometheusRemoteWriteBehind",
    when: "there is no queue, as at the hub",
    series: { [highest]: "1000+60x60" },
    at: "30m",
    fires: [],
  },

  // The lag passes an hour after 61 minutes; the alert waits 5 more.
  {
    alert: "PrometheusRemoteWriteNearDataLoss",
    when: "the queue stopped",
    series: queueStopped,
    at: "66m",
    fires: [queue],
  },
  {
    alert: "PrometheusRemoteWriteNearDataLoss",
    when: "its time has not passed",
    series: queueStopped,
    at: "65m",
    fires: [],
  },
  {
    alert: "PrometheusRemoteWriteNearDataLoss",
    when: "the queue catches up",
    series: { [highest]: "0+60x180", [sent]: "0x40 0+240x30" },
    at: "100m",
    fires: [],
  },

  {
    alert: "PrometheusRemoteWriteFailures",
    when: "a tenth is refused",
    series: { [failed]: "0+60x60", [samples]: "0+540x60" },
    at: "16m",
    fires: [queue],
  },
  {
    alert: "PrometheusRemoteWriteFailures",
    when: "its time has not passed",
    series: { [failed]: "0+60x60", [samples]: "0+540x60" },
    at: "15m",
    fires: [],
  },
  {
    alert: "PrometheusRemoteWriteFailures",
    when: "one in a thousand is refused",
    series: { [failed]: "0+1x60", [samples]: "0+999x60" },
    at: "30m",
    fires: [],
  },
  {
    alert: "PrometheusRemoteWriteFailures",
    when: "nothing is sent at all",
    series: { [failed]: "0x60", [samples]: "0x60" },
    at: "30m",
    fires: [],
  },

  {
    alert: "PrometheusRemoteWriteShardsExhausted",
    when: "it wants twelve and may have ten",
    series: { [desired]: "12x60", [most]: "10x60" },
    at: "15m",
    fires: [queue],
  },
  {
    alert: "PrometheusRemoteWriteShardsExhausted",
    when: "its time has not passed",
    series: { [desired]: "12x60", [most]: "10x60" },
    at: "14m",
    fires: [],
  },
  {
    alert: "PrometheusRemoteWriteShardsExhausted",
    when: "it wants what it may have",
    series: { [desired]: "10x60", [most]: "10x60" },
    at: "30m",
    fires: [],
  },

  {
    alert: "PrometheusReplicaMissing",
    when: "one of two is ready",
    series: replicas(prometheusSet, "1x60", "2x60"),
    at: "15m",
    fires: [prometheusSet],
  },
  {
    alert: "PrometheusReplicaMissing",
    when: "its time has not passed",
    series: replicas(prometheusSet, "1x60", "2x60"),
    at: "14m",
    fires: [],
  },
  {
    alert: "PrometheusReplicaMissing",
    when: "both are ready",
    series: replicas(prometheusSet, "2x60", "2x60"),
    at: "30m",
    fires: [],
  },
  {
    alert: "PrometheusReplicaMissing",
    when: "another set is incomplete",
    series: replicas(alertmanagerSet, "1x60", "3x60"),
    at: "30m",
    fires: [],
  },

  {
    alert: "AlertmanagerReplicaMissing",
    when: "two of three are ready",
    series: replicas(alertmanagerSet, "2x60", "3x60"),
    at: "15m",
    fires: [alertmanagerSet],
  },
  {
    alert: "AlertmanagerReplicaMissing",
    when: "its time has not passed",
    series: replicas(alertmanagerSet, "2x60", "3x60"),
    at: "14m",
    fires: [],
  },
  {
    alert: "AlertmanagerReplicaMissing",
    when: "all are ready",
    series: replicas(alertmanagerSet, "3x60", "3x60"),
    at: "30m",
    fires: [],
  },

  {
    alert: "PrometheusVolumeFilling",
    when: "four per cent are left",
    series: volume("4x120"),
    at: "10m",
    fires: [claim],
  },
  {
    alert: "PrometheusVolumeFilling",
    when: "its time has not passed",
    series: volume("4x120"),
    at: "9m",
    fires: [],
  },
  {
    alert: "PrometheusVolumeFilling",
    when: "exactly five per cent are left",
    series: volume("5x120"),
    at: "30m",
    fires: [],
  },
  {
    alert: "PrometheusVolumeFilling",
    when: "retention frees space in time",
    series: volume("4x8 10x100"),
    at: "30m",
    fires: [],
  },

  {
    alert: "PrometheusRuleEvaluationFailing",
    when: "a group fails each minute",
    series: { [failures]: "0+1x60" },
    at: "16m",
    fires: [ruleGroup],
  },
  {
    alert: "PrometheusRuleEvaluationFailing",
    when: "its time has not passed",
    series: { [failures]: "0+1x60" },
    at: "15m",
    fires: [],
  },
  {
    alert: "PrometheusRuleEvaluationFailing",
    when: "it failed once and then no more",
    series: { [failures]: "0 1x60" },
    at: "30m",
    fires: [],
  },
];
