import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { flagOf } from "../../evaluation/stated";
import { readPattern, type Pattern } from "./filter-pattern";
import { watches, type Watch } from "./watches";

const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Fields that only events of CloudTrail have: a filter that reads one of them is a filter for audits. */
const TRAIL_FIELDS =
  /\$\.(event(Name|Source|Type)|errorCode|errorMessage|userIdentity|additionalEventData)\b/;

/**
 * Said once a stack, at its first filter: which watch is missing. A stack without a filter over CloudTrail's events watches nothing, and
 * is another stack's business.
 */
export const attacksRaiseAlarms: StackRule = {
  id: "LOG-ALM-01",
  slug: "attacks-raise-alarms",
  title: "CIS metric filters and alarms exist (root, IAM, SG, NACL, CloudTrail, KMS, console failures)",
  severity: "medium",
  types: ["aws:cloudwatch/logMetricFilter:LogMetricFilter", "aws:cloudwatch/metricAlarm:MetricAlarm"],
  controls: {
    soc2: ["CC7.2", "CC7.3"],
    pci: ["10.4.1.1", "10.7.2"],
    gdpr: ["33", "32(1)(d)"],
    iso27001: ["A.8.16", "A.5.25"],
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
    const readers = filters.map((filter) => readerOf(filter, stack));
    return allOf(watches.map((watch) => judgeWatch(watch, readers)));
  },
};

/** A pattern that is not known may be any. */
function readsTrail({ inputs }: Resource): boolean {
  const pattern = inputs.at("pattern").text();
  return pattern.state === "unknown" || (pattern.state === "value" && TRAIL_FIELDS.test(pattern.value));
}

/** A filter, read once for all watches. */
interface FilterReader {
  /** What it counts; undefined where it counts nothing that is known here. */
  readonly pattern: Pattern | undefined;
  /** Why that cannot be told. */
  readonly unknown: Unknown | undefined;
  /** Whether an alarm that tells somebody reads its metric. */
  readonly alarmed: boolean | Unknown;
}

function readerOf(filter: Resource, stack: Stack): FilterReader {
  const text = filter.inputs.at("pattern").filledText();
  return {
    pattern: text.state === "value" ? readPattern(text.value) : undefined,
    unknown: text.state === "unknown" ? text : undefined,
    alarmed: alarmOf(filter, stack),
  };
}

function judgeWatch(watch: Watch, filters: readonly FilterReader[]): Outcome {
  const counting = filters.filter(
    ({ pattern }) => pattern !== undefined && watch.counts.every(pattern) && !watch.ignores.some(pattern),
  );
  if (counting.some(({ alarmed }) => alarmed === true)) return pass;
  const unknown = [
    ...counting.flatMap(({ alarmed }) => (typeof alarmed === "boolean" ? [] : [alarmed])),
    ...filters.flatMap((filter) => filter.unknown ?? []),
  ];
  if (unknown[0] !== undefined) return undetermined(unknown[0]);
  const silent = counting.length > 0;
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

/** Whether an alarm that tells somebody reads the metric of a filter. */
function alarmOf(filter: Resource, stack: Stack): boolean | Unknown {
  let open: Unknown | undefined;
  for (const alarm of stack.ofType(ALARM)) {
    const reads = readsMetric(alarm, filter, stack);
    const tells = tellsSomebody(alarm);
    if (reads === true && tells === true) return true;
    if (reads === false || tells === false) continue;
    open ??= [reads, tells].find((answer) => typeof answer !== "boolean");
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

function tellsSomebody(alarm: Resource): boolean | Unknown {
  const enabled = flagOf(alarm, "actionsEnabled");
  const actions = orDefault(alarm.inputs.at("alarmActions").list(), []);
  if (enabled.state === "value" && !enabled.value) return false;
  if (actions.state === "value" && actions.value.length === 0) return false;
  for (const read of [enabled, actions]) if (read.state === "unknown") return read;
  return true;
}
