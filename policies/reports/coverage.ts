import { countResults, type Coverage, type RuleDescription } from "../evaluation/results";
import { compare, rulesOf, type Report } from "./report";

/** How much of a whole run was judged, and what was not. */
export interface RunCoverage extends Coverage {
  /** Rules that had nothing to judge in any stack of the run: nobody knows whether they work. */
  readonly neverJudged: readonly RuleDescription[];
  /** What could not be told: which property, for which rule, how often. The most frequent first. */
  readonly open: readonly { readonly rule: string; readonly property: string; readonly count: number }[];
  /** Stacks of which nothing, or not everything, was judged. */
  readonly incomplete: readonly string[];
}

/** Adds up the stacks of a run. */
export function coverageOf(report: Report): RunCoverage {
  const all = report.stacks.flatMap(({ results }) => results ?? []);
  const results = all.flatMap((stack) => stack.results);
  const judging = new Set(
    results.filter(({ outcome }) => outcome !== "notApplicable").map(({ rule }) => rule),
  );
  return {
    ...countResults(results, {
      resources: all.reduce((sum, { coverage }) => sum + coverage.resources, 0),
      unknownTypes: [...new Set(all.flatMap(({ coverage }) => coverage.unknownTypes))],
    }),
    neverJudged: rulesOf(report).filter(({ id }) => !judging.has(id)),
    open: openProperties(results),
    incomplete: report.stacks.filter(({ results: own }) => own?.complete !== true).map(({ stack }) => stack),
  };
}

function openProperties(
  results: readonly { readonly rule: string; readonly outcome: string; readonly property?: string }[],
): RunCoverage["open"] {
  const counts = new Map<string, { rule: string; property: string; count: number }>();
  for (const { rule, outcome, property = "" } of results) {
    if (outcome !== "undetermined") continue;
    const place = property.replace(/\[\d+\]/g, "[]"); // the third element of a list is no other property than the first
    const key = `${rule} ${place}`;
    const entry = counts.get(key) ?? { rule, property: place, count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || compare(a.rule, b.rule) || compare(a.property, b.property),
  );
}
