import type { Result, StackResults } from "../evaluation/results";
import type { Level } from "../evaluation/rule";

/** Where a resource is declared. */
export interface Source {
  /** Relative to the project's root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * What a person at a terminal has to read: every violation (what stops the stack first), every warning, and one line that says how much was judged. What
 * passed, was waived or could not be told is counted, not listed.
 * @param sources URN → where the resource is declared, as far as that is known
 */
export function consoleReport(
  results: StackResults,
  sources: ReadonlyMap<string, Source> = new Map(),
): string {
  const levels = new Map(results.rules.map(({ id, level }) => [id, level]));
  const violations = results.results
    .filter(({ outcome }) => outcome === "violation")
    .sort((a, b) => weight(levels.get(a.rule)) - weight(levels.get(b.rule)));
  return [
    ...violations.flatMap((result) => violationLines(result, levels.get(result.rule), sources)),
    ...results.warnings.map((warning) => `warning: ${warning}`),
    coverageLine(results),
  ].join("\n");
}

/** One line: how much of the stack was judged, and how much was not. */
function coverageLine({ coverage, complete, packs }: StackResults): string {
  const { evaluated, violations, undetermined, waived, notApplicable, resources, unknownTypes } = coverage;
  return [
    `policies (${packs.join(", ")}): ${evaluated} evaluated on ${resources} resources`,
    `${violations} ${violations === 1 ? "violation" : "violations"}`,
    `${undetermined} undetermined`,
    `${waived} waived`,
    `${notApplicable} not applicable`,
    ...(unknownTypes.length === 0 ? [] : [`no rule looks at ${unknownTypes.length} of the types`]),
    ...(complete ? [] : ["the run ended before the whole stack was judged"]),
  ].join(", ");
}

function violationLines(
  { rule, urn, type, reason, message, fix, related }: Result,
  level: Level | undefined,
  sources: ReadonlyMap<string, Source>,
): readonly string[] {
  const source = sources.get(related ?? urn) ?? sources.get(urn);
  const place = source === undefined ? "" : `  ${source.file}:${source.line}`;
  return [
    `${level ?? "mandatory"} ${rule}/${reason ?? "violation"}  ${type} ${nameOf(urn)}${place}`,
    `  ${message ?? ""}`,
    ...(related === undefined ? [] : [`  set in: ${nameOf(related)}`]),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
  ];
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Mandatory before advisory. */
function weight(level: Level | undefined): number {
  return level === "advisory" ? 1 : 0;
}
