import { valueAt } from "../images/path";
import { pairsOf, type Difference, type Manifest } from "./difference";

/** An alert or a panel, with the queries by which it reads series. */
export interface SeriesReader {
  /** `alert PrometheusReplicaMissing`, `panel 'Samples' of Metrics pipeline`. */
  readonly name: string;
  readonly queries: readonly string[];
}

/** Names of series that exporters gave before and after, where somebody has looked. */
export interface ExportedSeries {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** Series that are gone, of those that our alerts and panels read: recorded ones, exported ones, and jobs whose Service has another name. */
export function metricChanges(
  before: readonly Manifest[],
  after: readonly Manifest[],
  readers: readonly SeriesReader[],
  exported?: ExportedSeries,
): Difference[] {
  const recorded = gone(recordedBy(before), recordedBy(after));
  const scraped = exported === undefined ? [] : gone(exported.before, exported.after);
  const doubtful = gone(wordsOf(queriesOf(before)), wordsOf(queriesOf(after))).filter(
    (name) => !recorded.includes(name) && !scraped.includes(name) && !exported?.after.has(name),
  );
  const services = pairsOf(before, after).flatMap(({ old, new: young }) =>
    old?.["kind"] === "Service" && young === undefined ? [String(valueAt(old, "metadata > name"))] : [],
  );
  return [
    ...recorded.flatMap((name) => difference(name, "is no longer recorded by a rule of the chart", readers)),
    ...scraped.flatMap((name) => difference(name, "is no longer exported", readers)),
    ...doubtful.flatMap((name) =>
      difference(name, "is no longer read by the chart's own rules, and may have another name now", readers),
    ),
    ...services.flatMap((name) => {
      const own = readers.filter(({ queries }) => queries.some((query) => query.includes(`"${name}"`)));
      return own.length === 0
        ? []
        : [lost(`job "${name}"`, "is the name of a Service that is no longer installed", own)];
    }),
  ];
}

function difference(name: string, what: string, readers: readonly SeriesReader[]): Difference[] {
  const own = readers.filter(({ queries }) => wordsOf(queries).has(name));
  return own.length === 0 ? [] : [lost(name, what, own)];
}

function lost(subject: string, what: string, readers: readonly SeriesReader[]): Difference {
  const names = readers.map(({ name }) => name).sort();
  return {
    class: "metric",
    subject,
    what: `${what}: ${names.join(", ")} would see nothing`,
    needsWork: true,
    before: `let ${names.length === 1 ? "it" : "them"} read the old and the new name ('old or new') before the update, and only the new one afterwards`,
    back: "queries that read both names work with either version",
  };
}

function gone(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...before].filter((name) => !after.has(name)).sort();
}

/** Names of what the chart's own rules record. */
function recordedBy(manifests: readonly Manifest[]): Set<string> {
  return new Set(rulesOf(manifests).flatMap((rule) => textAt(rule, "record")));
}

function queriesOf(manifests: readonly Manifest[]): string[] {
  return rulesOf(manifests).flatMap((rule) => textAt(rule, "expr"));
}

function rulesOf(manifests: readonly Manifest[]): unknown[] {
  return manifests
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap((manifest) => listAt(manifest, "spec > groups"))
    .flatMap((group) => listAt(group, "rules"));
}

/** Names in queries that may be those of series: functions and most labels have neither an underscore nor a colon. */
function wordsOf(queries: readonly string[]): Set<string> {
  const words = queries.flatMap((query) => query.replace(/"[^"]*"/g, "").match(/[a-zA-Z_:][\w:]*/g) ?? []);
  return new Set(words.filter((word) => /[_:]/.test(word)));
}

/** Names of the series in an exposition, as an exporter's `/metrics` gives it. */
export function seriesIn(exposition: string): Set<string> {
  const names = exposition
    .split("\n")
    .flatMap((line) => /^([a-zA-Z_:][\w:]*)(?:\{|\s)/.exec(line)?.slice(1, 2) ?? []);
  return new Set(names);
}

function listAt(place: unknown, path: string): readonly unknown[] {
  const value = valueAt(place, path);
  return Array.isArray(value) ? value : [];
}

function textAt(place: unknown, path: string): string[] {
  const value = valueAt(place, path);
  return typeof value === "string" ? [value] : [];
}
