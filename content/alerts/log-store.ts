import { logStorePanel } from "../dashboards/log-store-panels";
import { elasticsearchExporterName } from "../logs/names";
import { DISK_USED_CRITICAL, DISK_USED_WARNING, SNAPSHOT_AGE_WARNING_SECONDS } from "../logs/thresholds";
import { logStoreTests } from "./log-store-tests";
import type { AlertGroup, AlertRule } from "./rule";

const job = `job="${elasticsearchExporterName}"`;

/** 1 for the colour that the cluster has. */
export const clusterStatus = `elasticsearch_cluster_health_status{${job}}`;

/** Whether the exporter answers. */
export const exporterUp = `up{${job}}`;

/** Share of each node's volume that is used. */
export const diskUsed =
  `max by (cluster, name) (1 - elasticsearch_filesystem_data_available_bytes{${job}} / ` +
  `elasticsearch_filesystem_data_size_bytes{${job}})`;

/** Seconds since the newest snapshot of each repository that is whole. */
export const snapshotAge = `time() - max by (repository) (elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds{${job}})`;

/** Snapshots that failed within the hour, by policy. */
export const snapshotFailures = `sum by (policy) (increase(elasticsearch_slm_stats_snapshots_failed_total{${job}}[1h]))`;

/** Indices that ILM cannot move on, by what it wanted to do. */
export const lifecycleErrors = `sum by (phase, action) (elasticsearch_ilm_index_status{${job},step="ERROR"})`;

/** 1 while ILM works. */
export const lifecycleRunning = `elasticsearch_ilm_status{${job},operation_mode="RUNNING"}`;

/** Writes a second that a node refused because its queue was full. */
export const writesRejected = `sum by (cluster, name) (rate(elasticsearch_thread_pool_rejected_count{${job},type="write"}[5m]))`;

/** What gives the store room: the settings from which it is sized, whichever of the two has grown. */
const MAKE_ROOM =
  "Raise `logs.gigabytesPerDay`, or `traces.spansPerSecond` where it is spans, and bring it up";

const whoFills = [
  "Logs or spans, by the sizes of `.ds-logs-*` and `jaeger-*`: `GET _cat/indices?v&s=store.size:desc`.",
  "Which streams grow, on the dashboard: one namespace that writes far more than usual shows there.",
  "Whether a node is missing: the others carry its shards.",
];

const rules: readonly AlertRule[] = [
  {
    alert: "LogStoreRed",
    expr: `elasticsearch_cluster_health_status{${job},color="red"} > 0`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "The log store {{ $labels.cluster }} misses primary shards",
    description:
      "Some logs can neither be read nor written. Shippers keep what they cannot write on their own volumes, for hours and not for days.",
    runbook: {
      cause: [
        "Both copies of a shard are away: two nodes at once, two zones, or a volume that cannot be mounted.",
        "A new index found no node that takes it: volumes are too full, or a tier has no node.",
      ],
      check: [
        "`GET _cluster/allocation/explain` in Kibana's console says of one shard why it is nowhere.",
        "Pods of Elasticsearch that are not ready, and the events of their volumes.",
      ],
      act: [
        "Bring the missing nodes back: their volumes have the shards.",
        "If a volume is lost, restore the index from the newest snapshot: close or delete the red index, then `POST _snapshot/<repository>/<snapshot>/_restore`.",
        "Do not accept an empty primary while a node that has the data may come back.",
      ],
    },
    panel: logStorePanel("status"),
  },
  {
    alert: "LogStoreCopiesMissing",
    expr: `elasticsearch_cluster_health_status{${job},color="yellow"} > 0`,
    for: "1h",
    severity: "P3",
    team: "platform",
    summary: "The log store {{ $labels.cluster }} misses copies of shards",
    description: "Everything can be read and written, but one more node that goes may take logs with it.",
    runbook: {
      cause: [
        "A node is away for longer than an update takes.",
        "Copies find no node in another zone with room for them.",
      ],
      check: ["`GET _cluster/allocation/explain`, and pods of Elasticsearch that are not ready."],
      act: ["Bring the node back, or give the tier room.", `${MAKE_ROOM}.`],
    },
    panel: logStorePanel("status"),
  },
  {
    alert: "LogStoreUnseen",
    expr: `(count(${exporterUp} > 0) or vector(0)) < 1`,
    for: "10m",
    severity: "P2",
    team: "platform",
    summary: "Nobody sees how the log store does",
    description: "The exporter does not answer: no other alert of the log store can fire.",
    runbook: {
      cause: [
        "The exporter's pod does not run, or it cannot sign in to Elasticsearch.",
        "Prometheus may not reach it, or does not know of it.",
      ],
      check: ["The pod of the exporter and its log; the target on Prometheus' page of targets."],
      act: [
        "If it is refused with 401, delete the Secret of its user and run the bootstrap job again (docs/logs.md).",
        "Restart the pod.",
      ],
    },
    panel: logStorePanel("exporterUp"),
  },
  {
    alert: "LogStoreDiskFilling",
    expr: `${diskUsed} > ${DISK_USED_WARNING}`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The volume of {{ $labels.name }} is filling",
    description:
      "At 85 % it takes no new shards, at 90 % it gives shards away, at 95 % it stops taking logs.",
    runbook: {
      cause: [
        "More comes in than `logs.gigabytesPerDay` and `traces.spansPerSecond` say, or a namespace writes far more than it did.",
      ],
      check: whoFills,
      act: [`${MAKE_ROOM}: volumes grow while in use.`, "Stop the source, if it writes by mistake."],
    },
    panel: logStorePanel("diskUsed"),
  },
  {
    alert: "LogStoreDiskNearlyFull",
    expr: `${diskUsed} > ${DISK_USED_CRITICAL}`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "The volume of {{ $labels.name }} is nearly full",
    description: "At 95 % every index with a shard there stops taking logs.",
    runbook: {
      cause: ["The warning before was not acted on, or a node is lost and the others carry its shards."],
      check: whoFills,
      act: [
        `${MAKE_ROOM}: volumes grow while in use, within minutes.`,
        "An index that was stopped takes logs again by itself once there is room.",
        "Do not delete indices by hand: what must go and what must stay is the retention table's to say.",
      ],
    },
    panel: logStorePanel("diskUsed"),
  },
  {
    alert: "LogSnapshotsOld",
    expr: `${snapshotAge} > ${SNAPSHOT_AGE_WARNING_SECONDS}`,
    for: "10m",
    severity: "P2",
    team: "platform",
    summary: "The repository {{ $labels.repository }} has no new snapshot",
    description: "A region that is lost now would lose the searchable logs since the last one.",
    runbook: {
      cause: [
        "Snapshots fail, do not begin, or take longer than two hours.",
        "SLM was stopped, for an upgrade or by hand.",
      ],
      check: [
        "`GET _slm/policy` and `GET _slm/status` in Kibana's console; `POST _snapshot/<repository>/_verify`.",
      ],
      act: [
        "If the bucket refuses, compare the role of Elasticsearch's service account and the key's policy with the program.",
        "`POST _slm/start` if it was stopped; `POST _slm/policy/<policy>/_execute` takes one now.",
      ],
    },
    panel: logStorePanel("snapshotAge"),
  },
  {
    alert: "LogSnapshotsFailing",
    expr: `${snapshotFailures} > 0`,
    for: "30m",
    severity: "P3",
    team: "platform",
    summary: "Snapshots of the policy {{ $labels.policy }} fail",
    description: "Some failed within the hour. While others succeed, less is at stake than it looks.",
    runbook: {
      cause: ["The bucket was slow or refused; a shard was not there; two snapshots met."],
      check: ["`GET _slm/policy/<policy>`: `last_failure` has the reason."],
      act: ["Mend the reason. A red cluster cannot be copied as a whole: that comes first."],
    },
    panel: logStorePanel("snapshotFailures"),
  },
  {
    alert: "LogLifecycleFailing",
    expr: `${lifecycleErrors} > 0`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "Indices cannot go on in their life: {{ $labels.action }} in the phase {{ $labels.phase }}",
    description:
      "They stay where they are: hot nodes fill up, and logs with personal data outlive the time that the retention table allows.",
    runbook: {
      cause: ["A tier has no node or no room, an index is red, or a policy asks for what cannot be done."],
      check: ["`GET <index>/_ilm/explain`: `step_info` has the reason."],
      act: ["Mend the reason, then `POST <index>/_ilm/retry`."],
    },
    panel: logStorePanel("lifecycleErrors"),
  },
  {
    alert: "LogLifecycleStopped",
    expr: `${lifecycleRunning} < 1`,
    for: "30m",
    severity: "P2",
    team: "platform",
    summary: "Nothing moves or deletes indices of the log store",
    description:
      "ILM is stopped: hot nodes fill up, and logs with personal data outlive the time that the retention table allows.",
    runbook: {
      cause: ["Somebody stopped it for maintenance and did not start it again."],
      check: ["`GET _ilm/status` in Kibana's console."],
      act: ["`POST _ilm/start`."],
    },
    panel: logStorePanel("lifecycleRunning"),
  },
  {
    alert: "LogWritesRejected",
    expr: `${writesRejected} > 0`,
    for: "10m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.name }} refuses writes",
    description:
      "Its queue is full. Shippers try again and fall behind; what they keep is bounded by their volumes.",
    runbook: {
      cause: ["More comes in at once than hot nodes can index, or a node is slow."],
      check: ["One node or all, on the dashboard: one is its volume or its neighbours, all is the load."],
      act: [`${MAKE_ROOM}.`, "Restart a node that is slow alone."],
    },
    panel: logStorePanel("writesRejected"),
  },
];

/** Whether the region's logs can be written, read, brought back, and go when they have to. */
export const logStore: AlertGroup = { name: "log-store", rules, tests: logStoreTests };
