import { metricsPipelinePanel } from "../dashboards/panels";
import {
  alertmanagerStatefulSet,
  prometheusClaimPrefix,
  prometheusName,
  prometheusStatefulSet,
} from "../metrics/names";
import {
  FAILED_SHARE_WARNING,
  LAG_CRITICAL_SECONDS,
  LAG_WARNING_SECONDS,
  VOLUME_LEFT_CRITICAL,
} from "../metrics/thresholds";
import { metricsPipelineTests } from "./metrics-pipeline-tests";
import type { AlertGroup, AlertRule } from "./rule";

const job = `job="${prometheusName}"`;

/** Seconds between the newest sample that was ingested and the newest that was sent. */
export const remoteWriteLag =
  `max_over_time(prometheus_remote_storage_highest_timestamp_in_seconds{${job}}[5m])` +
  ` - ignoring(remote_name, url) group_right ` +
  `max_over_time(prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${job}}[5m])`;

/** Share of the samples which the receiver refused for good; they are not sent again. */
export const remoteWriteFailedShare =
  `rate(prometheus_remote_storage_samples_failed_total{${job}}[5m]) / ` +
  `(rate(prometheus_remote_storage_samples_failed_total{${job}}[5m]) + rate(prometheus_remote_storage_samples_total{${job}}[5m]))`;

/** Share of each Prometheus volume that is left. */
export const volumeLeft =
  `kubelet_volume_stats_available_bytes{persistentvolumeclaim=~"${prometheusClaimPrefix}.+"} / ` +
  `kubelet_volume_stats_capacity_bytes{persistentvolumeclaim=~"${prometheusClaimPrefix}.+"}`;

/** Ready replicas fewer than wanted, of one StatefulSet. */
function replicasMissing(statefulSet: string): string {
  return (
    `kube_statefulset_status_replicas_ready{statefulset="${statefulSet}"} < ` +
    `kube_statefulset_replicas{statefulset="${statefulSet}"}`
  );
}

const reachability = [
  "On the dashboard, see whether all spokes lag or one: all means the hub, one means its way there.",
  "Read Prometheus' log for the queue `hub`: connection refused or timeout is the network, 401, 403 or a TLS error the certificates, 429 or 5xx the hub.",
];

const rules: readonly AlertRule[] = [
  {
    alert: "Watchdog",
    expr: "vector(1)",
    severity: "P3",
    team: "platform",
    summary: "The path from Prometheus to whoever is notified works",
    description:
      "This alert always fires. When it stops arriving, Prometheus, Alertmanager or the way out of the region is broken.",
    runbook: {
      cause: ["It fires by design. Its absence means that no alert of this region can reach anybody."],
      check: [
        "Whether Prometheus and Alertmanager of the region run, and whether Alertmanager's notifications fail.",
      ],
      act: [
        "While it fires: nothing.",
        "When it is missing: treat the region as unwatched, and restore Prometheus first, Alertmanager second.",
      ],
    },
    panel: metricsPipelinePanel("openAlerts"),
    replaces: ["Watchdog"],
    alwaysFires: true,
  },
  {
    alert: "PrometheusRemoteWriteBehind",
    expr: `(${remoteWriteLag}) > ${LAG_WARNING_SECONDS}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.pod }} lags behind in sending metrics to {{ $labels.remote_name }}",
    description:
      "The hub sees this region late. Nothing is lost yet: the write-ahead log keeps about two hours.",
    runbook: {
      cause: [
        "The hub does not answer, answers slowly, or asks for time (429).",
        "The region ingests more than its queue can send: new workloads, or labels with too many values.",
      ],
      check: [
        ...reachability,
        "Compare wanted with allowed shards on the dashboard: equal means that the queue is the limit.",
      ],
      act: [
        "Hub down: restore it; the queue catches up by itself, four times faster than samples arrive.",
        "Queue at its limit: raise `metrics.activeSeries` of the stack to what is really there; memory, processor and shards follow.",
        "A label with too many values: drop it in the monitor that scrapes it.",
      ],
    },
    panel: metricsPipelinePanel("lagOverTime"),
    replaces: ["PrometheusRemoteWriteBehind"],
  },
  {
    alert: "PrometheusRemoteWriteNearDataLoss",
    expr: `(${remoteWriteLag}) > ${LAG_CRITICAL_SECONDS}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "P1",
    team: "platform",
    summary:
      "{{ $labels.pod }} is an hour behind {{ $labels.remote_name }}: the hub will have a hole within the next hour",
    description:
      "The write-ahead log reaches back about two hours. What was not sent by then never reaches the hub by this way; the region's own blocks keep it.",
    runbook: {
      cause: ["The same as PrometheusRemoteWriteBehind, for an hour."],
      check: reachability,
      act: [
        "Restore the hub or the way to it within the hour.",
        "Do not restart Prometheus: replaying the log takes time which the queue does not have.",
        "If the hour passes, write down from when to when the hub lacks this region, and query the region itself for that time.",
      ],
    },
    panel: metricsPipelinePanel("lagOverTime"),
  },
  {
    alert: "PrometheusRemoteWriteFailures",
    expr: `(${remoteWriteFailedShare}) > ${FAILED_SHARE_WARNING}`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.remote_name }} refuses samples of {{ $labels.pod }}",
    description:
      "The receiver answered with an error that repeating does not mend. These samples are not sent again.",
    runbook: {
      cause: [
        "Samples are too old or out of order for the receiver, usually after an outage.",
        "Series break a limit of the receiver, or two series became equal after their labels were filtered.",
      ],
      check: [
        "Read Prometheus' log for the queue `hub`: the receiver's answer names the reason and one series.",
        "If series collide, compare their labels with the labels that may leave a region (`content/metrics/hub-export.ts`).",
      ],
      act: [
        "Too old: it ends by itself when the backlog is through.",
        "Colliding series: add the label that tells them apart to the list if it names nobody, or keep the metric in its region.",
        "A limit: see which series are new, and drop what nobody uses.",
      ],
    },
    panel: metricsPipelinePanel("remoteWriteFailures"),
    replaces: ["PrometheusRemoteStorageFailures"],
  },
  {
    alert: "PrometheusRemoteWriteShardsExhausted",
    expr: `prometheus_remote_storage_shards_desired{${job}} > prometheus_remote_storage_shards_max{${job}}`,
    for: "15m",
    severity: "P3",
    team: "platform",
    summary: "The queue of {{ $labels.pod }} to {{ $labels.remote_name }} wants more shards than it may have",
    description: "At this rate it cannot catch up after an outage as fast as planned.",
    runbook: {
      cause: ["The region has outgrown `metrics.activeSeries`, or the hub answers more slowly than planned."],
      check: ["Active series on the dashboard against `metrics.activeSeries` of the stack."],
      act: [
        "Raise `metrics.activeSeries`.",
        "If the series fit, look at the hub: its ingest takes longer than 0.2 s a request.",
      ],
    },
    panel: metricsPipelinePanel("shards"),
    replaces: ["PrometheusRemoteWriteDesiredShards"],
  },
  {
    alert: "PrometheusReplicaMissing",
    expr: replicasMissing(prometheusStatefulSet),
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The Prometheus pair has only one half",
    description:
      "Metrics, rules and alerts go on. The next failure, or an upgrade of its node, leaves the region unwatched.",
    runbook: {
      cause: [
        "Its pod cannot be placed: no node in the zone of its volume, or none large enough.",
        "It is killed for memory, or replays its log for a long time after a crash.",
        "A certificate secret is missing: the operator starts nothing without TLS.",
      ],
      check: [
        "Describe the pod: pending, OOMKilled, or running and not ready.",
        "Read the operator's log for missing secrets.",
      ],
      act: [
        "Pending: bring a node to the zone of its volume; the volume cannot move.",
        "OOMKilled: raise `metrics.activeSeries` to the truth, or remove the series that are new.",
        "Missing secret: see why cert-manager has not issued it.",
      ],
    },
    panel: metricsPipelinePanel("replicasUp"),
  },
  {
    alert: "AlertmanagerReplicaMissing",
    expr: replicasMissing(alertmanagerStatefulSet),
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The Alertmanager cluster is incomplete",
    description: "Notifications go on as long as one member runs. The next failures take redundancy away.",
    runbook: {
      cause: ["Its pod cannot be placed in the zone of its volume, or does not become ready."],
      check: ["Describe the pod.", "Read its log: a TLS error between members means certificates."],
      act: [
        "Pending: bring a node to the zone of its volume.",
        "Not ready: repair its configuration or certificate.",
      ],
    },
    panel: metricsPipelinePanel("replicasUp"),
    replaces: ["AlertmanagerClusterDown", "AlertmanagerMembersInconsistent"],
  },
  {
    alert: "PrometheusVolumeFilling",
    expr: `(${volumeLeft}) < ${VOLUME_LEFT_CRITICAL}`,
    for: "10m",
    severity: "P1",
    team: "platform",
    summary: "The volume {{ $labels.persistentvolumeclaim }} is almost full",
    description: "Prometheus stops ingesting when it is full. Both halves of a pair fill at the same pace.",
    runbook: {
      cause: [
        "The write-ahead log grew: many new series, or the head cannot be cut.",
        "The volume is smaller than `metrics.storageGiB` says.",
      ],
      check: [
        "Size of blocks and of the write-ahead log on the dashboard; blocks stop at 85 % of the volume by themselves.",
        "Active series: a jump says who.",
      ],
      act: [
        "Enlarge: raise `metrics.storageGiB`, bring it up, and enlarge the claims; the volumes grow while in use.",
        "Stop the source of new series.",
        "Do not delete the write-ahead log: what was not sent yet and what is not in a block is in it.",
      ],
    },
    panel: metricsPipelinePanel("storageOverTime"),
  },
  {
    alert: "PrometheusRuleEvaluationFailing",
    expr: `increase(prometheus_rule_evaluation_failures_total{${job}}[5m]) > 0`,
    for: "15m",
    severity: "P1",
    team: "platform",
    summary: "{{ $labels.pod }} cannot evaluate the rule group {{ $labels.rule_group }}",
    description: "The alerts of this group cannot fire while this lasts.",
    runbook: {
      cause: ["A join in a rule meets two series where it expects one, or a query takes longer than it may."],
      check: ["The page of rules in Prometheus shows the failing rule and its error."],
      act: [
        "Repair the rule, and add the case to its tests.",
        "If it began with a deployment of rules, go back to the one before.",
      ],
    },
    panel: metricsPipelinePanel("ruleFailures"),
    replaces: ["PrometheusRuleFailures"],
  },
];

/** Whether metrics arrive, are kept, and reach the hub; whether alerts can reach anybody. */
export const metricsPipeline: AlertGroup = { name: "metrics-pipeline", rules, tests: metricsPipelineTests };
