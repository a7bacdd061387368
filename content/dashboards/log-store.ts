import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import {
  clusterStatus,
  diskUsed,
  exporterUp,
  lifecycleErrors,
  lifecycleRunning,
  snapshotAge,
  snapshotFailures,
  writesRejected,
} from "../alerts/log-store";
import { DISK_USED_CRITICAL, DISK_USED_WARNING, SNAPSHOT_AGE_WARNING_SECONDS } from "../logs/thresholds";
import { logStorePanels as panels, logStoreUid } from "./log-store-panels";
import { dashboard, graph, stat } from "./style";

/** Can logs be written, read, brought back, and do they go when they have to? One dashboard for every region. */
export function logStoreDashboard(): Dashboard {
  return dashboard({
    uid: logStoreUid,
    title: "Log store",
    description:
      "Elasticsearch of a region: its state, its volumes, its snapshots, and what moves and deletes indices.",
    tags: ["logs"],
    rows: [
      [
        stat({
          id: panels.status,
          title: "State",
          description:
            "The colour that is 1. Green: all is there; yellow: a copy is missing; red: logs are missing.",
          unit: units.Short,
          queries: [{ expr: clusterStatus, legend: "{{region}} {{color}}" }],
          alerts: ["LogStoreRed", "LogStoreCopiesMissing"],
        }),
        stat({
          id: panels.exporterUp,
          title: "Seen",
          description: "Whether the exporter answers. Without it this page and its alerts know nothing.",
          unit: units.Short,
          queries: [{ expr: exporterUp, legend: "{{region}}" }],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["LogStoreUnseen"],
        }),
        stat({
          id: panels.snapshotAge,
          title: "Newest snapshot",
          description: "Its age, by repository. Normal: under half an hour.",
          unit: units.Seconds,
          queries: [{ expr: snapshotAge, legend: "{{region}} {{repository}}" }],
          thresholds: { critical: SNAPSHOT_AGE_WARNING_SECONDS },
          alerts: ["LogSnapshotsOld"],
        }),
        stat({
          id: panels.lifecycleRunning,
          title: "Lifecycle works",
          description: "1 while ILM moves and deletes indices.",
          unit: units.Short,
          queries: [{ expr: lifecycleRunning, legend: "{{region}}" }],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["LogLifecycleStopped"],
        }),
      ],
      [
        graph({
          id: panels.diskUsed,
          title: "Volumes used",
          description: "Share of each node's volume. Planned is at most 70 %; at 95 % logs are refused.",
          unit: units.PercentUnit,
          queries: [{ expr: diskUsed, legend: "{{region}} {{name}}" }],
          thresholds: { warning: DISK_USED_WARNING, critical: DISK_USED_CRITICAL },
          alerts: ["LogStoreDiskFilling", "LogStoreDiskNearlyFull"],
        }),
        graph({
          id: panels.streamSizes,
          title: "Largest streams",
          description:
            "Bytes of the ten largest streams, copies included. A jump says who writes more than it did.",
          unit: units.BytesIEC,
          queries: [
            {
              expr: "topk(10, elasticsearch_data_stream_store_size_bytes)",
              legend: "{{region}} {{data_stream}}",
            },
          ],
        }),
      ],
      [
        graph({
          id: panels.writesRejected,
          title: "Writes refused",
          description: "A second, by node. Normal: none.",
          unit: units.CountsPerSecond,
          queries: [{ expr: writesRejected, legend: "{{region}} {{name}}" }],
          alerts: ["LogWritesRejected"],
        }),
        graph({
          id: panels.snapshotFailures,
          title: "Snapshots that failed",
          description: "Within the hour, by policy. Normal: none.",
          unit: units.Short,
          queries: [{ expr: snapshotFailures, legend: "{{region}} {{policy}}" }],
          alerts: ["LogSnapshotsFailing"],
        }),
        graph({
          id: panels.lifecycleErrors,
          title: "Indices that cannot go on",
          description: "By what ILM wanted to do with them. Normal: none.",
          unit: units.Short,
          queries: [{ expr: lifecycleErrors, legend: "{{region}} {{phase}} {{action}}" }],
          alerts: ["LogLifecycleFailing"],
        }),
      ],
    ],
  });
}
