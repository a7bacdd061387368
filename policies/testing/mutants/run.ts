import { judge, judgeStack, type Finding } from "../../evaluation/judge";
import { typesReadBy, type Rule } from "../../evaluation/rule";
import { Stack } from "../../evaluation/siblings";
import type { Resource } from "../../evaluation/resource";
import { packs } from "../../packs/packs";
import { resourceFrom, type Given } from "../resources";
import { mutantsOf, type Operator } from "./operators";

/** How the mutants of one place of one type fared, over all resources that set it. */
export interface Fate {
  readonly type: string;
  readonly path: string;
  readonly operator: Operator;
  /** Rules that stopped one. */
  readonly killedBy: readonly string[];
  readonly killed: number;
  /** `stack name: what stood there` of those that no mandatory rule stopped. */
  readonly survived: readonly string[];
}

const NO_WAIVERS = { valid: [], faults: [] };

/** The rules that stop an update. What is advised stops nobody. */
export const mandatoryRules: readonly Rule[] = packs.flatMap(({ rules }) =>
  rules.flatMap(([rule, level]) => (level === "mandatory" || level === "remediate" ? [rule] : [])),
);

/** One stack's resources as the program registers them. */
export interface MutatedStack {
  readonly stack: string;
  readonly resources: readonly Given[];
}

/**
 * Breaks every resource of every stack in every place, one at a time, and judges what comes of it by every mandatory rule. Mutants of the
 * same place and value in resources that hold the same kind of record are one: twenty buckets of a class are broken once.
 */
export function runMutants(stacks: readonly MutatedStack[]): readonly Fate[] {
  const fates = new Map<
    string,
    { -readonly [Key in keyof Fate]: Fate[Key] extends readonly (infer One)[] ? One[] : Fate[Key] }
  >();
  const seen = new Set<string>();
  for (const { stack, resources } of stacks) {
    const all = resources.map(resourceFrom);
    const before = new Set(violationsOf(all, mandatoryRules).map(keyOf));
    for (const [index, given] of resources.entries()) {
      for (const { operator, path, was, inputs } of mutantsOf(given.inputs ?? {})) {
        const kind = [given.type, path, operator, JSON.stringify(was), recordClassOf(given)].join("\n");
        if (seen.has(kind)) continue;
        seen.add(kind);
        const mutant = resourceFrom({ ...given, inputs, outputs: { ...madeUp(given), ...inputs } });
        const changed = all.map((other, place) => (place === index ? mutant : other));
        const rules = mandatoryRules.filter((rule) => typesReadBy(rule).includes(mutant.type));
        const killers = violationsOf(changed, rules, mutant)
          .filter((finding) => !before.has(keyOf(finding)))
          .map(({ rule }) => rule);
        const place = [given.type, path, operator].join("\n");
        const fate = fates.get(place) ?? {
          type: given.type,
          path,
          operator,
          killedBy: [],
          killed: 0,
          survived: [],
        };
        fates.set(place, fate);
        if (killers.length === 0) fate.survived.push(`${stack} ${given.name}: ${JSON.stringify(was)}`);
        else {
          fate.killed++;
          fate.killedBy = [...new Set([...fate.killedBy, ...killers])].sort();
        }
      }
    }
  }
  return [...fates.values()];
}

/** @param only the resource that resource rules judge. @default all of them */
function violationsOf(resources: readonly Resource[], rules: readonly Rule[], only?: Resource): Finding[] {
  const stack = new Stack(resources);
  return rules
    .flatMap((rule) =>
      rule.scope === "stack"
        ? judgeStack(rule, stack, NO_WAIVERS)
        : (only === undefined ? resources : [only]).flatMap((resource) => judge(rule, resource, NO_WAIVERS)),
    )
    .filter(({ outcome }) => outcome.kind === "violation");
}

/** What AWS adds to what was asked for. */
function madeUp({ inputs = {}, outputs = {} }: Given): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !(key in inputs)));
}

function keyOf({ rule, urn, outcome }: Finding): string {
  const { reason = "", property = "" } = outcome as { reason?: string; property?: string };
  return [rule, urn, reason, property].join(" ");
}

function recordClassOf({ inputs }: Given): string {
  const tags = inputs?.["tags"] as Record<string, string> | undefined;
  return tags?.["record-class"] ?? "";
}
