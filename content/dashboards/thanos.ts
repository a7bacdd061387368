import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import { silence, SILENCE_CRITICAL_SECONDS } from "../alerts/global";
import {
  blocksUploaded,
  BUCKET_FAILURES_WARNING,
  bucketFailures,
  compactorPasses,
  COPIES_FAILED_WARNING,
  copiesFailed,
  ingesterSeries,
  REPLICATIONS_FAILED_CRITICAL,
  replicationsFailed,
  requestsLimited,
  requestsRefused,
  SERIES_WARNING,
} from "../alerts/thanos";
import { thanosNames } from "../thanos/names";
import { dashboard, graph, stat } from "./style";
import { thanosPanels as panels, thanosUid } from "./panels";

const rate = "$__rate_interval";

/** Do blocks leave the region, are they kept as they should, and does the hub take in the present of all regions? */
export function thanosDashboard(): Dashboard {
  return dashboard({
    uid: thanosUid,
    title: "Metrics history",
    description:
      "From a region's blocks to the hub's store: what is uploaded, copied, compacted and asked, and what the hub takes in of the present. Panels of what a region has not stay empty there.",
    tags: ["metrics"],
    rows: [
      [
        stat({
          id: panels.silence,
          title: "Heard of each region",
          description: "Seconds since the newest sample of its Prometheus. Normal: under a minute.",
          unit: units.Seconds,
          queries: [{ expr: silence, legend: "{{region}}" }],
          thresholds: { critical: SILENCE_CRITICAL_SECONDS },
          alerts: ["RegionUnheard"],
        }),
        stat({
          id: panels.blocksUploaded,
          title: "Blocks uploaded in five hours",
          description: "By each sidecar. Normal: two or three.",
          unit: units.Short,
          queries: [{ expr: blocksUploaded, legend: "{{region}} {{pod}}" }],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["ThanosSidecarNoUpload"],
        }),
        stat({
          id: panels.compactorHalted,
          title: "Compactor halted",
          description: "1: it found something that it must not touch, and waits for a person.",
          unit: units.Short,
          queries: [{ expr: `thanos_compact_halted{job="${thanosNames.compactor}"}`, legend: "{{region}}" }],
          thresholds: { critical: 1 },
          alerts: ["ThanosCompactorHalted"],
        }),
        stat({
          id: panels.compactorPasses,
          title: "Compactor's passes in twelve hours",
          description: "Passes over the bucket that came to their end. Normal: many.",
          unit: units.Short,
          queries: [{ expr: compactorPasses, legend: "{{region}}" }],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["ThanosCompactorStuck"],
        }),
      ],
      [
        graph({
          id: panels.replicationsFailed,
          title: "Not kept in two zones",
          description: "Share of the spokes' samples that the hub could not keep. Normal: none.",
          unit: units.PercentUnit,
          queries: [{ expr: replicationsFailed, legend: "refused" }],
          thresholds: { critical: REPLICATIONS_FAILED_CRITICAL },
          alerts: ["ThanosReceiveReplicationFailing"],
        }),
        graph({
          id: panels.ingesterSeries,
          title: "Series of each ingester",
          description: "Their memory is sized for two million each.",
          unit: units.Short,
          queries: [{ expr: ingesterSeries, legend: "{{pod}}" }],
          thresholds: { warning: SERIES_WARNING },
          alerts: ["ThanosReceiveSeriesHigh"],
        }),
        graph({
          id: panels.limited,
          title: "Requests not taken",
          description:
            "A second, by region: asked to wait because of its series, or refused because of their size. Normal: none.",
          unit: units.RequestsPerSecond,
          queries: [
            { expr: requestsLimited, legend: "{{tenant}} asked to wait" },
            { expr: requestsRefused, legend: "{{tenant}} refused: {{limit}}" },
          ],
          alerts: ["ThanosReceiveLimiting", "ThanosReceiveRefusing"],
        }),
        graph({
          id: panels.samplesReceived,
          title: "Samples received",
          description: "Samples per second that the routers took, by what they answered.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (code) (rate(thanos_receive_write_samples_sum{job="${thanosNames.router}"}[${rate}]))`,
              legend: "{{code}}",
            },
          ],
        }),
      ],
      [
        graph({
          id: panels.bucketFailures,
          title: "Operations on the bucket that fail",
          description: "Share by program. Normal: none.",
          unit: units.PercentUnit,
          queries: [{ expr: bucketFailures, legend: "{{job}}" }],
          thresholds: { warning: BUCKET_FAILURES_WARNING },
          alerts: ["ThanosBucketOperationsFailing"],
        }),
        graph({
          id: panels.copiesFailed,
          title: "Runs of the replicator that fail",
          description: "Share within an hour, in spokes whose history is the hub's.",
          unit: units.PercentUnit,
          queries: [{ expr: copiesFailed, legend: "failed" }],
          thresholds: { warning: COPIES_FAILED_WARNING },
          alerts: ["ThanosReplicationFailing"],
        }),
        graph({
          id: panels.questions,
          title: "Questions asked",
          description: "Requests per second of the queries' frontends, by what they answered.",
          unit: units.RequestsPerSecond,
          queries: [
            {
              expr: `sum by (code) (rate(http_requests_total{job="${thanosNames.frontend}"}[${rate}]))`,
              legend: "{{code}}",
            },
          ],
        }),
      ],
    ],
  });
}
