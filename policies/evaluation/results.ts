import { controlsByTitle } from "../controls/frameworks";
import type { Finding } from "./judge";
import type { Outcome } from "./outcome";
import type { Level, Rule, Severity } from "./rule";
import type { Waiver } from "./waivers";

/**
 * What a pack found in one stack, as JSON: the one thing that summaries, reports and metrics are made from. The shape is public:
 * within a version fields are added, never changed.
 */
export interface PackResults {
  readonly version: typeof RESULTS_VERSION;
  readonly pack: string;
  readonly stack: string;
  readonly project: string;
  /** Whether the whole stack was judged. False where the run ended before, or is still under way. */
  readonly complete: boolean;
  /** The pack's rules, whether or not they had anything to judge. */
  readonly rules: readonly RuleDescription[];
  /** Every outcome, sorted by rule and URN. */
  readonly results: readonly Result[];
  /** What is not a finding and should still be read, such as a waiver that covers nothing. */
  readonly warnings: readonly string[];
  /** The waivers that cover results of this stack, by id. @default none */
  readonly waivers?: readonly Waiver[];
  readonly coverage: Coverage;
}

export const RESULTS_VERSION = 1;

export interface RuleDescription {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly scope: Rule["scope"];
  /** The level in this run: the pack's, or the one that the stack's settings give. */
  readonly level: Level;
  /** Framework's title → numbers of its controls. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
  readonly remediation: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly recordClasses?: readonly string[];
}

/** One outcome of one rule on one resource. */
export interface Result {
  readonly rule: string;
  readonly urn: string;
  readonly type: string;
  readonly outcome: Outcome["kind"];
  /** Reason code, for violations and waived ones. */
  readonly reason?: string;
  /** What is wrong; why it could not be told; why the rule asks nothing. */
  readonly message?: string;
  /** The property at fault, or the one that could not be told. */
  readonly property?: string;
  /** What to change, for violations and waived ones. */
  readonly fix?: string;
  /** URN of the resource to change, where that is not the judged one. */
  readonly related?: string;
  /** Id of the waiver, for waived violations. */
  readonly waiver?: string;
}

/** How much was judged. A pair is one rule applied to one resource. */
export interface Coverage {
  /** Pairs to which the rule had something to say: passed, violated, undetermined and waived together. */
  readonly evaluated: number;
  /** Pairs in which the rule looks at such resources, but asks nothing of this one. */
  readonly notApplicable: number;
  /** Results that could not be told yet. */
  readonly undetermined: number;
  readonly waived: number;
  /** Violations that no waiver covers. */
  readonly violations: number;
  /** Resources of the stack, without providers, components of this project and the stack itself. */
  readonly resources: number;
  /** Types among them that no rule looks at, sorted. */
  readonly unknownTypes: readonly string[];
}

/** The packs' results on one stack, as one. */
export interface StackResults {
  readonly stack: string;
  readonly project: string;
  readonly packs: readonly string[];
  /** Whether every pack judged the whole stack. */
  readonly complete: boolean;
  readonly rules: readonly (RuleDescription & { readonly pack: string })[];
  readonly results: readonly (Result & { readonly pack: string })[];
  readonly warnings: readonly string[];
  /** The waivers that cover results of this stack, by id. @default none */
  readonly waivers?: readonly Waiver[];
  readonly coverage: Coverage;
}

export function describeRule(rule: Rule, level: Level): RuleDescription {
  const { id, slug, title, severity, scope, controls, remediation, url, types, recordClasses } = rule;
  return {
    id,
    slug,
    title,
    severity,
    scope,
    level,
    controls: controlsByTitle(controls),
    remediation,
    url,
    types,
    ...(recordClasses !== undefined && { recordClasses }),
  };
}

export function toResult({ rule, urn, type, outcome }: Finding): Result {
  return { rule, urn, type, outcome: outcome.kind, ...details(outcome) };
}

/** Counts outcomes. */
export function countResults(
  results: readonly Result[],
  seen: { readonly resources: number; readonly unknownTypes: readonly string[] },
): Coverage {
  const count = (outcome: Result["outcome"]) => results.filter((result) => result.outcome === outcome).length;
  const applied = results.filter(({ outcome }) => outcome !== "notApplicable");
  return {
    evaluated: new Set(applied.map(({ rule, urn }) => `${rule} ${urn}`)).size,
    notApplicable: count("notApplicable"),
    undetermined: count("undetermined"),
    waived: count("waived"),
    violations: count("violation"),
    resources: seen.resources,
    unknownTypes: [...seen.unknownTypes].sort(),
  };
}

/**
 * Joins what several packs found in the same stack. A type is unknown only if every pack says so.
 * @throws RangeError if there is nothing to join, or the results are of different stacks
 */
export function mergePacks(packs: readonly PackResults[]): StackResults {
  const [first] = packs;
  if (first === undefined) throw new RangeError("there are no results to merge");
  const stranger = packs.find(({ stack, project }) => stack !== first.stack || project !== first.project);
  if (stranger !== undefined) {
    throw new RangeError(
      `results of ${first.project}/${first.stack} and of ${stranger.project}/${stranger.stack} do not belong together`,
    );
  }
  const results = packs.flatMap(({ pack, results: own }) => own.map((result) => ({ ...result, pack })));
  const unknownTypes = first.coverage.unknownTypes.filter((type) =>
    packs.every(({ coverage }) => coverage.unknownTypes.includes(type)),
  );
  const waivers = packs.flatMap(({ waivers: own = [] }) => own);
  return {
    stack: first.stack,
    project: first.project,
    packs: packs.map(({ pack }) => pack),
    complete: packs.every(({ complete }) => complete),
    rules: packs.flatMap(({ pack, rules }) => rules.map((rule) => ({ ...rule, pack }))),
    results,
    warnings: [...new Set(packs.flatMap(({ warnings }) => warnings))],
    ...(waivers.length > 0 && { waivers }),
    coverage: countResults(results, {
      resources: Math.max(...packs.map(({ coverage }) => coverage.resources)),
      unknownTypes,
    }),
  };
}

/**
 * Reads what `JSON.stringify` of pack results gave, after a journey through a file.
 * @throws RangeError if it is no results file, or one of another version
 */
export function parseResults(text: string): PackResults {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new RangeError("this is not a results file: it is not JSON");
  }
  const version = (content as { version?: unknown } | null)?.version;
  if (version !== RESULTS_VERSION) {
    throw new RangeError(
      `this is not a results file of version ${RESULTS_VERSION}: its version is ${String(version)}`,
    );
  }
  return content as PackResults;
}

function details(outcome: Outcome): Omit<Result, "rule" | "urn" | "type" | "outcome"> {
  switch (outcome.kind) {
    case "pass":
      return {};
    case "notApplicable":
      return { message: outcome.why };
    case "undetermined": {
      const { property, why, related } = outcome;
      return { property, message: why, ...(related !== undefined && { related }) };
    }
    case "waived":
      return { ...details(outcome.violation), waiver: outcome.waiver };
    case "violation": {
      const { reason, message, fix, property, related } = outcome;
      return {
        reason,
        message,
        fix,
        ...(property !== undefined && { property }),
        ...(related !== undefined && { related }),
      };
    }
  }
}
