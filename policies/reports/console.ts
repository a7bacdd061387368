import type { Level } from "../evaluation/rule";
import type { Result, StackResults } from "../evaluation/results";
import { coverageOf } from "./coverage";
import { counted, nameOf, weight, type JudgedStack, type Report, type Source, type Subject } from "./report";

/** What a subject is called behind the name of a stack. */
const SUBJECTS: Readonly<Record<Subject, string>> = {
  planned: "as planned",
  deployed: "as deployed",
  drifted: "as it really is",
};

/**
 * What a person at a terminal has to read of each stack: what went wrong, every violation (what stops the stack first), every warning,
 * and one line that says how much was judged. What passed, was waived or could not be told is counted, not listed. At the end stand the
 * rules that never judged anything.
 */
export function consoleReport(report: Report): string {
  const { neverJudged } = coverageOf(report);
  return [
    ...report.stacks.map((stack) => stackLines(stack, report.subject).join("\n")),
    ...(neverJudged.length === 0
      ? []
      : [
          `never judged: ${neverJudged.map(({ id }) => id).join(", ")} (nothing in this run for them to judge)`,
        ]),
  ].join("\n\n");
}

function stackLines({ stack, outcome, errors, results, sources }: JudgedStack, subject: Subject): string[] {
  return [
    `${stack}, ${SUBJECTS[subject]}${outcome === "ok" ? "" : `: ${outcome}`}`,
    ...errors.map((error) => `error: ${error}`),
    ...(results === undefined ? ["policies: nothing was judged"] : resultLines(results, sources)),
  ];
}

function resultLines(results: StackResults, sources: ReadonlyMap<string, Source>): string[] {
  const levels = new Map(results.rules.map(({ id, level }) => [id, level]));
  const levelOf = (rule: string): Level => levels.get(rule) ?? "mandatory";
  const violations = results.results
    .filter(({ outcome }) => outcome === "violation")
    .sort((a, b) => weight(levelOf(a.rule)) - weight(levelOf(b.rule)));
  return [
    ...violations.flatMap((result) => violationLines(result, levelOf(result.rule), sources)),
    ...results.warnings.map((warning) => `warning: ${warning}`),
    coverageLine(results),
  ];
}

/** One line: how much of the stack was judged, and how much was not. */
function coverageLine({ coverage, complete, packs }: StackResults): string {
  const { evaluated, violations, undetermined, waived, notApplicable, resources, unknownTypes } = coverage;
  return [
    `policies (${packs.join(", ")}): ${evaluated} evaluated on ${counted(resources, "resource")}`,
    counted(violations, "violation"),
    `${undetermined} undetermined`,
    `${waived} waived`,
    `${notApplicable} not applicable`,
    ...(unknownTypes.length === 0 ? [] : [`no rule looks at ${unknownTypes.length} of the types`]),
    ...(complete ? [] : ["the run ended before the whole stack was judged"]),
  ].join(", ");
}

function violationLines(
  { rule, urn, type, reason, message, fix, related }: Result,
  level: Level,
  sources: ReadonlyMap<string, Source>,
): readonly string[] {
  const source = sources.get(related ?? urn) ?? sources.get(urn);
  const place = source === undefined ? "" : `  ${source.file}:${source.line}`;
  return [
    `${level} ${rule}/${reason ?? "violation"}  ${type} ${nameOf(urn)}${place}`,
    `  ${message ?? ""}`,
    ...(related === undefined ? [] : [`  set in: ${nameOf(related)}`]),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
  ];
}
