import { elasticsearchExporterName } from "../logs/names";
import type { AlertTest } from "./rule";

const job = { job: elasticsearchExporterName };
const cluster = "logs";
const node = { cluster, name: "logs-es-hot-0" };

function series(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries({ ...labels, ...job }).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(",")}}`;
}

/** 1 for the colour that the cluster has, 0 for the others. */
function status(color: "green" | "yellow" | "red"): Record<string, string> {
  return Object.fromEntries(
    ["green", "yellow", "red"].map((each) => [
      series("elasticsearch_cluster_health_status", { cluster, color: each }),
      `${each === color ? 1 : 0}x120`,
    ]),
  );
}

/** Free bytes of a volume of 100. */
function volume(available: number): Record<string, string> {
  return {
    [series("elasticsearch_filesystem_data_available_bytes", node)]: `${available}x60`,
    [series("elasticsearch_filesystem_data_size_bytes", node)]: "100x60",
  };
}

const up = series("up", {});
const newest = series("elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds", {
  repository: "security",
});
const failed = series("elasticsearch_slm_stats_snapshots_failed_total", { policy: "security" });
const index = { index: ".ds-logs-dag.app-production-000001", phase: "warm", action: "forcemerge" };
const stuck = series("elasticsearch_ilm_index_status", { ...index, step: "ERROR" });
const moving = series("elasticsearch_ilm_index_status", { ...index, step: "complete" });
const running = series("elasticsearch_ilm_status", { operation_mode: "RUNNING" });
const rejected = series("elasticsearch_thread_pool_rejected_count", { ...node, type: "write" });
const otherPool = series("elasticsearch_thread_pool_rejected_count", { ...node, type: "search" });

/** One rule: what makes it fire and when, and what does not. */
interface Case {
  readonly alert: string;
  readonly when: string;
  readonly series: AlertTest["series"];
  /** Minutes until it fires. */
  readonly after: number;
  readonly labels: Readonly<Record<string, string>>;
  /** When all is well, an hour on. */
  readonly well: Readonly<Record<string, AlertTest["series"]>>;
}

const cases: readonly Case[] = [
  {
    alert: "LogStoreRed",
    when: "a primary is missing",
    series: status("red"),
    after: 5,
    labels: { cluster, color: "red", ...job },
    well: { "all is there": status("green"), "a copy is missing": status("yellow") },
  },
  {
    alert: "LogStoreCopiesMissing",
    when: "a copy is missing",
    series: status("yellow"),
    after: 60,
    labels: { cluster, color: "yellow", ...job },
    well: { "all is there": status("green") },
  },
  {
    alert: "LogStoreUnseen",
    when: "the exporter does not answer",
    series: { [up]: "0x60" },
    after: 10,
    labels: {},
    well: { "the exporter answers": { [up]: "1x60" } },
  },
  {
    alert: "LogStoreUnseen",
    when: "there is no exporter",
    series: {},
    after: 10,
    labels: {},
    well: {},
  },
  {
    alert: "LogStoreDiskFilling",
    when: "81 of 100 are used",
    series: volume(19),
    after: 15,
    labels: node,
    well: { "79 of 100 are used": volume(21) },
  },
  {
    alert: "LogStoreDiskNearlyFull",
    when: "91 of 100 are used",
    series: volume(9),
    after: 5,
    labels: node,
    well: { "89 of 100 are used": volume(11) },
  },
  {
    alert: "LogSnapshotsOld",
    when: "the last snapshot is the one of the start",
    series: { [newest]: "0x300" },
    // Older than two hours from the 121st minute on, and ten more.
    after: 131,
    labels: { repository: "security" },
    well: { "there is one every half hour": { [newest]: "0x29 1800x29 3600x29" } },
  },
  {
    alert: "LogSnapshotsFailing",
    when: "one fails every half hour",
    series: { [failed]: "0x10 1x30 2x30 3x30" },
    // The first failure is seen in the 11th minute.
    after: 41,
    labels: { policy: "security" },
    well: { "one failed long ago": { [failed]: "7x120" } },
  },
  {
    alert: "LogLifecycleFailing",
    when: "an index cannot be merged",
    series: { [stuck]: "1x60" },
    after: 15,
    labels: { phase: "warm", action: "forcemerge" },
    well: { "indices go on": { [moving]: "1x60", [stuck]: "0x60" } },
  },
  {
    alert: "LogLifecycleStopped",
    when: "it was stopped",
    series: { [running]: "0x60" },
    after: 30,
    labels: { operation_mode: "RUNNING", ...job },
    well: { "it works": { [running]: "1x60" } },
  },
  {
    alert: "LogWritesRejected",
    when: "a node refuses one a second",
    series: { [rejected]: "0+60x60" },
    // The first increase is seen in the first minute.
    after: 11,
    labels: node,
    well: {
      "it refused some long ago": { [rejected]: "500x60" },
      "it refuses searches": { [rejected]: "0x60", [otherPool]: "0+60x60" },
    },
  },
];

/** Cases of the group `log-store`: where each rule fires, a minute before, and where all is well. */
export const logStoreTests: readonly AlertTest[] = cases.flatMap(
  ({ alert, when, series: input, after, labels, well }): AlertTest[] => [
    { alert, when, series: input, at: `${after}m`, fires: [labels] },
    { alert, when: `its time has not passed, though ${when}`, series: input, at: `${after - 1}m`, fires: [] },
    ...Object.entries(well).map(([fine, healthy]): AlertTest => ({
      alert,
      when: fine,
      series: healthy,
      at: "60m",
      fires: [],
    })),
  ],
);
