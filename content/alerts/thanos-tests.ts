import { sidecarService, thanosNames } from "../thanos/names";
import type { AlertTest } from "./rule";

function series(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(",")}}`;
}

const sidecar = { job: sidecarService, pod: "prometheus-pharos-prometheus-0" };
const compactor = { job: thanosNames.compactor, pod: "thanos-compactor-0" };
const ingester = { job: thanosNames.ingester, pod: "thanos-ingester-us-east-1a-0" };
const store = { job: thanosNames.store };

const uploads = series("thanos_shipper_uploads_total", sidecar);
const halted = series("thanos_compact_halted", compactor);
const passes = series("thanos_compact_iterations_total", compactor);
const head = series("prometheus_tsdb_head_series", ingester);
const replications = (result: string): string =>
  series("thanos_receive_replications_total", { job: thanosNames.router, result });
const runs = (result: string): string =>
  series("thanos_replicate_replication_runs_total", { job: thanosNames.replicator, result });
const operations = series("thanos_objstore_bucket_operations_total", store);
const operationFailures = series("thanos_objstore_bucket_operation_failures_total", store);

/** A counter that rose for three hours, and then no more. */
const stoppedAfterThreeHours = "0+1x180 180x1200";
/** Two requests in ten fail. */
const failing = { [replications("error")]: "0+20x60", [replications("success")]: "0+80x60" };
const copying = { [runs("error")]: "0+1x240", [runs("success")]: "0x240" };
const refused = { [operations]: "0+60x120", [operationFailures]: "0+30x120" };
const crowded = { [head]: "1900000x60" };

/** Cases of an alert on a counter of the routers, which rises from the start, or did once. */
function counted(
  alert: string,
  metric: string,
  labels: Readonly<Record<string, string>>,
): readonly AlertTest[] {
  const counter = series(metric, { job: thanosNames.router, ...labels });
  const rising = { [counter]: "0+6x60" };
  return [
    { alert, when: "it does not end", series: rising, at: "6m", fires: [labels] },
    { alert, when: "its time has not passed", series: rising, at: "5m", fires: [] },
    { alert, when: "it was once", series: { [counter]: "7x60" }, at: "30m", fires: [] },
  ];
}

/** Cases of the group `thanos`: for each rule one where it fires, one just before its `for` has passed, and one where all is well. */
export const thanosTests: readonly AlertTest[] = [
  // The last rise is at 3 h, and out of the window a minute before 8 h; the alert waits a quarter of an hour.
  {
    alert: "ThanosSidecarNoUpload",
    when: "uploads stopped",
    series: { [uploads]: stoppedAfterThreeHours },
    at: "494m",
    fires: [sidecar],
  },
  {
    alert: "ThanosSidecarNoUpload",
    when: "its time has not passed",
    series: { [uploads]: stoppedAfterThreeHours },
    at: "493m",
    fires: [],
  },
  {
    alert: "ThanosSidecarNoUpload",
    when: "it started four hours ago",
    series: { [uploads]: "0x240" },
    at: "240m",
    fires: [],
  },
  {
    alert: "ThanosSidecarNoUpload",
    when: "a block goes every two hours",
    series: { [uploads]: "0x120 1x120 2x120 3x120 4x120" },
    at: "590m",
    fires: [],
  },
  {
    alert: "ThanosCompactorHalted",
    when: "it halted",
    series: { [halted]: "1x30" },
    at: "5m",
    fires: [compactor],
  },
  {
    alert: "ThanosCompactorHalted",
    when: "its time has not passed",
    series: { [halted]: "1x30" },
    at: "4m",
    fires: [],
  },
  { alert: "ThanosCompactorHalted", when: "it works", series: { [halted]: "0x30" }, at: "20m", fires: [] },
  // Likewise, with a window of twelve hours.
  {
    alert: "ThanosCompactorStuck",
    when: "passes stopped",
    series: { [passes]: stoppedAfterThreeHours },
    at: "914m",
    fires: [compactor],
  },
  {
    alert: "ThanosCompactorStuck",
    when: "its time has not passed",
    series: { [passes]: stoppedAfterThreeHours },
    at: "913m",
    fires: [],
  },
  {
    alert: "ThanosCompactorStuck",
    when: "each pass takes an hour",
    series: { [passes]: "0+0.0166667x1200" },
    at: "1000m",
    fires: [],
  },
  {
    alert: "ThanosReceiveReplicationFailing",
    when: "a fifth fails",
    series: failing,
    at: "11m",
    fires: [{}],
  },
  {
    alert: "ThanosReceiveReplicationFailing",
    when: "its time has not passed",
    series: failing,
    at: "10m",
    fires: [],
  },
  {
    alert: "ThanosReceiveReplicationFailing",
    when: "one in a hundred fails",
    series: { [replications("error")]: "0+1x60", [replications("success")]: "0+99x60" },
    at: "30m",
    fires: [],
  },
  {
    alert: "ThanosReceiveSeriesHigh",
    when: "it is nearly full",
    series: crowded,
    at: "15m",
    fires: [ingester],
  },
  {
    alert: "ThanosReceiveSeriesHigh",
    when: "its time has not passed",
    series: crowded,
    at: "14m",
    fires: [],
  },
  {
    alert: "ThanosReceiveSeriesHigh",
    when: "it is half full",
    series: { [head]: "1000000x60" },
    at: "30m",
    fires: [],
  },
  {
    alert: "ThanosReceiveSeriesHigh",
    when: "two regions together nearly fill it",
    series: {
      [series("prometheus_tsdb_head_series", { ...ingester, tenant: "one" })]: "900000x60",
      [series("prometheus_tsdb_head_series", { ...ingester, tenant: "other" })]: "900000x60",
    },
    at: "30m",
    fires: [ingester],
  },

  // The rate is known after a minute.
  ...counted("ThanosReceiveLimiting", "thanos_receive_head_series_limited_requests_total", {
    tenant: "acme",
  }),
  ...counted("ThanosReceiveRefusing", "thanos_receive_write_limits_hit_count", {
    tenant: "acme",
    limit: "samples",
  }),
  { alert: "ThanosBucketOperationsFailing", when: "half fails", series: refused, at: "16m", fires: [store] },
  {
    alert: "ThanosBucketOperationsFailing",
    when: "its time has not passed",
    series: refused,
    at: "15m",
    fires: [],
  },
  {
    alert: "ThanosBucketOperationsFailing",
    when: "one in a hundred fails",
    series: { [operations]: "0+100x120", [operationFailures]: "0+1x120" },
    at: "60m",
    fires: [],
  },
  { alert: "ThanosReplicationFailing", when: "every run fails", series: copying, at: "31m", fires: [{}] },
  {
    alert: "ThanosReplicationFailing",
    when: "its time has not passed",
    series: copying,
    at: "30m",
    fires: [],
  },
  {
    alert: "ThanosReplicationFailing",
    when: "one in ten fails and is repeated",
    series: { [runs("error")]: "0+1x240", [runs("success")]: "0+9x240" },
    at: "120m",
    fires: [],
  },
];
