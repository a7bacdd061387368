/**
 * What AWS tells CloudWatch by itself, as far as the alarms read it: a name that is not here does not compile. Looked up in the user guide
 * of each service, and in the list of namespaces that Grafana's CloudWatch data source carries (grafana/grafana-aws-sdk).
 */
const namespaces = {
  /** EKS user guide, "Monitor cluster data with Amazon CloudWatch": vended without an agent, once a minute. */
  "AWS/EKS": [
    "apiserver_request_total",
    "apiserver_request_total_5XX",
    "apiserver_request_total_429",
    "apiserver_storage_size_bytes",
    "scheduler_pending_pods_UNSCHEDULABLE",
  ],
  /** VPC user guide, "NAT gateway metrics and dimensions". */
  "AWS/NATGateway": [
    "BytesOutToDestination",
    "ErrorPortAllocation",
    "PacketsDropCount",
    "PacketsInFromDestination",
    "PacketsInFromSource",
  ],
  /** User guide for Network Load Balancers, "CloudWatch metrics". */
  "AWS/NetworkELB": [
    "ActiveFlowCount",
    "HealthyHostCount",
    "SecurityGroupBlockedFlowCount_Inbound_TCP",
    "TCP_ELB_Reset_Count",
    "TCP_Target_Reset_Count",
    "UnHealthyHostCount",
  ],
  /** AWS PrivateLink guide, "CloudWatch metrics for AWS PrivateLink". */
  "AWS/PrivateLinkEndpoints": ["ActiveConnections", "PacketsDropped"],
  /** S3 user guide, "Amazon S3 metrics and dimensions": request metrics where a bucket asks for them, replication metrics with every rule. */
  "AWS/S3": [
    "5xxErrors",
    "AllRequests",
    "BytesDownloaded",
    "OperationsFailedReplication",
    "OperationsPendingReplication",
    "ReplicationLatency",
  ],
  /** Aurora user guide, "Amazon CloudWatch metrics for Amazon Aurora"; DBLoad comes with Performance Insights. */
  "AWS/RDS": [
    "ACUUtilization",
    "AuroraReplicaLagMaximum",
    "DBLoad",
    "DatabaseConnections",
    "FreeLocalStorage",
    "VolumeBytesUsed",
  ],
  /** Amazon Managed Service for Prometheus user guide, "Use CloudWatch metrics to monitor resources". */
  "AWS/Prometheus": [
    "AlertManagerNotificationsFailed",
    "AlertManagerNotificationsThrottled",
    "DiscardedSamples",
    "RuleEvaluationFailures",
    "RuleGroupIterationsMissed",
  ],
  /** AWS Backup developer guide, "AWS Backup metrics with CloudWatch". */
  "AWS/Backup": [
    "NumberOfBackupJobsCompleted",
    "NumberOfBackupJobsExpired",
    "NumberOfBackupJobsFailed",
    "NumberOfCopyJobsFailed",
  ],
  /** SNS developer guide, "Monitoring Amazon SNS topics using CloudWatch". */
  "AWS/SNS": ["NumberOfMessagesPublished", "NumberOfNotificationsFailed"],
  /** SQS developer guide, "Available CloudWatch metrics for Amazon SQS". */
  "AWS/SQS": ["ApproximateNumberOfMessagesVisible"],
  /** CloudWatch user guide, "AWS usage metrics": joined with Service Quotas by the function SERVICE_QUOTA. */
  "AWS/Usage": ["CallCount", "ResourceCount"],
} as const satisfies Record<string, readonly string[]>;

/** A namespace that the alarms read. */
export type MetricNamespace = keyof typeof namespaces;

/** A metric by namespace and name, such as `AWS/SQS ApproximateNumberOfMessagesVisible`. */
export type MetricName = {
  [Namespace in MetricNamespace]: `${Namespace} ${(typeof namespaces)[Namespace][number]}`;
}[MetricNamespace];

/** All metrics of the table, in its order. */
export const metricNames = Object.entries(namespaces).flatMap(([namespace, names]) =>
  names.map((name) => `${namespace} ${name}`),
) as MetricName[];

/** Namespace and name, as CloudWatch takes them. */
export function splitMetric(metric: MetricName): { readonly namespace: string; readonly name: string } {
  const [namespace = "", name = ""] = metric.split(" ");
  return { namespace, name };
}
