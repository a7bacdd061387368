import { type Alarm, type Condition, type Series, type Subject } from "./alarm";
import { splitMetric } from "./metrics";

/** One query of an alarm, as CloudWatch takes it. */
export interface MetricQuery<Value> {
  readonly id: string;
  readonly returnData: boolean;
  readonly label?: string;
  readonly expression?: string;
  readonly metric?: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, Value | string>>;
    readonly period: number;
    readonly stat: Series["statistic"];
  };
}

/** An alarm on one subject, in CloudWatch's words. */
export interface RenderedAlarm<Value> {
  readonly comparisonOperator: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "breaching" | "missing" | "notBreaching";
  readonly metricQueries: readonly MetricQuery<Value>[];
  /** Absent for a band. */
  readonly threshold?: number;
  /** The band's query; absent for a threshold. */
  readonly thresholdMetricId?: string;
}

/** The id of what is compared, and of a band. */
const RESULT = "result";
const BAND = "band";

const operators: Readonly<Record<Condition["is"], string>> = {
  above: "GreaterThanThreshold",
  "at-least": "GreaterThanOrEqualToThreshold",
  below: "LessThanThreshold",
  "above-band": "GreaterThanUpperThreshold",
  "outside-band": "LessThanLowerOrGreaterThanUpperThreshold",
};
const missingData = { bad: "breaching", good: "notBreaching", unknown: "missing" } as const;

/**
 * An alarm of the table on one subject.
 * @throws Error if the alarm asks for a limit that the subject does not say
 */
export function renderAlarm<Value>(alarm: Alarm, subject: Subject<Value>): RenderedAlarm<Value> {
  const { condition, periods, badPeriods = periods } = alarm;
  return {
    comparisonOperator: operators[condition.is],
    evaluationPeriods: periods,
    datapointsToAlarm: badPeriods,
    treatMissingData: missingData[alarm.missing.means],
    metricQueries: queriesOf(alarm, subject),
    ...("deviations" in condition
      ? { thresholdMetricId: BAND }
      : { threshold: thresholdOf(alarm, condition.threshold, subject) }),
  };
}

/** The series of an alarm, and what is computed of them. One query returns data; beside it a band, where there is one. */
export function queriesOf<Value>(alarm: Alarm, subject: Subject<Value>): MetricQuery<Value>[] {
  const { series, expression, condition, summary } = alarm;
  const single = expression === undefined;
  const queries = Object.entries(series).map(([id, one]): MetricQuery<Value> => ({
    id,
    returnData: single,
    metric: metricOf(alarm, one, subject),
  }));
  if (expression !== undefined) queries.push({ id: RESULT, returnData: true, label: summary, expression });
  if ("deviations" in condition) {
    const of = single ? Object.keys(series).join() : RESULT;
    const band = `ANOMALY_DETECTION_BAND(${of}, ${condition.deviations})`;
    queries.push({ id: BAND, returnData: true, label: "usual", expression: band });
  }
  return queries;
}

function metricOf<Value>(
  { period }: Alarm,
  { metric, statistic, dimensions }: Series,
  subject: Subject<Value>,
): MetricQuery<Value>["metric"] {
  const { namespace, name } = splitMetric(metric);
  return {
    namespace,
    metricName: name,
    dimensions: { ...subject.dimensions, ...dimensions },
    period,
    stat: statistic,
  };
}

function thresholdOf<Value>(
  { name }: Alarm,
  threshold: Exclude<Condition, { deviations: number }>["threshold"],
  { label, limits }: Subject<Value>,
): number {
  if (typeof threshold === "number") return threshold;
  const limit = limits?.[threshold.of];
  if (limit === undefined)
    throw new Error(
      `'limits' of ${label} should say how many ${threshold.of} it has: alarm ${name} needs it`,
    );
  return Math.floor((limit * threshold.percent) / 100);
}
