import { globalAlerts } from "../alerts/global";
import { GLOBAL_RULES } from "../managed-prometheus/names";
import type { Alarm } from "./alarm";

/** Why a workspace refuses samples that should have been taken: each reason is a series of its own. */
const discarded = (reason: string) => ({
  metric: "AWS/Prometheus DiscardedSamples" as const,
  statistic: "Sum" as const,
  dimensions: { Reason: reason },
});

/** The rules over all regions, as CloudWatch names their group: namespace and group. */
const ofGlobalRules = { RuleGroup: `${GLOBAL_RULES};${globalAlerts.name}` };

/** Amazon Managed Service for Prometheus, where it keeps the metrics: what it does not take, does not judge, and does not tell. */
export const workspaces: readonly Alarm[] = [
  {
    name: "WorkspaceRefusesSamples",
    watches: "workspace",
    severity: "P2",
    summary: "The workspace of metrics refuses samples: history has a hole",
    series: {
      late: discarded("greater_than_max_sample_age"),
      old: discarded("sample-too-old"),
      limited: discarded("rate_limited"),
      region: discarded("per_labelset_series_limit"),
      all: discarded("per_user_series_limit"),
    },
    expression: "FILL(late, 0) + FILL(old, 0) + FILL(limited, 0) + FILL(region, 0) + FILL(all, 0)",
    condition: {
      is: "above",
      threshold: 0,
      unit: "samples in five minutes",
      because:
        "each is missing there for good; the region's own Prometheus has it for as long as it keeps anything",
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "CloudWatch reports only what was refused" },
    runbook: {
      cause: [
        "A region was cut off for more than an hour: what it sends now is too old (`greater_than_max_sample_age`).",
        "A region has more series than it is sized for (`per_labelset_series_limit`), or all of them together more than the quota (`per_user_series_limit`, `rate_limited`).",
      ],
      check: [
        "The metric's dimension `Reason`.",
        "`ActiveSeriesPerLabelSet` of the workspace: which region grew.",
        "On the region's own Grafana: the lag of the queue, and the series that grew.",
      ],
      act: [
        "Too old: nothing can be sent again; questions about that time go to the region's own Prometheus.",
        "Series: stop what makes them, or raise `metrics.activeSeries`.",
        "The quota: ask AWS for more.",
      ],
    },
  },
  {
    name: "WorkspaceRulesFail",
    watches: "workspaceRules",
    severity: "P1",
    summary: "The rules over all regions are not evaluated",
    series: {
      failed: {
        metric: "AWS/Prometheus RuleEvaluationFailures",
        statistic: "Sum",
        dimensions: ofGlobalRules,
      },
      missed: {
        metric: "AWS/Prometheus RuleGroupIterationsMissed",
        statistic: "Sum",
        dimensions: ofGlobalRules,
      },
    },
    expression: "FILL(failed, 0) + FILL(missed, 0)",
    condition: {
      is: "above",
      threshold: 0,
      unit: "evaluations",
      because: "a region that falls silent is noticed by these rules alone",
    },
    period: 300,
    periods: 2,
    missing: { means: "good", because: "CloudWatch reports only what failed" },
    runbook: {
      cause: ["A rule reads more than a query may, or the service is impaired."],
      check: [
        "The log group `/aws/vendedlogs/prometheus/…` of the workspace: it says which rule failed, and why.",
        "The AWS Health Dashboard.",
      ],
      act: [
        "Until it is mended: look at each region's signs of life, which do not need the workspace.",
        "A rule that reads too much: aggregate in the regions, and let it read that.",
      ],
    },
  },
  {
    name: "WorkspaceCannotNotify",
    watches: "workspaceRules",
    severity: "P1",
    summary: "Alerts over all regions reach nobody",
    series: {
      failed: { metric: "AWS/Prometheus AlertManagerNotificationsFailed", statistic: "Sum" },
      throttled: { metric: "AWS/Prometheus AlertManagerNotificationsThrottled", statistic: "Sum" },
    },
    expression: "FILL(failed, 0) + FILL(throttled, 0)",
    condition: {
      is: "above",
      threshold: 0,
      unit: "notifications",
      because: "the rules over all regions tell of whole regions",
    },
    period: 300,
    periods: 1,
    missing: { means: "good", because: "CloudWatch reports only what failed" },
    runbook: {
      cause: [
        "The topic's policy or its key no longer lets the service publish, or the topic is gone.",
        "More alerts at a time than the service tells of: several regions fall silent at once.",
      ],
      check: [
        "The log group of the workspace: it says what SNS answered.",
        "`pulumi preview` of the hub: whether the topics' policies are as they should be.",
      ],
      act: [
        "Look at the alerts themselves: `awscurl` on the workspace's `/alertmanager/api/v2/alerts`, or the regions' own Grafana.",
        "`pulumi up` of the hub brings policies back.",
      ],
    },
  },
];
