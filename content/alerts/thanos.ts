import { thanosPanel } from "../dashboards/panels";
import { SERIES_PER_INGESTER } from "../thanos/sizing";
import { sidecarService, thanosNames } from "../thanos/names";
import { thanosTests } from "./thanos-tests";
import type { AlertGroup, AlertRule } from "./rule";

const sidecars = `job="${sidecarService}"`;
const compactor = `job="${thanosNames.compactor}"`;
const routers = `job="${thanosNames.router}"`;
const ingesters = `job="${thanosNames.ingester}"`;
const replicator = `job="${thanosNames.replicator}"`;

/** Blocks that each sidecar uploaded in five hours, in which it cuts two. */
export const blocksUploaded = `increase(thanos_shipper_uploads_total{${sidecars}}[5h])`;

/** Share of what the routers could not put into two zones. */
export const replicationsFailed =
  `sum(rate(thanos_receive_replications_total{${routers},result="error"}[5m])) / ` +
  `sum(rate(thanos_receive_replications_total{${routers}}[5m]))`;

/** Share of the runs in which the replicator could not copy everything. */
export const copiesFailed =
  `sum(increase(thanos_replicate_replication_runs_total{${replicator},result="error"}[1h])) / ` +
  `sum(increase(thanos_replicate_replication_runs_total{${replicator}}[1h]))`;

/** Share of operations on the bucket that fail, by program. */
export const bucketFailures =
  `sum by (job) (rate(thanos_objstore_bucket_operation_failures_total[15m])) / ` +
  `sum by (job) (rate(thanos_objstore_bucket_operations_total[15m]))`;

/** Series that each ingester holds, of all regions. */
export const ingesterSeries = `sum by (region, job, pod) (prometheus_tsdb_head_series{${ingesters}})`;

/** Requests a second that a region is asked to send later, because it has more series than it may. */
export const requestsLimited = `sum by (region, tenant) (rate(thanos_receive_head_series_limited_requests_total{${routers}}[5m]))`;

/** Requests a second that are too large, by what is too much. */
export const requestsRefused = `sum by (region, tenant, limit) (rate(thanos_receive_write_limits_hit_count{${routers}}[5m]))`;

/** Passes over the bucket that the compactor finished in twelve hours. */
export const compactorPasses = `increase(thanos_compact_iterations_total{${compactor}}[12h])`;

/** Share that the routers may fail to place, before it is more than a pod that restarts. */
export const REPLICATIONS_FAILED_CRITICAL = 0.05;
/** Share of an ingester's series from which it has to grow. */
const SERIES_HIGH = 0.8;
export const SERIES_WARNING = SERIES_HIGH * SERIES_PER_INGESTER;
/** Share of failing operations from which it is not S3 asking for time. */
export const BUCKET_FAILURES_WARNING = 0.05;
/** Half of the runs: one that fails and is repeated is no news. */
export const COPIES_FAILED_WARNING = 0.5;

const bucketCauses = [
  "403 in the log is the role or the bucket's key, a timeout is the network, 503 is S3 asking for time.",
];

const rules: readonly AlertRule[] = [
  {
    alert: "ThanosSidecarNoUpload",
    // What was not there five hours ago has not had the time.
    expr: `(${blocksUploaded} and thanos_shipper_uploads_total{${sidecars}} offset 5h) < 1`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The sidecar of {{ $labels.pod }} has uploaded no block for five hours",
    description:
      "History is missing from here on, and is lost for good when Prometheus' own retention has passed. The other half of the pair may still upload.",
    runbook: {
      cause: [
        "The sidecar cannot write to the region's bucket, or Prometheus cuts no blocks.",
        "Blocks wait on the volume: nothing is lost as long as Prometheus keeps them.",
      ],
      check: [
        "The sidecar's log (`kubectl logs -c thanos-sidecar`), which names the operation that failed.",
        ...bucketCauses,
      ],
      act: [
        "Restore its way to the bucket; it then uploads everything that waits, oldest first.",
        "If more than half of Prometheus' retention has passed, lengthen `metrics.retention` first.",
      ],
    },
    panel: thanosPanel("blocksUploaded"),
  },
  {
    alert: "ThanosCompactorHalted",
    expr: `thanos_compact_halted{${compactor}} > 0`,
    for: "5m",
    severity: "P2",
    team: "platform",
    summary: "The compactor has halted",
    description:
      "It found blocks that it must not touch, and does nothing until it is restarted: nothing is merged, made coarser, or ended. Queries get slower, and metrics are kept for longer than they should.",
    runbook: {
      cause: [
        "Blocks overlap that must not: usually two compactors on one bucket, or two Prometheus with the same external labels.",
        "A block is damaged.",
      ],
      check: ["The compactor's log: the line with `critical error` names the blocks."],
      act: [
        "Make sure that nothing else compacts this bucket.",
        "If one block is at fault, mark it (`thanos tools bucket mark --marker=no-compact-mark.json --id=…`) and restart the compactor.",
      ],
    },
    panel: thanosPanel("compactorHalted"),
  },
  {
    alert: "ThanosCompactorStuck",
    expr: `(${compactorPasses} and thanos_compact_iterations_total{${compactor}} offset 12h) < 1`,
    for: "15m",
    severity: "P3",
    team: "platform",
    summary: "The compactor has finished no pass over the bucket for twelve hours",
    description:
      "What is due is not merged, made coarser or ended. Nothing is lost; queries over long ranges get slower.",
    runbook: {
      cause: ["It is too slow for what arrives, runs out of memory or disk, or cannot reach the bucket."],
      check: [
        "Whether it restarts, whether its volume is full, and how long its last group took (its log).",
        ...bucketCauses,
      ],
      act: [
        "If it is out of memory or disk: `metrics.activeSeries` is too low, as sizes follow from it.",
        "Otherwise restore its way to the bucket.",
      ],
    },
    panel: thanosPanel("compactorPasses"),
  },
  {
    alert: "ThanosReceiveReplicationFailing",
    expr: `(${replicationsFailed}) > ${REPLICATIONS_FAILED_CRITICAL}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P1",
    team: "platform",
    summary: "The hub cannot keep what the spokes send",
    description:
      "Samples are refused because fewer than two zones take them. Spokes send them again; after about two hours they are lost to the hub's present. The regions keep and alert on everything.",
    runbook: {
      cause: ["Ingesters of two zones are down, full or too slow."],
      check: [
        "Which ingesters are not ready, and why: memory, a full volume, a zone that is gone.",
        "Whether ingesters refuse samples as too old: then a spoke sends a backlog of more than two hours.",
      ],
      act: [
        "Bring back ingesters of one zone: two of three suffice.",
        "If they run out of memory, raise the hub's `metrics.activeSeries`.",
      ],
    },
    panel: thanosPanel("replicationsFailed"),
  },
  {
    alert: "ThanosReceiveSeriesHigh",
    expr: `${ingesterSeries} > ${SERIES_WARNING}`,
    for: "15m",
    severity: "P3",
    team: "platform",
    summary: "{{ $labels.pod }} holds nearly as many series as an ingester should",
    description:
      "Its memory is sized for two million. Above it a restart takes minutes and may run out of memory.",
    runbook: {
      cause: [
        "Spokes send more than was assumed: more of them, larger ones, or a larger part of their metrics.",
      ],
      check: ['Which region\'s series grew: `count by (region) ({__name__=~".+"})`, for an instant.'],
      act: [
        "If a metric exploded, take it from what is exported (`content/metrics/hub-export.ts`).",
        "Otherwise raise the hub's `metrics.activeSeries`: more ingesters follow from it.",
      ],
    },
    panel: thanosPanel("ingesterSeries"),
  },
  {
    alert: "ThanosReceiveLimiting",
    expr: `${requestsLimited} > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "The hub asks {{ $labels.tenant }} to wait: it has more series than it may",
    description:
      "Everything that it sends waits, and what waits longer than two hours is lost to the hub's present. The region itself and its history have it all.",
    runbook: {
      cause: [
        "The region makes half as many series again as the hub is sized for: more pods, or a label with too many values.",
      ],
      check: [
        'At the hub, what grew: `topk(10, count by (__name__) ({cluster="…"}))`, for an instant.',
        "Whether the region's own `metrics.activeSeries` is larger than the hub's: limits follow from the hub's.",
      ],
      act: [
        "If a metric exploded, take it from what is exported (`content/metrics/hub-export.ts`) and update the region.",
        "If all of it is needed, raise the hub's `metrics.activeSeries`: ingesters and limits follow (docs/metric-limits.md).",
      ],
    },
    panel: thanosPanel("limited"),
  },
  {
    alert: "ThanosReceiveRefusing",
    expr: `${requestsRefused} > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "The hub refuses requests of {{ $labels.tenant }} that are too large ({{ $labels.limit }})",
    description: "They are refused for good, and their samples are lost to the hub's present.",
    runbook: {
      cause: [
        "Somebody sends who is not a Prometheus of ours, or one whose queue was changed by hand.",
        "Labels are far longer than metrics' labels are.",
      ],
      check: [
        "The region's `prometheus_remote_storage_samples_failed_total`, and the log of its Prometheus.",
      ],
      act: [
        "Restore the queue: update the region.",
        "If requests have to be so large, raise what one may have in `content/thanos/limits.ts`.",
      ],
    },
    panel: thanosPanel("limited"),
  },
  {
    alert: "ThanosBucketOperationsFailing",
    expr: `(${bucketFailures}) > ${BUCKET_FAILURES_WARNING}`,
    for: "15m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.job }} fails to work on the bucket of blocks",
    description:
      "Depending on the program: history is not uploaded, not served or not compacted. The present is not touched.",
    runbook: {
      cause: ["The program's role, the bucket's key or policy, the network to S3, or S3 itself."],
      check: ["The program's log names the operation.", ...bucketCauses],
      act: ["Restore what is missing; every program goes on by itself."],
    },
    panel: thanosPanel("bucketFailures"),
  },
  {
    alert: "ThanosReplicationFailing",
    expr: `(${copiesFailed}) > ${COPIES_FAILED_WARNING}`,
    for: "30m",
    severity: "P2",
    team: "platform",
    summary: "The region's blocks do not reach the hub's bucket",
    description:
      "The hub's history of this region is missing from here on. After six days older blocks have to be copied by hand, and after fourteen they are gone.",
    runbook: {
      cause: ["The replicator's role, the hub's bucket or its key, or the way to S3 in the hub's region."],
      check: ["The replicator's log names the block and the operation.", ...bucketCauses],
      act: [
        "Restore its way; it then copies everything of the last six days.",
        "If it took longer: run the same command once with an earlier `--min-time` and `--single-run`.",
        "If it will take longer than fourteen days: suspend the job `thanos-expiry`.",
      ],
    },
    panel: thanosPanel("copiesFailed"),
  },
];

/** Alerts about Thanos: uploads in every region, and what serves and keeps history where that is. */
export const thanos: AlertGroup = { name: "thanos", rules, tests: thanosTests };
