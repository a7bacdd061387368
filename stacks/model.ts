import { evaluatedContents, type EvaluatedContents } from "../policies/evaluation/chart-contents";
import type { StackResults } from "../policies/evaluation/results";

/**
 * What a run of the platform's stacks found, as data: the one thing that the console summary, the HTML report, the picture of
 * the topology and the `--json` file are made from. Nothing here knows Pulumi; whoever talks to the engine fills it in.
 */

/** What the engine does, or would do, to one resource. The engine knows more words than these; they pass through. */
export type Operation =
  "same" | "create" | "update" | "delete" | "replace" | "read" | "refresh" | "import" | (string & {});

/** Stands where a value is not known before the update. JSON-safe, so that a run can be written to a file and read again. */
export const UNKNOWN: Marker = { "pharos:marker": "unknown" };

/** Stands where a value is secret. The value itself never enters the model. */
export const SECRET: Marker = { "pharos:marker": "secret" };

/** A value that is missing for a reason. */
export interface Marker {
  readonly "pharos:marker": "unknown" | "secret";
}

/** Where a resource is declared: a path relative to the project's root, line and column counted from 1. */
export interface SourcePosition {
  file: string;
  line: number;
  column: number;
}

/** One resource as the program registers it. */
export interface PreviewedResource {
  urn: string;
  /** Pulumi's type token, such as `aws:s3/bucket:Bucket` or `pharos:network:Network`. */
  type: string;
  name: string;
  /** URN of the parent; absent for the stack itself. */
  parent?: string;
  /** URN of the provider (without the `::id` that the engine appends); absent for components. */
  provider?: string;
  operation: Operation;
  /** Inputs with {@link UNKNOWN} and {@link SECRET} where a value is missing. */
  inputs: Record<string, unknown>;
  /** URNs of everything that has to exist first. */
  dependencies: string[];
  /** Input property → URNs of the resources whose outputs flow into it. */
  propertyDependencies: Record<string, string[]>;
  /** `protect: true`: the engine refuses to delete it. */
  protect: boolean;
  /** `retainOnDelete: true`: the engine forgets it instead of deleting it. */
  retainOnDelete: boolean;
  source?: SourcePosition;
  /** False for components, which exist in the program only. */
  custom: boolean;
  /** Paths of the properties that differ, for an update or a replacement. */
  diff?: string[];
}

/**
 * Something that nobody can take back, not even the account's owner: a lock with its own end, a waiting period, data that is lost. What
 * ends when somebody changes a setting is a guard, and not listed.
 */
export interface Irreversible {
  urn: string;
  name: string;
  /** What is bound or lost, such as "nobody can delete or overwrite an object". */
  what: string;
  /** How long: a date, a period such as "6 years after each object is written", or "for ever". */
  until: string;
  /** What makes it so, in terms of the resource's own properties. */
  why: string;
  /** Whether it was so before the run, which changes nothing about it. */
  already: boolean;
}

/** How one rule ended on one resource, or on the stack as a whole. */
export type FindingState = "violated" | "undetermined" | "waived";

/** One thing a rule has to say. Resources that satisfy a rule are counted, not listed. */
export interface Finding {
  /** Id of the rule. */
  rule: string;
  state: FindingState;
  /** The resource; absent where the finding is about the stack. */
  urn?: string;
  /** What is wrong, or why it could not be decided. */
  message: string;
  /** The property at fault, or the one that is not known yet. */
  property?: string;
  /** What to change. Where absent, the rule's own remediation holds. */
  fix?: string;
  source?: SourcePosition;
  /** The resource to change, where that is not the judged one. */
  related?: string;
  /** Id of the waiver, for a waived finding. */
  waiver?: string;
}

/** One rule, and how it fared on one stack. */
export interface RuleOutcome {
  id: string;
  title: string;
  /** The pack that applied it. */
  pack: string;
  severity: "low" | "medium" | "high" | "critical" | (string & {});
  level: "advisory" | "mandatory" | (string & {});
  /** Framework → ids of its controls, such as `{ "PCI DSS 4.0.1": ["3.5.1"] }`. */
  controls: Record<string, string[]>;
  remediation: string;
  url?: string;
  /** How often the rule was applied: satisfied, violated, undetermined and waived together. */
  evaluated: number;
  violations: number;
  undetermined: number;
  waived: number;
  /** Resources of a type the rule looks at, to which it says nothing. */
  notApplicable: number;
}

/** How one rule ended on one resource, in the packs' own words. */
export interface Verdict {
  rule: string;
  outcome: string;
}

/** The results of all packs on one stack. */
export interface PolicyOutcome {
  rules: RuleOutcome[];
  /** Violations first, then undetermined, then waived. */
  findings: Finding[];
  /** Resource types that no rule of any pack knows. */
  uncoveredTypes: string[];
  /** URN → what every rule that looked at the resource said. @default none */
  verdicts?: Record<string, Verdict[]>;
  /** What is not a finding and should still be read, such as a waiver that covers nothing. @default none */
  warnings?: string[];
  /** False where the packs did not come to judge the whole stack. @default true */
  complete?: boolean;
}

/** A message of the engine, a provider or the program. */
export interface Diagnostic {
  severity: "info" | "warning" | "error" | (string & {});
  message: string;
  urn?: string;
}

/** What a run found in one stack. */
export interface StackRun {
  /** The stack's name. */
  stack: string;
  role: "hub" | "spoke";
  region: string;
  /** Key of the jurisdiction, such as "US". */
  jurisdiction: string;
  resources: PreviewedResource[];
  /** How many resources per operation, as the engine counts them. */
  operations: Record<string, number>;
  /** Wall-clock seconds. */
  seconds: number;
  policies: PolicyOutcome;
  /** The packs' results in full, for the reports of a check. @default no pack handed over any */
  judged?: StackResults;
  diagnostics: Diagnostic[];
  /** Outputs of the hub that a spoke needs and that do not exist yet. */
  unknownHubOutputs: string[];
  /** "refused": a policy or a setting said no; "failed": anything else went wrong. */
  outcome: "ok" | "failed" | "refused";
  /** What binds once the run has ended: what it locks or loses, and what was locked before (`already`). */
  cannotBeUndone: Irreversible[];
  /** After a destroy: what is still there, sorted by URN. @default none */
  stays?: Survivor[];
}

/** What a destroy leaves in the cloud. */
export interface Survivor {
  urn: string;
  type: string;
  name: string;
  /** What keeps it, and until when. */
  why: string;
  /** URN of the survivor whose setting it is, such as the bucket of a bucket's policy. @default stands for itself */
  partOf?: string;
}

/** What the pictures need to know of the topology. */
export interface RunTopology {
  /** Region of the hub. */
  hub: string;
  regions: Readonly<
    Record<
      string,
      {
        role: "hub" | "spoke";
        jurisdiction: string;
        cidr?: string;
        zones?: readonly string[];
        replicaRegion?: string;
      }
    >
  >;
}

/** One command over one or more stacks. */
export interface Run {
  kind: "preview" | "up" | "destroy";
  /** In the order in which they ran: the hub first. */
  stacks: StackRun[];
  /** Stacks that were asked for and not begun, because one before them did not end well. @default none */
  notBegun?: string[];
  /** Wall-clock seconds of the whole command. */
  seconds: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** "sandbox": against the providers of `engine/`, without a cloud. */
  mode: "sandbox" | "cloud";
  topology: RunTopology;
}

/** How often the rules of all packs ended how. */
export interface PolicyCounts {
  evaluated: number;
  violations: number;
  undetermined: number;
  waived: number;
  /** Resources of a type that a rule looks at, of which it asks nothing. */
  notApplicable: number;
}

/** One stack in the file that `--json` writes. */
interface StackSummary {
  stack: string;
  role: "hub" | "spoke";
  /** Everything the stack registers, components and providers included, except the stack itself. */
  resources: number;
  /** Type token → number, sorted by type. */
  byType: Record<string, number>;
  seconds: number;
  policies: PolicyCounts;
  /** Of how many Helm releases the rules saw what they install. Absent where no release was judged. */
  contents?: EvaluatedContents;
  cannotBeUndone: Irreversible[];
  /** After a destroy alone. */
  stays?: Survivor[];
}

/** The file that `--json` writes. Its shape is public: fields are added, never changed. */
export interface RunSummary {
  stacks: StackSummary[];
  /** That of all stacks together. */
  contents?: EvaluatedContents;
  seconds: number;
}

/** Type token of the root resource that every stack has. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** Everything a stack registers except the stack itself, less what the run deletes. */
export function registered(run: StackRun): PreviewedResource[] {
  return run.resources.filter(({ type, operation }) => type !== STACK_TYPE && operation !== "delete");
}

/** True for {@link UNKNOWN} and {@link SECRET}, also after a journey through JSON. */
export function isMarker(value: unknown): value is Marker {
  return typeof value === "object" && value !== null && "pharos:marker" in value;
}

/** Adds up the outcomes of all rules. */
export function countPolicies(policies: PolicyOutcome): PolicyCounts {
  const counts: PolicyCounts = { evaluated: 0, violations: 0, undetermined: 0, waived: 0, notApplicable: 0 };
  for (const rule of policies.rules) {
    counts.evaluated += rule.evaluated;
    counts.violations += rule.violations;
    counts.undetermined += rule.undetermined;
    counts.waived += rule.waived;
    counts.notApplicable += rule.notApplicable;
  }
  return counts;
}

/** Of how many Helm releases of these stacks the rules saw what they install; undefined where no release was judged. */
export function contentsEvaluated(stacks: readonly StackRun[]): EvaluatedContents | undefined {
  const counts = stacks.map(({ judged }) => evaluatedContents(judged?.results ?? []));
  const sum = (key: keyof EvaluatedContents): number => counts.reduce((all, own) => all + own[key], 0);
  const releases = sum("releases");
  return releases === 0 ? undefined : { evaluated: sum("evaluated"), releases };
}

/** Rules that were applied and had nothing to judge in any stack: nobody knows whether they work. */
export function neverJudged(stacks: readonly StackRun[]): RuleOutcome[] {
  const rules = stacks.flatMap(({ policies }) => policies.rules);
  const judging = new Set(rules.filter(({ evaluated }) => evaluated > 0).map(({ id }) => id));
  return [...new Map(rules.map((rule) => [rule.id, rule])).values()].filter(({ id }) => !judging.has(id));
}

/** How many resources of each type, sorted by type. */
export function countByType(resources: readonly PreviewedResource[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** What `--json` writes. */
export function summarize(run: Run): RunSummary {
  const contents = contentsEvaluated(run.stacks);
  return {
    stacks: run.stacks.map((stack) => {
      const resources = registered(stack);
      const own = contentsEvaluated([stack]);
      return {
        stack: stack.stack,
        role: stack.role,
        resources: resources.length,
        byType: countByType(resources),
        seconds: stack.seconds,
        policies: countPolicies(stack.policies),
        ...(own && { contents: own }),
        cannotBeUndone: stack.cannotBeUndone,
        ...(stack.stays && { stays: stack.stays }),
      };
    }),
    ...(contents && { contents }),
    seconds: run.seconds,
  };
}
