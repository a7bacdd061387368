import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read, type Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { readPattern } from "./filter-pattern";
import { watches, type Watch } from "./watches";

const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Fields that only events of CloudTrail have: a filter that reads one of them is a filter for audits. */
const TRAIL_FIELDS = /\$\.(event(Name|Source|Type)|errorCode|errorMessage|userIdentity|additionalEventData)\b/;

/**
 * Said once a stack, at its first filter: which watch is missing. A stack without a filter over CloudTrail's events watches nothing, and
 * is another stack's business.
 */
export const attacksRaiseAlarms: StackRule = {
  id: "LOG-ALM-01",
  slug: "attacks-raise-alarms",
  title: "CIS metric filters and alarms exist (root, IAM, SG, NACL, CloudTrail, KMS, console failures)",
  severity: "medium",
  types: ["aws:cloudwatch/logMetricFilter:LogMetricFilter","aws:cloudwatch/metricAlarm:MetricAlarm"],
  controls: {
    soc2: ["CC7.2","CC7.3"],
    pci: ["10.4.1.1","10.7.2"],
    gdpr: ["33","32(1)(d)"],
    iso27001: ["A.8.16","A.5.25"],
  },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
  remediation:
    "Add a LogMetricFilter on the trail's log group for every watch of the CIS benchmark, and a MetricAlarm with an action on each one's metric.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type !== FILTER) return [];
    const filters = stack.ofType(FILTER).filter(readsTrail);
    if (filters[0]?.urn !== resource.urn) return [];
    return allOf(watches.map((watch) => judgeWatch(watch, filters, stack)));
  },
};

/** A pattern that is not known may be any. */
function readsTrail({ inputs }: Resource): boolean {
  const pattern = inputs.at("pattern").text();
  return pattern.state === "unknown" || (pattern.state === "value" && TRAIL_FIELDS.test(pattern.value));
}

function judgeWatch(watch: Watch, filters: readonly Resource[], stack: Stack): Outcome {
  const answers = filters.map((filter) => watchesFor(filter, watch, stack));
  if (answers.some((answer) => answer.state === "value" && answer.value === "watched")) return pass;
  const unknown = answers.find((answer) => answer.state === "unknown");
  if (unknown?.state === "unknown") return undetermined(unknown);
  const silent = answers.some((answer) => answer.state === "value" && answer.value === "counted");
  return violation(watch.reason, {
    message: silent
      ? `${watch.what} are counted, but no alarm with an action reads the metric`
      : `no metric filter counts ${watch.what}, all of them and nothing else`,
    fix: silent
      ? "add a MetricAlarm with the filter's metric and namespace, and an SNS topic in alarmActions"
      : `add a LogMetricFilter and a MetricAlarm for ${watch.what}, as the CIS AWS Foundations Benchmark has them`,
    property: "pattern",
  });
}

type Watching = "watched" | "counted" | "not counted";

/** What a filter does for a watch. */
function watchesFor(filter: Resource, watch: Watch, stack: Stack): Read<Watching> {
  const text = filter.inputs.at("pattern").filledText();
  if (text.state === "unknown") return text;
  const pattern = text.state === "value" ? readPattern(text.value) : undefined;
  const counts =
    pattern !== undefined && watch.counts.every(pattern) && !watch.ignores.some(pattern);
  if (!counts) return { state: "value", value: "not counted" };
  const alarm = alarmOf(filter, stack);
  return typeof alarm === "boolean" ? { state: "value", value: alarm ? "watched" : "counted" } : alarm;
}

/** Whether an alarm that tells somebody reads the metric of a filter. */
function alarmOf(filter: Resource, stack: Stack): boolean | Unknown {
  let open: Unknown | undefined;
  for (const alarm of stack.ofType(ALARM)) {
    const reads = readsMetric(alarm, filter, stack);
    const tells = tellsSomebody(alarm);
    if (reads === true && tells === true) return true;
    for (const answer of [reads, tells]) {
      if (typeof answer !== "boolean" && reads !== false && tells !== false) open ??= answer;
    }
  }
  return open ?? false;
}

function readsMetric(alarm: Resource, filter: Resource, stack: Stack): boolean | Unknown {
  if (stack.sources(alarm, "metricName", [FILTER]).length > 0) {
    return stack.sources(alarm, "metricName", [FILTER]).includes(filter.urn);
  }
  const metric = alarm.inputs.at("metricName").filledText();
  const own = filter.inputs.at("metricTransformation", "name").filledText();
  for (const read of [metric, own]) if (read.state === "unknown") return read;
  return metric.state === "value" && own.state === "value" && metric.value === own.value;
}

function tellsSomebody({ inputs }: Resource): boolean | Unknown {
  const enabled = orDefault(inputs.at("actionsEnabled").flag(), true);
  const actions = orDefault(inputs.at("alarmActions").list(), []);
  if (enabled.state === "value" && !enabled.value) return false;
  if (actions.state === "value" && actions.value.length === 0) return false;
  for (const read of [enabled, actions]) if (read.state === "unknown") return read;
  return true;
}
