/**
 * What Prometheus knows of AWS's own services: one table. It is for graphs and for setting them beside what runs in the cluster. Alarms on
 * the same services are CloudWatch's (`content/alarms`), which works when every cluster is down.
 */

/** CloudWatch's way of making one value of many. */
type Statistic = "Average" | "Maximum" | "Minimum" | "Sum";

/** One metric of a service. */
export interface ExportedCloudWatchMetric {
  /** CloudWatch's name. */
  readonly name: string;
  readonly statistic: Statistic;
}

/** How the resources of a service are found: by the stack's tags, by the dimensions that their metrics have, or by fixed dimensions. */
type Found =
  | { readonly by: "tags" }
  | { readonly by: "dimensions"; readonly dimensions: readonly string[] }
  | { readonly by: "name"; readonly dimensions: Readonly<Record<string, string>> };

/** Metrics of one service. */
export interface CloudWatchService {
  /** Namespace in CloudWatch. */
  readonly namespace: string;
  readonly found: Found;
  readonly metrics: readonly ExportedCloudWatchMetric[];
  /** How many time series there are of each metric in a hub with two spokes, for the costs. Read from what the stacks register. */
  readonly seriesOfEach: number;
  /** What they tell. */
  readonly why: string;
  /** Page of AWS's documentation that lists them. */
  readonly source: string;
}

const all = (statistic: Statistic, ...names: readonly string[]): ExportedCloudWatchMetric[] =>
  names.map((name) => ({ name, statistic }));

/** The services that the regions really have. */
export const cloudWatchServices: readonly CloudWatchService[] = [
  {
    namespace: "AWS/RDS",
    found: { by: "tags" },
    metrics: [
      ...all("Average", "ACUUtilization", "CPUUtilization", "DBLoad", "ReadLatency", "WriteLatency"),
      ...all("Maximum", "DatabaseConnections", "AuroraReplicaLag"),
      ...all("Minimum", "FreeLocalStorage"),
    ],
    seriesOfEach: 5,
    why: "the database: its load, how fast it reads and writes, who is connected",
    source: "Amazon Aurora user guide, Amazon CloudWatch metrics for Amazon Aurora",
  },
  {
    namespace: "AWS/NetworkELB",
    found: { by: "tags" },
    metrics: [
      ...all("Average", "ActiveFlowCount"),
      ...all("Sum", "ProcessedBytes", "TCP_Target_Reset_Count", "TCP_ELB_Reset_Count"),
      ...all("Maximum", "UnHealthyHostCount"),
    ],
    seriesOfEach: 4,
    why: "the hub's door for metrics: what comes in, and whether somebody takes it",
    source: "User guide for Network Load Balancers, CloudWatch metrics",
  },
  {
    namespace: "AWS/NATGateway",
    found: { by: "tags" },
    metrics: all(
      "Sum",
      "BytesOutToDestination",
      "BytesInFromDestination",
      "ErrorPortAllocation",
      "PacketsDropCount",
    ),
    seriesOfEach: 3,
    why: "what leaves the network for the internet, and what is lost on the way",
    source: "Amazon VPC user guide, NAT gateway metrics and dimensions",
  },
  {
    namespace: "AWS/PrivateLinkEndpoints",
    found: { by: "tags" },
    metrics: all("Sum", "BytesProcessed", "PacketsDropped"),
    // One a zone and one for all of them.
    seriesOfEach: 60,
    why: "calls to AWS's services and to the hub that stay in AWS's network",
    source: "AWS PrivateLink guide, CloudWatch metrics for AWS PrivateLink",
  },
  {
    namespace: "AWS/S3",
    // Replication is measured by pairs of buckets, which carry no tags.
    found: { by: "dimensions", dimensions: ["SourceBucket", "DestinationBucket", "RuleId"] },
    metrics: all("Maximum", "ReplicationLatency", "BytesPendingReplication", "OperationsPendingReplication"),
    seriesOfEach: 12,
    why: "how far the copies in the other region are behind",
    source: "Amazon S3 user guide, Amazon S3 metrics and dimensions",
  },
  {
    namespace: "AWS/SQS",
    found: { by: "tags" },
    metrics: all("Maximum", "ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"),
    seriesOfEach: 8,
    why: "announcements of security records that nobody has read yet",
    source: "Amazon SQS developer guide, Available CloudWatch metrics for Amazon SQS",
  },
  {
    namespace: "AWS/Firehose",
    found: { by: "tags" },
    metrics: [
      ...all("Maximum", "DeliveryToS3.DataFreshness"),
      ...all("Average", "DeliveryToS3.Success"),
      ...all("Sum", "IncomingBytes", "ThrottledRecords"),
    ],
    seriesOfEach: 1,
    why: "the cluster's audit log on its way to its bucket",
    source: "Amazon Data Firehose developer guide, Monitor with CloudWatch metrics",
  },
  {
    namespace: "AWS/Usage",
    found: {
      by: "name",
      dimensions: {
        Service: "KMS",
        Type: "API",
        Resource: "CryptographicOperationsSymmetric",
        Class: "None",
      },
    },
    metrics: all("Sum", "CallCount"),
    seriesOfEach: 1,
    why: "calls of keys: over the account's quota everything that is encrypted slows down",
    source: "CloudWatch user guide, AWS usage metrics",
  },
];

/** The name under which the exporter hands on a metric: words of a name in small letters, joined by underscores. */
export function seriesName(namespace: string, { name, statistic }: ExportedCloudWatchMetric): string {
  const service = namespace.replace(/\W/g, "_").toLowerCase();
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/\W/g, "_");
  return `${service}_${words.toLowerCase()}_${statistic.toLowerCase()}`;
}

/** Every name that the exporter hands on. */
export function cloudWatchSeries(): string[] {
  return cloudWatchServices.flatMap(({ namespace, metrics }) =>
    metrics.map((metric) => seriesName(namespace, metric)),
  );
}
