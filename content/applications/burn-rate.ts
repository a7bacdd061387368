import type { AlertGroup, AlertRule, PromDuration, RecordingRule } from "../alerts/rule";
import type { Severity } from "../severity";
import type { Application, Indicator, Matchers, Objective } from "./application";
import { burnRateTests } from "./burn-rate-tests";
import { objectivePanel } from "./panels";

/**
 * Alerts on how fast an error budget burns: several windows and rates, as Google's "The Site Reliability Workbook" gives them in chapter 5,
 * "Alerting on SLOs", for a budget of 30 days. At rate 1 the budget is used up exactly when its 30 days are over.
 */

/** One pair of windows: both have to burn at the rate, the long one so that it matters, the short one so that it still does. */
interface Burn {
  readonly long: PromDuration;
  readonly short: PromDuration;
  readonly factor: number;
}

/** 2 % of the budget in an hour, or 5 % in six: somebody has to look now. */
const FAST: readonly [Burn, Burn] = [
  { long: "1h", short: "5m", factor: 14.4 },
  { long: "6h", short: "30m", factor: 6 },
];
/** 10 % of the budget in a day, or in three: somebody has to look in the next days. */
const SLOW: readonly [Burn, Burn] = [
  { long: "1d", short: "2h", factor: 3 },
  { long: "3d", short: "6h", factor: 1 },
];

/** The highest rate at which there is an alert. */
export const fastFactor = FAST[0].factor;

/** How long fast burning must hold. The windows smooth already; this is for a Prometheus that has just begun. */
const FAST_FOR: PromDuration = "2m";
/** The same for slow burning: a quarter of an hour more does not matter in days. */
const SLOW_FOR: PromDuration = "15m";

/** Names of what is recorded; labels `application` and `objective` say of what. */
const BAD = "application:objective_bad:rate5m";
const TOTAL = "application:objective_events:rate5m";
const errorRatio = (window: string): string => `application:objective_error:ratio_rate${window}`;

/** Windows of the recorded shares of bad events, shortest first. */
const WINDOWS = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"] as const;

/** Severities of both rates, defaults filled in. */
export function severitiesOf({ fast = "P1", slow = "P2" }: Objective): { fast: Severity; slow: Severity } {
  return { fast, slow };
}

/**
 * Recording rules and alerts of an application's objectives. Raw series are read over five minutes and once an evaluation; every longer window
 * is made from the two series that come of it, weighted by events, so that three days cost no more than an hour.
 */
export function objectiveAlerts(application: Application): AlertGroup {
  const { name, objectives } = application;
  return {
    name: `objectives-${name}`,
    recordings: objectives.flatMap((objective) => recordingsOf(application, objective)),
    rules: objectives.flatMap((objective) => alertsOf(application, objective)),
    tests: objectives.flatMap((objective) =>
      burnRateTests(application, objective, alertNames(application, objective)),
    ),
  };
}

/** Share of the error budget that is left, over the time that a dashboard shows. */
export function budgetLeft(application: Application, objective: Objective): string {
  const which = selector(application, objective);
  return `1 - sum_over_time(${BAD}${which}[$__range]) / sum_over_time(${TOTAL}${which}[$__range]) / ${budgetOf(objective)}`;
}

/** Share of bad events over a window. */
export function badShare(
  application: Application,
  objective: Objective,
  window: (typeof WINDOWS)[number],
): string {
  return `${errorRatio(window)}${selector(application, objective)}`;
}

/** Share of bad events that an objective allows. Rounded, so that 1 - 0.999 is 0.001 in every rule and text. */
export function budgetOf({ share }: Objective): number {
  return Number((1 - share).toFixed(6));
}

/** Names of the two alerts of an objective: `PaymentsAvailabilityBurnsFast`. */
export function alertNames(application: Application, { name }: Objective): { fast: string; slow: string } {
  const start = [...application.name.split("-"), ...name.split("-")]
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join("");
  return { fast: `${start}BurnsFast`, slow: `${start}BurnsSlowly` };
}

function recordingsOf(application: Application, objective: Objective): RecordingRule[] {
  const labels = { application: application.name, objective: objective.name, team: application.team };
  const { bad, total } = eventsOf(application, objective.indicator);
  const which = selector(application, objective);
  return [
    { record: TOTAL, expr: total, labels },
    // No bad event may ever have been counted; then there were none, as long as there are any at all.
    { record: BAD, expr: `${bad} or 0 * ${total}`, labels },
    ...WINDOWS.map((window) => ({
      record: errorRatio(window),
      expr:
        window === "5m"
          ? `${BAD}${which} / ${TOTAL}${which}`
          : `sum_over_time(${BAD}${which}[${window}]) / sum_over_time(${TOTAL}${which}[${window}])`,
      labels,
    })),
  ];
}

/** Bad events and all events a second, over five minutes. */
function eventsOf(application: Application, indicator: Indicator): { bad: string; total: string } {
  const counted = { application: `="${application.name}"`, ...indicator.counted };
  const rate = (metric: string, matchers: Matchers): string => `sum(rate(${metric}${braces(matchers)}[5m]))`;
  if (indicator.kind === "latency") {
    const total = rate(`${indicator.metric}_count`, counted);
    const good = rate(`${indicator.metric}_bucket`, { ...counted, le: bound(indicator.within) });
    return { bad: `${total} - ${good}`, total };
  }
  const metric = indicator.metric.endsWith("_total") ? indicator.metric : `${indicator.metric}_count`;
  return { bad: rate(metric, { ...counted, ...indicator.bad }), total: rate(metric, counted) };
}

/** Libraries write a bound of one as `1` or as `1.0`: Prometheus makes the second of both since its version 3, and older blocks have the first. */
function bound(seconds: number): string {
  return Number.isInteger(seconds) ? `=~"${seconds}(\\\\.0)?"` : `="${seconds}"`;
}

function braces(matchers: Matchers): string {
  return `{${Object.entries(matchers)
    .map(([label, match]) => `${label}${match}`)
    .join(", ")}}`;
}

function selector(application: Application, objective: Objective): string {
  return `{application="${application.name}", objective="${objective.name}"}`;
}

function alertsOf(application: Application, objective: Objective): AlertRule[] {
  const names = alertNames(application, objective);
  const severities = severitiesOf(objective);
  const { team, title, name } = application;
  const { promise, runbook, panel } = objective;
  const common = { team, runbook, panel: objectivePanel(name, panel) } as const;
  return [
    {
      ...common,
      alert: names.fast,
      expr: burns(application, objective, FAST),
      for: FAST_FOR,
      keepFiringFor: "5m",
      severity: severities.fast,
      summary: `${title}: the error budget of "${objective.name}" is used up in days`,
      description: `Promised is that ${promise}. Of a month's budget, 2 % went within the hour, or 5 % within six, and it goes on.`,
    },
    {
      ...common,
      alert: names.slow,
      expr: burns(application, objective, SLOW),
      for: SLOW_FOR,
      severity: severities.slow,
      summary: `${title}: the error budget of "${objective.name}" will not last its month`,
      description: `Promised is that ${promise}. Of a month's budget, a tenth went within a day, or within three, and it goes on.`,
    },
  ];
}

/** `and` binds more tightly than `or`: each pair for itself. */
function burns(application: Application, objective: Objective, pairs: readonly Burn[]): string {
  return pairs
    .map(({ long, short, factor }) => {
      const limit = Number((factor * budgetOf(objective)).toFixed(8));
      const over = (window: string): string =>
        `${errorRatio(window)}${selector(application, objective)} > ${limit}`;
      return `${over(long)} and ${over(short)}`;
    })
    .join(" or ");
}
