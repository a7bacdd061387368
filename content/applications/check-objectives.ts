import { isMoreUrgent } from "../severity";
import type { DeclaredMetric, Objective, Service } from "./application";
import { fastFactor, severitiesOf } from "./burn-rate";

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Nobody measures better than that: a month has 26 seconds of it. */
const HIGHEST_SHARE = 0.99999;

/** The numbers of objectives' panels. */
const FIRST_PANEL = 10;
const LAST_PANEL = 99;

/** Faults of the objectives of an application. */
export function objectiveFaults(
  application: string,
  objectives: readonly Objective[],
  services: readonly Service[],
): string[] {
  const declared = services.flatMap(({ metrics }) => metrics);
  return [
    ...twice(objectives.map(({ name }) => name)).map(
      (name) => `${application} has the objective '${name}' twice: each needs a name of its own`,
    ),
    ...twice(objectives.map(({ panel }) => String(panel))).map(
      (panel) => `${application} gives the panel ${panel} to two objectives: each needs one of its own`,
    ),
    ...objectives.flatMap((objective) => [
      ...ownFaults(`the objective '${objective.name}' of ${application}`, objective),
      ...indicatorFaults(`the objective '${objective.name}' of ${application}`, objective, declared),
    ]),
  ];
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function ownFaults(which: string, objective: Objective): string[] {
  const { name, panel, share, runbook } = objective;
  const lowest = 1 - 1 / fastFactor;
  const { fast, slow } = severitiesOf(objective);
  return [
    ...(NAME.test(name)
      ? []
      : [`${which} cannot have this name: lower case words joined by hyphens are allowed`]),
    ...(Number.isInteger(panel) && panel >= FIRST_PANEL && panel <= LAST_PANEL
      ? []
      : [`${which} has the panel ${panel}; ${FIRST_PANEL} to ${LAST_PANEL} is allowed`]),
    // Where everything fails, the budget burns at most 1 / (1 - share) times as fast as it may.
    ...(share > lowest && share <= HIGHEST_SHARE
      ? []
      : [
          `${which} promises a share of ${share}; more than ${lowest.toFixed(4)}, below which fast burning cannot be told, up to ${HIGHEST_SHARE} is allowed`,
        ]),
    ...(isMoreUrgent(slow, fast)
      ? [`${which} is ${slow} when it burns slowly and ${fast} when it burns fast: exchange them`]
      : []),
    ...(["cause", "check", "act"] as const)
      .filter((part) => runbook[part].length === 0)
      .map((part) => `${which} has a runbook without '${part}': whoever is paged reads it first`),
  ];
}

function indicatorFaults(
  which: string,
  { indicator }: Objective,
  declared: readonly DeclaredMetric[],
): string[] {
  const metric = declared.find(({ name }) => name === indicator.metric);
  if (metric === undefined) {
    return [
      `${which} reads ${indicator.metric}, which no service of the application declares: declare it, or read another`,
    ];
  }
  const labels = Object.keys(metric.labels ?? {});
  const read = [
    ...Object.keys(indicator.counted ?? {}),
    ...Object.keys(indicator.kind === "events" ? indicator.bad : {}),
  ];
  return [
    ...read
      .filter((label) => !labels.includes(label))
      .map(
        (label) =>
          `${which} asks for the label '${label}' of ${metric.name}, which has ${labels.join(", ") || "none"}`,
      ),
    ...(indicator.kind === "events"
      ? eventFaults(which, metric)
      : latencyFaults(which, metric, indicator.within)),
  ];
}

function eventFaults(which: string, { name, type }: DeclaredMetric): string[] {
  return type === "gauge"
    ? [`${which} counts ${name}, which is a gauge: a counter or a histogram is allowed`]
    : [];
}

function latencyFaults(
  which: string,
  { name, type, buckets = [] }: DeclaredMetric,
  within: number,
): string[] {
  if (type !== "histogram")
    return [`${which} measures times by ${name}, which is a ${type}: a histogram is allowed`];
  if (buckets.includes(within)) return [];
  return [
    `${which} promises ${within} s, which is no bucket of ${name}: one of ${buckets.join(", ")} is allowed, or one more bucket`,
  ];
}
