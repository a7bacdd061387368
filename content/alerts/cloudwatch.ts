import { METRICS_PER_SECOND_DEAR } from "../cloudwatch/cost";
import { cloudWatchExporterName } from "../cloudwatch/names";
import { infrastructurePanel } from "../dashboards/panels";
import { monitoringNamespace } from "../versions";
import { cloudWatchTests } from "./cloudwatch-tests";
import type { AlertGroup, AlertRule } from "./rule";

const job = `job="${cloudWatchExporterName}"`;
const deployment = `namespace="${monitoringNamespace}", deployment="${cloudWatchExporterName}"`;

/** Exporters that are there; on a cluster that is not in AWS there is no such series. */
export const exportersThere = `min by (region) (kube_deployment_status_replicas_available{${deployment}})`;
/** Calls a second that AWS refuses or does not answer. */
export const failedCalls = `sum by (region, api_name) (rate(yace_cloudwatch_request_errors{${job}}[15m]))`;
/** Metrics a second in answers: what is paid for. */
export const paidMetrics = `sum by (region) (rate(yace_cloudwatch_getmetricdata_metrics_requested_total{${job}}[1h]))`;

const rules: readonly AlertRule[] = [
  {
    alert: "CloudWatchExporterMissing",
    expr: `${exportersThere} < 1`,
    for: "15m",
    severity: "P3",
    team: "platform",
    summary: "Metrics of AWS's services do not come",
    description:
      "The exporter is away. Graphs of databases, load balancers and queues end; CloudWatch's own alarms on them go on.",
    runbook: {
      cause: ["Its pod does not start, finds no node, or cannot have its role."],
      check: [
        "`kubectl -n monitoring describe pod -l app.kubernetes.io/name=prometheus-yet-another-cloudwatch-exporter`",
      ],
      act: ["Mend what the events say. Nothing is lost for alarms; what was not read cannot be read later."],
    },
    panel: infrastructurePanel("exporter"),
  },
  {
    alert: "CloudWatchCallsFailing",
    expr: `${failedCalls} > 0`,
    for: "30m",
    severity: "P3",
    team: "platform",
    summary: "AWS does not answer {{ $labels.api_name }}",
    description: "Metrics of AWS's services are missing or stand still.",
    runbook: {
      cause: [
        "The role lacks a permission, or an organisation's policy forbids the call.",
        "The account's calls are throttled: others ask CloudWatch, too.",
        "The endpoint of CloudWatch, or the way to the Tagging API, is broken.",
      ],
      check: [
        "The pod's log: AccessDenied, ThrottlingException, or a timeout.",
        "In CloudTrail, calls of the role whose name ends with `yace`.",
      ],
      act: [
        "AccessDenied: compare the role with `docs/permissions.md`.",
        "Throttled: find who asks most, or have the quota raised.",
        "Timeout: see whether other pods reach AWS's services.",
      ],
    },
    panel: infrastructurePanel("calls"),
  },
  {
    alert: "CloudWatchDear",
    expr: `${paidMetrics} > ${METRICS_PER_SECOND_DEAR}`,
    for: "6h",
    severity: "P3",
    team: "platform",
    summary: "Reading CloudWatch costs more than twice of what is planned",
    description:
      "Every metric in an answer is paid for. There are far more resources than `content/cloudwatch` counts on.",
    runbook: {
      cause: [
        "Resources with the stack's tag have become many: endpoints, queues, database instances.",
        "Another team's pairs of replicated buckets lie in the same account and region.",
      ],
      check: ['In Prometheus, `count by (__name__) ({job="prometheus-yet-another-cloudwatch-exporter"})`.'],
      act: [
        "Take metrics that nobody looks at from `content/cloudwatch/metrics.ts`, or correct its numbers.",
      ],
    },
    panel: infrastructurePanel("paid"),
  },
];

/** Whether metrics of AWS's services come, and what they cost. */
export const cloudWatch: AlertGroup = { name: "cloudwatch", rules, tests: cloudWatchTests };
