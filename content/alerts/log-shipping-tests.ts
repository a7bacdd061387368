import type { AlertTest } from "./rule";

const LOGSTASH = 'logstash_stats_pipeline_events_in{pipeline="dead-letters", pod="logstash-0"}';
const LOGSTASH_OTHER = 'logstash_stats_pipeline_events_in{pipeline="containers", pod="logstash-0"}';
const FLUENTD = 'fluentd_output_status_emit_records{plugin_id="dead_letters", pod="fluentd-0"}';
const FLUENTD_OTHER = 'fluentd_output_status_emit_records{plugin_id="documents", pod="fluentd-0"}';
const FAILURES = 'fluentd_output_status_num_errors{plugin_id="documents", pod="fluentd-0"}';
const DROPPED = 'fluentbit_output_dropped_records_total{name="forward.0", pod="fluent-bit-x"}';
const claim = { namespace: "logging", persistentvolumeclaim: "data-logstash-1" };
const CLAIM = 'namespace="logging", persistentvolumeclaim="data-logstash-1"';
const SET = 'namespace="logging", statefulset="fluentd"';
const AGENTS = 'kube_daemonset_status_number_unavailable{namespace="node-agents", daemonset="filebeat"}';

/** Free and total bytes of a volume of 100, each minute. */
function volume(available: string): Record<string, string> {
  return {
    [`kubelet_volume_stats_available_bytes{${CLAIM}}`]: available,
    [`kubelet_volume_stats_capacity_bytes{${CLAIM}}`]: "100x60",
  };
}

function ready(values: string): Record<string, string> {
  return {
    [`kube_statefulset_status_replicas_ready{${SET}}`]: values,
    [`kube_statefulset_replicas{${SET}}`]: "2x60",
  };
}

/** A counter that stood still for five minutes, and then counts one each minute: from the sixth on something was added. */
const BEGINS = "0x5 1+1x60";

/** Cases of the group `log-shipping`: for each rule one where it fires, one just before its `for` has passed, and one where all is well. */
export const logShippingTests: readonly AlertTest[] = [
  {
    alert: "LogstashDeadLetters",
    when: "one line a minute is put aside",
    series: { [LOGSTASH]: BEGINS },
    at: "11m",
    fires: [{}],
  },
  {
    alert: "LogstashDeadLetters",
    when: "one line a minute is put aside",
    series: { [LOGSTASH]: BEGINS },
    at: "10m",
    fires: [],
  },
  {
    alert: "LogstashDeadLetters",
    when: "lines pass, and none is put aside",
    series: { [LOGSTASH_OTHER]: "0+1000x60", [LOGSTASH]: "7x60" },
    at: "50m",
    fires: [],
  },
  {
    alert: "FluentdDeadLetters",
    when: "one line a minute is put aside",
    series: { [FLUENTD]: BEGINS },
    at: "11m",
    fires: [{}],
  },
  {
    alert: "FluentdDeadLetters",
    when: "one line a minute is put aside",
    series: { [FLUENTD]: BEGINS },
    at: "10m",
    fires: [],
  },
  {
    alert: "FluentdDeadLetters",
    when: "lines pass, and none is put aside",
    series: { [FLUENTD_OTHER]: "0+1000x60", [FLUENTD]: "7x60" },
    at: "50m",
    fires: [],
  },
  {
    alert: "FluentdGivesUpSoon",
    when: "it fails every minute for most of a day",
    series: { [FAILURES]: "0+1x1440" },
    at: "1016m",
    fires: [{ pod: "fluentd-0", plugin_id: "documents" }],
  },
  {
    alert: "FluentdGivesUpSoon",
    when: "it fails every minute for most of a day",
    series: { [FAILURES]: "0+1x1440" },
    at: "1015m",
    fires: [],
  },
  {
    alert: "FluentdGivesUpSoon",
    when: "it fails now and then, as where Elasticsearch restarts",
    series: { [FAILURES]: "0+1x30 30x1440" },
    at: "23h",
    fires: [],
  },
  {
    alert: "LogBufferFilling",
    when: "half of the volume is used",
    series: volume("50x60"),
    at: "15m",
    fires: [claim],
  },
  {
    alert: "LogBufferFilling",
    when: "half of the volume is used",
    series: volume("50x60"),
    at: "14m",
    fires: [],
  },
  {
    alert: "LogBufferFilling",
    when: "a fifth of the volume is used",
    series: volume("80x60"),
    at: "50m",
    fires: [],
  },
  {
    alert: "LogBufferNearlyFull",
    when: "a fifth of the volume is left",
    series: volume("20x60"),
    at: "5m",
    fires: [claim],
  },
  {
    alert: "LogBufferNearlyFull",
    when: "a fifth of the volume is left",
    series: volume("20x60"),
    at: "4m",
    fires: [],
  },
  {
    alert: "LogBufferNearlyFull",
    when: "half of the volume is used",
    series: volume("50x60"),
    at: "50m",
    fires: [],
  },
  {
    alert: "LogAggregatorMissing",
    when: "one of two is not ready",
    series: ready("1x60"),
    at: "15m",
    fires: [{ namespace: "logging", statefulset: "fluentd" }],
  },
  {
    alert: "LogAggregatorMissing",
    when: "one of two is not ready",
    series: ready("1x60"),
    at: "14m",
    fires: [],
  },
  { alert: "LogAggregatorMissing", when: "both are ready", series: ready("2x60"), at: "50m", fires: [] },
  {
    alert: "LogAgentMissing",
    when: "it is not ready on one node",
    series: { [AGENTS]: "1x60" },
    at: "15m",
    fires: [{ namespace: "node-agents", daemonset: "filebeat" }],
  },
  {
    alert: "LogAgentMissing",
    when: "it is not ready on one node",
    series: { [AGENTS]: "1x60" },
    at: "14m",
    fires: [],
  },
  {
    alert: "LogAgentMissing",
    when: "it is ready on all nodes",
    series: { [AGENTS]: "0x60" },
    at: "50m",
    fires: [],
  },
  {
    alert: "FluentBitDropsLines",
    when: "one line a minute is lost",
    series: { [DROPPED]: BEGINS },
    at: "11m",
    fires: [{}],
  },
  {
    alert: "FluentBitDropsLines",
    when: "one line a minute is lost",
    series: { [DROPPED]: BEGINS },
    at: "10m",
    fires: [],
  },
  { alert: "FluentBitDropsLines", when: "none is lost", series: { [DROPPED]: "3x60" }, at: "50m", fires: [] },
];
