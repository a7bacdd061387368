import { violation, type Outcome } from "./outcome";
import type { Resource } from "./resource";
import { unlessReviewed } from "./reviewed";
import { namesType, type Rule } from "./rule";
import type { Stack } from "./siblings";
import { waiverFor, type WaiverBook } from "./waivers";

/** One outcome of one rule on one resource. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  /** URN of the judged resource. */
  readonly urn: string;
  /** Its type, canonical. */
  readonly type: string;
  readonly outcome: Outcome;
}

/** Reason code of a rule that threw. It is a fault of the rule, and still no pass. */
export const RULE_FAILED = "rule-failed";

/**
 * Judges one resource by one rule. It never throws: a rule that does is a violation which names the rule and the resource, because an
 * exception would end the preview, and silence would be a pass.
 * @param stack the whole stack, for rules that need it
 * @returns nothing where the rule says nothing of the resource
 */
export function judge(
  rule: Rule,
  resource: Resource,
  waivers: WaiverBook,
  stack?: Stack,
): readonly Finding[] {
  if (!namesType({ has: (type) => rule.types.includes(type) }, resource.type)) return [];
  return verdict(rule, resource, stack).map((outcome) => ({
    rule: rule.id,
    urn: resource.urn,
    type: resource.type,
    outcome: waive(rule, resource, unlessReviewed(rule.id, resource, outcome), waivers),
  }));
}

/** Judges every resource of a stack by a rule that needs the whole stack. */
export function judgeStack(rule: Rule, stack: Stack, waivers: WaiverBook): readonly Finding[] {
  return rule.types
    .flatMap((type) => stack.ofType(type))
    .flatMap((resource) => judge(rule, resource, waivers, stack));
}

function verdict(rule: Rule, resource: Resource, stack: Stack | undefined): readonly Outcome[] {
  try {
    if (rule.scope === "resource") return [rule.check(resource)].flat();
    if (stack === undefined) throw new Error("it needs the whole stack, and was given one resource");
    return [rule.check(resource, stack)].flat();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      violation(RULE_FAILED, {
        message: `the rule itself failed on this resource: ${message}`,
        fix: `report it with the resource's inputs; to go on meanwhile, set the level of ${rule.id} to "advisory" in the stack's settings`,
      }),
    ];
  }
}

function waive(rule: Rule, resource: Resource, outcome: Outcome, waivers: WaiverBook): Outcome {
  if (outcome.kind !== "violation") return outcome;
  const waiver = waiverFor(waivers, rule.id, resource.urn, outcome);
  return waiver === undefined ? outcome : { kind: "waived", waiver: waiver.id, violation: outcome };
}
