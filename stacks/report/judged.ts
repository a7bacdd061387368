import type { StackResults } from "../../policies/evaluation/results";
import { placedResults, type JudgedStack, type Report, type Source } from "../../policies/reports/report";
import type { DriftRun, StackDrift } from "../drift/model";
import type { Run, StackRun } from "../model";
import { errorsOf } from "./groups";

/** What a report says of its making besides what was judged. */
export type Making = Pick<Report, "version" | "commit" | "sourceAddress">;

/** A preview or an update as the reports of a check read it. */
export function reportOfRun(run: Run, making: Making): Report {
  return {
    ...making,
    subject: "planned",
    startedAt: run.startedAt,
    endedAt: later(run.startedAt, run.seconds),
    stacks: run.stacks.map(judgedRun),
  };
}

/** A look at the cloud as the reports of a check read it. */
export function reportOfDrift(run: DriftRun, making: Making): Report {
  return {
    ...making,
    subject: "drifted",
    startedAt: run.startedAt,
    endedAt: later(run.startedAt, run.seconds),
    stacks: run.stacks.map(({ stack, outcome, errors, judged }: StackDrift) => ({
      stack,
      outcome: outcome === "failed" || judged === undefined ? "failed" : outcomeOf(judged),
      errors,
      sources: new Map(),
      ...(judged && { results: judged }),
    })),
  };
}

/** What is deployed, as the reports of a check read it. A state says nothing of the lines that made it. */
export function judgedState(stack: string, results: StackResults): JudgedStack {
  return { stack, outcome: outcomeOf(results), errors: [], results, sources: new Map() };
}

/** Whether a report has a violation that would stop an update. */
export function isRefused(report: Report): boolean {
  return placedResults(report, "violation").some(({ rule }) => stops(rule));
}

function judgedRun(run: StackRun): JudgedStack {
  const { stack, outcome, judged, resources } = run;
  return {
    stack,
    outcome,
    errors: errorsOf(run).map(({ message }) => message),
    ...(judged && { results: judged }),
    sources: new Map(
      resources.flatMap(({ urn, source }): [string, Source][] =>
        source === undefined ? [] : [[urn, { file: source.file, line: source.line }]],
      ),
    ),
  };
}

function outcomeOf({ results, rules }: StackResults): "ok" | "refused" {
  const strict = new Set(rules.filter(stops).map(({ id }) => id));
  return results.some(({ rule, outcome }) => outcome === "violation" && strict.has(rule)) ? "refused" : "ok";
}

function stops({ level }: { readonly level: string }): boolean {
  return level === "mandatory" || level === "remediate";
}

const MILLISECONDS_PER_SECOND = 1000;

function later(startedAt: string, seconds: number): string {
  return new Date(Date.parse(startedAt) + seconds * MILLISECONDS_PER_SECOND).toISOString();
}
