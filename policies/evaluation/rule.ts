import type { Controls } from "../controls/frameworks";
import type { Outcome } from "./outcome";
import type { Resource } from "./resource";
import type { Stack } from "./siblings";

/** How bad a violation is, in CrossGuard's words. */
export type Severity = "low" | "medium" | "high" | "critical";

/** What CrossGuard does about a violation. A pack gives every rule a level; a stack's settings may give another. */
export type Level = "advisory" | "mandatory" | "remediate" | "disabled";

/** What a rule is, as data. */
export interface RuleMetadata {
  /** Id in the catalogue and name of the CrossGuard policy, such as `ENC-KMS-01`. Never changes. */
  readonly id: string;
  /** The rule in a few lower case words, for addresses of pages. */
  readonly slug: string;
  /** What holds where the rule passes, as a sentence without its full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** Canonical types of the resources that the rule judges. */
  readonly types: readonly string[];
  readonly controls: Controls;
  /** What to do about a violation in general. */
  readonly remediation: string;
  /** Documentation of the service's behaviour that the rule rests on. */
  readonly url: string;
  /** Record classes whose resources the rule cares about, where not all. */
  readonly recordClasses?: readonly string[];
}

/** What `check` says: one outcome, several, or none at all where the resource is another resource's business. */
type Verdict = Outcome | readonly Outcome[];

/** What a remediation may write: a value that a person could have written into the program. */
export type PropertyValue = string | number | boolean;

/** One input to add or to change. */
export interface Change {
  /** Names and indices from the resource down. */
  readonly at: readonly (string | number)[];
  readonly value: PropertyValue;
}

/** A rule that needs to see nothing but the resource. It is judged before the resource is touched. */
export interface ResourceRule extends RuleMetadata {
  readonly scope: "resource";
  check(resource: Resource): Verdict;
  /**
   * What to change in the inputs so that the resource complies, where that is safe: in place, without losing data, and without a value
   * that only people know. It happens at level `remediate` only.
   * @returns nothing where a person has to decide
   */
  remediate?(resource: Resource): readonly Change[];
}

/** A rule that needs to see other resources of the stack, too. It is judged when all of them are registered. */
export interface StackRule extends RuleMetadata {
  readonly scope: "stack";
  /** Canonical types of the other resources that the rule reads. */
  readonly siblings: readonly string[];
  check(resource: Resource, stack: Stack): Verdict;
}

export type Rule = ResourceRule | StackRule;

/** Among a rule's types: every resource of the AWS provider. */
export const EVERY_AWS_TYPE = "aws:*";

/** Whether a list of canonical types names a type. */
export function namesType(types: { has(type: string): boolean }, type: string): boolean {
  return types.has(type) || (types.has(EVERY_AWS_TYPE) && type.startsWith("aws:"));
}

/** Canonical types of all resources whose properties a rule looks at. */
export function typesReadBy(rule: Rule): readonly string[] {
  return rule.scope === "stack" ? [...rule.types, ...rule.siblings] : rule.types;
}
