import type { Result, RuleDescription, StackResults } from "../evaluation/results";
import type { Level } from "../evaluation/rule";

/**
 * What was judged, and how it ended: the one thing that every report is made from, whatever its format.
 */
export interface Report {
  /** Pharos' own version. */
  readonly version: string;
  readonly subject: Subject;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC. */
  readonly endedAt: string;
  /** The commit of the program, where the pipeline names it. @default not known */
  readonly commit?: string;
  /**
   * The address under which the files of that commit can be read, up to a file's path, such as
   * `https://git.example.com/acme/pharos/blob/0123abc/`. @default sources are named and not linked
   */
  readonly sourceAddress?: string;
  readonly stacks: readonly JudgedStack[];
}

/** `planned`: what an update would make; `deployed`: what the state says; `drifted`: what is really there. */
export type Subject = "planned" | "deployed" | "drifted";

/** One stack of a report. */
export interface JudgedStack {
  readonly stack: string;
  /** `refused`: a mandatory rule is violated; `failed`: it could not be judged, or not to the end. */
  readonly outcome: "ok" | "refused" | "failed";
  /** What went wrong besides violations, a message each. */
  readonly errors: readonly string[];
  /** Absent where no rule came to judge anything, which is no pass. */
  readonly results?: StackResults;
  /** URN → where the resource is declared, as far as that is known. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** Where a resource is declared. */
export interface Source {
  /** Relative to the project's root, with slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A result with what belongs to it. */
export interface Placed {
  readonly stack: JudgedStack;
  readonly rule: RuleDescription;
  readonly result: Result;
  /** Where to change it: where the related resource is declared, else the judged one. */
  readonly source?: Source;
}

/** All results of one kind, what is mandatory first, then by rule, stack and resource. */
export function placedResults(report: Report, outcome: Result["outcome"]): readonly Placed[] {
  return report.stacks
    .flatMap((stack) =>
      (stack.results?.results ?? [])
        .filter((result) => result.outcome === outcome)
        .flatMap((result) => place(stack, result)),
    )
    .sort(
      (a, b) =>
        weight(a.rule.level) - weight(b.rule.level) ||
        compare(a.rule.id, b.rule.id) ||
        compare(a.stack.stack, b.stack.stack) ||
        compare(a.result.urn, b.result.urn),
    );
}

function place(stack: JudgedStack, result: Result): Placed | [] {
  const rule = stack.results?.rules.find(({ id }) => id === result.rule);
  if (rule === undefined) return [];
  const source =
    (result.related === undefined ? undefined : stack.sources.get(result.related)) ??
    stack.sources.get(result.urn);
  return { stack, rule, result, ...(source && { source }) };
}

/** Every rule once, in the packs' order, with the strictest level that it has in any stack. */
export function rulesOf({ stacks }: Report): readonly (RuleDescription & { readonly pack: string })[] {
  const rules = new Map<string, RuleDescription & { readonly pack: string }>();
  for (const rule of stacks.flatMap(({ results }) => results?.rules ?? [])) {
    const earlier = rules.get(rule.id);
    if (earlier === undefined || weight(rule.level) < weight(earlier.level)) rules.set(rule.id, rule);
  }
  return [...rules.values()];
}

/** The last part of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

/** Mandatory before advisory before disabled. */
export function weight(level: Level): number {
  return level === "advisory" ? 1 : level === "disabled" ? 2 : 0;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** "3 violations", "1 violation". */
export function counted(count: number, singular: string, many = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : many}`;
}
