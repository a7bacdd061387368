import type { AlertTest } from "../alerts/rule";
import type { Application, Indicator, Matchers, Objective } from "./application";

/**
 * Cases for promtool of an objective: both alerts where all events are bad, a minute before their time, where the trouble is over though the
 * long windows still remember it, where as much is bad as may be, and where nothing happens at all.
 */
export function burnRateTests(
  application: Application,
  objective: Objective,
  { fast, slow }: { readonly fast: string; readonly slow: string },
): AlertTest[] {
  const fires = [{ application: application.name, objective: objective.name }];
  const events = (good: string, bad: string): Record<string, string> =>
    series(application, objective.indicator, good, bad);
  const allBad = events(counting(0, 30), counting(60, 30));
  // Everything fails for half an hour; then, for seven hours, nothing does.
  const over = events(`0x30 ${counting(600, 420, 600)}`, `${counting(600, 30)} 18000x420`);
  // Half of what the objective allows.
  const allowed = Math.max(1, Math.floor(((1 - objective.share) / 2) * MANY));
  const within = events(counting(MANY - allowed, 30), counting(allowed, 30));
  return [
    { alert: fast, when: "every event is bad", series: allBad, at: "3m", fires },
    { alert: fast, when: "its time has not passed", series: allBad, at: "2m", fires: [] },
    { alert: fast, when: "the trouble was over an hour ago", series: over, at: "90m", fires: [] },
    { alert: fast, when: "as much is bad as may be", series: within, at: "30m", fires: [] },
    { alert: fast, when: "nothing is counted", series: {}, at: "30m", fires: [] },
    { alert: slow, when: "every event is bad", series: allBad, at: "16m", fires },
    { alert: slow, when: "its time has not passed", series: allBad, at: "15m", fires: [] },
    { alert: slow, when: "the trouble was over six hours ago", series: over, at: "7h", fires: [] },
    { alert: slow, when: "as much is bad as may be", series: within, at: "30m", fires: [] },
  ];
}

/** Events a minute where the share of bad ones is small. */
const MANY = 1_000_000;

/** A counter that rises by `step` a minute. */
function counting(step: number, minutes: number, start = 0): string {
  return step === 0 ? `${start}x${minutes}` : `${start}+${step}x${minutes}`;
}

/** The series of an indicator: good events and bad ones, as counters. */
function series(
  application: Application,
  indicator: Indicator,
  good: string,
  bad: string,
): Record<string, string> {
  const labels = { application: application.name, ...fitting(indicator.counted ?? {}) };
  if (indicator.kind === "events") {
    const metric = indicator.metric.endsWith("_total") ? indicator.metric : `${indicator.metric}_count`;
    return {
      [`${metric}${braces({ ...labels, ...unfitting(indicator.bad) })}`]: good,
      [`${metric}${braces({ ...labels, ...fitting(indicator.bad) })}`]: bad,
    };
  }
  // Two instances, of which one is always in time and the other never is.
  const of = (instance: string, suffix: string, more: Record<string, string> = {}): string =>
    `${indicator.metric}_${suffix}${braces({ ...labels, instance, ...more })}`;
  const le = Number.isInteger(indicator.within) ? `${indicator.within}.0` : String(indicator.within);
  return {
    [of("good", "count")]: good,
    [of("good", "bucket", { le })]: good,
    [of("bad", "count")]: bad,
    [of("bad", "bucket", { le })]: "0x700",
  };
}

/** A value for each matcher that it matches: the value of `=`, or the first of an expression with dots as noughts. */
function fitting(matchers: Matchers): Record<string, string> {
  return Object.fromEntries(Object.entries(matchers).map(([label, match]) => [label, firstOf(match)]));
}

function unfitting(matchers: Matchers): Record<string, string> {
  return Object.fromEntries(Object.keys(matchers).map((label) => [label, "other"]));
}

function firstOf(match: string): string {
  const [first = ""] = match.replace(/^=~?"|"$/g, "").split("|");
  return first.replaceAll(".", "0");
}

function braces(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(", ")}}`;
}
