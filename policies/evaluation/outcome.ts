import type { Unknown } from "./reader";

/**
 * What a rule says of one resource.
 * - `pass`: it asks something of the resource, and the resource complies
 * - `violation`: it does not comply
 * - `notApplicable`: the rule looks at such resources, but asks nothing of this one
 * - `undetermined`: it depends on a value that cannot be told yet; never a pass, and decided again at the update
 * - `waived`: a violation that a valid waiver covers; rules never say this themselves
 */
export type Outcome = Pass | Violation | NotApplicable | Undetermined | Waived;

export interface Pass {
  readonly kind: "pass";
}

export interface Violation {
  readonly kind: "violation";
  /** Which way of breaking the rule this is, in lower case words joined by hyphens. Waivers and score cards speak of it. */
  readonly reason: string;
  /** What is wrong, the value found and what is allowed. A sentence without its full stop. */
  readonly message: string;
  /** What to change, as an imperative without its full stop. */
  readonly fix: string;
  /** Path of the property at fault. */
  readonly property?: string;
  /** URN of the resource to change, where that is another one than the judged. */
  readonly related?: string;
}

export interface NotApplicable {
  readonly kind: "notApplicable";
  readonly why: string;
}

export interface Undetermined {
  readonly kind: "undetermined";
  /** Path of the property that could not be told. */
  readonly property: string;
  readonly why: string;
  /** URN of the resource whose property it is, where that is another one than the judged. */
  readonly related?: string;
}

interface Waived {
  readonly kind: "waived";
  /** Id of the waiver. */
  readonly waiver: string;
  readonly violation: Violation;
}

export const pass: Pass = { kind: "pass" };

export function violation(reason: string, rest: Omit<Violation, "kind" | "reason">): Violation {
  return { kind: "violation", reason, ...rest };
}

export function notApplicable(why: string): NotApplicable {
  return { kind: "notApplicable", why };
}

/** The outcome of having met an unknown value. */
export function undetermined(unknown: Unknown, related?: string): Undetermined {
  const { path, why } = unknown;
  return { kind: "undetermined", property: path, why, ...(related !== undefined && { related }) };
}

/**
 * The outcome of several demands of one rule: every violation and everything undetermined; a pass only if all demands pass.
 */
export function allOf(outcomes: readonly Outcome[]): readonly Outcome[] {
  const open = outcomes.filter(({ kind }) => kind !== "pass" && kind !== "notApplicable");
  if (open.length > 0) return open;
  return outcomes.some(({ kind }) => kind === "pass") ? [pass] : outcomes;
}

/** One unknown place may stop several demands of a rule: it is said once. */
export function distinct(outcomes: readonly Outcome[]): readonly Outcome[] {
  const said = new Set<string>();
  return outcomes.filter((outcome) => {
    if (outcome.kind !== "undetermined") return true;
    const key = `${outcome.property} ${outcome.why}`;
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}
