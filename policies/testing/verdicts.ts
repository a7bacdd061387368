import { judge, RULE_FAILED, type Finding } from "../evaluation/judge";
import type { Outcome } from "../evaluation/outcome";
import type { Resource } from "../evaluation/resource";
import { namesType, typesReadBy, type Rule } from "../evaluation/rule";
import { Stack } from "../evaluation/siblings";
import { packs } from "../packs/packs";

const NO_WAIVERS = { valid: [], faults: [] };

/** Every rule of every pack. */
export const everyRule: readonly Rule[] = packs.flatMap(({ rules }) => rules.map(([rule]) => rule));

/** What rules say of the resources of a stack: rule → URN → outcomes, where it says anything. */
export type Verdicts = ReadonlyMap<string, ReadonlyMap<string, readonly Outcome[]>>;

const reads = new Map(everyRule.map((rule) => [rule, new Set(typesReadBy(rule))]));
const judges = new Map(everyRule.map((rule) => [rule, new Set(rule.types)]));

/** The rules whose verdicts may depend on resources of a canonical type. */
export function rulesThatRead(type: string): readonly Rule[] {
  return everyRule.filter((rule) => namesType(reads.get(rule)!, type));
}

/** What rules say of all resources of a stack. */
export function verdictsOf(resources: readonly Resource[], rules: readonly Rule[] = everyRule): Verdicts {
  const stack = new Stack(resources);
  return new Map(
    rules.map((rule) => [
      rule.id,
      new Map(
        resources
          .filter(({ type }) => namesType(judges.get(rule)!, type))
          .map((resource) => [resource.urn, outcomesOf(judge(rule, resource, NO_WAIVERS, stack))] as const),
      ),
    ]),
  );
}

function outcomesOf(findings: readonly Finding[]): readonly Outcome[] {
  return findings.map(({ outcome }) => outcome);
}

export const isViolated = (outcomes: readonly Outcome[] = []): boolean =>
  outcomes.some(({ kind }) => kind === "violation");

const isOpen = (outcomes: readonly Outcome[] = []): boolean =>
  outcomes.some(({ kind }) => kind === "violation" || kind === "undetermined");

/** `rule urn: outcome` of every verdict that an exception ended. */
export function failuresIn(verdicts: Verdicts): readonly string[] {
  return listed(verdicts, (outcomes) =>
    outcomes.some((outcome) => outcome.kind === "violation" && outcome.reason === RULE_FAILED),
  );
}

/** What was a violation before and is none any more, nor undetermined. */
export function letOff(before: Verdicts, after: Verdicts): readonly string[] {
  return listed(before, (outcomes, rule, urn) => {
    const now = after.get(rule);
    return now !== undefined && isViolated(outcomes) && !isOpen(now.get(urn));
  });
}

/** What was no violation before and is one now, neither its own nor as what another's was about: whose it is may be what became unknown. */
export function accused(before: Verdicts, after: Verdicts): readonly string[] {
  return listed(after, (outcomes, rule, urn) => {
    const was = before.get(rule)?.get(urn);
    return was !== undefined && isViolated(outcomes) && !isViolated(was) && !isBlamed(before, rule, urn);
  });
}

/** Whether a rule finds that a resource is what is wrong with another. */
function isBlamed(verdicts: Verdicts, rule: string, urn: string): boolean {
  return [...(verdicts.get(rule)?.values() ?? [])]
    .flat()
    .some((outcome) => outcome.kind === "violation" && outcome.related === urn);
}

/** What is said otherwise than before of the resources that were there before. */
export function changed(before: Verdicts, after: Verdicts): readonly string[] {
  return listed(before, (outcomes, rule, urn) => {
    const now = after.get(rule);
    return now !== undefined && JSON.stringify(now.get(urn)) !== JSON.stringify(outcomes);
  });
}

function listed(
  verdicts: Verdicts,
  wanted: (outcomes: readonly Outcome[], rule: string, urn: string) => boolean,
): readonly string[] {
  return [...verdicts].flatMap(([rule, byUrn]) =>
    [...byUrn].flatMap(([urn, outcomes]) =>
      wanted(outcomes, rule, urn) ? [`${rule} ${urn.split("::").slice(2).join(" ")}`] : [],
    ),
  );
}
