import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import { exportersThere, failedCalls, paidMetrics } from "../alerts/cloudwatch";
import { METRICS_PER_SECOND_DEAR } from "../cloudwatch/cost";
import { infrastructurePanels as panels, infrastructureUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const byName = (expr: string) => `max by (region, name) (${expr})`;
const legend = "{{region}} {{name}}";

/** What AWS measures of its own services, beside what runs in the cluster. One dashboard for every region in AWS. */
export function infrastructureDashboard(): Dashboard {
  return dashboard({
    uid: infrastructureUid,
    title: "AWS infrastructure",
    description:
      "Databases, load balancers, the ways to the internet and to AWS's services, copies of buckets and queues, as CloudWatch sees them every five minutes.",
    tags: ["aws"],
    rows: [
      [
        stat({
          id: panels.exporter,
          title: "Exporter",
          description: "Whether somebody reads CloudWatch. Normal: 1.",
          unit: units.Short,
          queries: [{ expr: exportersThere, legend: "{{region}}" }],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["CloudWatchExporterMissing"],
        }),
        stat({
          id: panels.calls,
          title: "Calls refused",
          description: "A second, by call. Normal: none.",
          unit: units.CountsPerSecond,
          queries: [{ expr: failedCalls, legend: "{{region}} {{api_name}}" }],
          alerts: ["CloudWatchCallsFailing"],
        }),
        stat({
          id: panels.paid,
          title: "Metrics paid for",
          description: "A second. A thousand cost a US cent.",
          unit: units.CountsPerSecond,
          queries: [{ expr: paidMetrics, legend: "{{region}}" }],
          thresholds: { warning: METRICS_PER_SECOND_DEAR },
          alerts: ["CloudWatchDear"],
        }),
      ],
      [
        graph({
          id: panels.database,
          title: "Database: load",
          description: "Per cent of what it may grow to.",
          unit: units.Percent,
          queries: [{ expr: byName("aws_rds_acuutilization_average"), legend }],
        }),
        graph({
          id: panels.databaseLatency,
          title: "Database: time of one read or write",
          description: "Seconds on its volume. Normal: a few thousandths.",
          unit: units.Seconds,
          queries: [
            { expr: byName("aws_rds_read_latency_average"), legend: `${legend} read` },
            { expr: byName("aws_rds_write_latency_average"), legend: `${legend} write` },
          ],
        }),
        graph({
          id: panels.balancer,
          title: "Load balancers: bytes",
          description: "In five minutes. At the hub: what spokes send.",
          unit: units.BytesIEC,
          queries: [{ expr: byName("aws_networkelb_processed_bytes_sum"), legend }],
        }),
      ],
      [
        graph({
          id: panels.nat,
          title: "To the internet: bytes",
          description: "In five minutes, by NAT gateway.",
          unit: units.BytesIEC,
          queries: [{ expr: byName("aws_natgateway_bytes_out_to_destination_sum"), legend }],
        }),
        graph({
          id: panels.lost,
          title: "Lost on the way",
          description:
            "Packets in five minutes that NAT gateways and endpoints dropped. Normal: none, or a handful.",
          unit: units.Short,
          queries: [
            { expr: byName("aws_natgateway_packets_drop_count_sum"), legend },
            { expr: byName("aws_privatelinkendpoints_packets_dropped_sum"), legend },
          ],
        }),
        graph({
          id: panels.replication,
          title: "Copies of buckets: behind by",
          description: "Seconds, by pair of buckets. Normal: under a quarter of an hour.",
          unit: units.Seconds,
          queries: [
            {
              expr: "max by (region, dimension_SourceBucket) (aws_s3_replication_latency_maximum)",
              legend: "{{region}} {{dimension_SourceBucket}}",
            },
          ],
        }),
      ],
      [
        graph({
          id: panels.queues,
          title: "Queues: age of the oldest",
          description: "Seconds that an announcement waits. Normal: some.",
          unit: units.Seconds,
          queries: [{ expr: byName("aws_sqs_approximate_age_of_oldest_message_maximum"), legend }],
        }),
        graph({
          id: panels.streams,
          title: "Audit log: age",
          description: "Seconds that the oldest record waits for its bucket. Normal: some minutes.",
          unit: units.Seconds,
          queries: [{ expr: byName("aws_firehose_delivery_to_s3_data_freshness_maximum"), legend }],
        }),
        graph({
          id: panels.keys,
          title: "Calls of keys",
          description:
            "Of the whole account in the region, in five minutes; its quota is some thousand a second.",
          unit: units.Short,
          queries: [{ expr: "max by (region) (aws_usage_call_count_sum)", legend: "{{region}}" }],
        }),
      ],
    ],
  });
}
