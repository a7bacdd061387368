import { pass, undetermined, violation, type Outcome } from "./outcome";
import { defaultOf } from "./provider-defaults";
import type { Reader } from "./reader";
import type { Resource } from "./resource";
import type { Change, ResourceRule, RuleMetadata } from "./rule";
import { unlessTrial } from "./trial";

/** A switch of a resource that has to stand one way. */
export interface FlagDemand {
  /** Names down to it, joined by dots. */
  readonly property: string;
  /** @default true */
  readonly wanted?: boolean;
  /** Reason code of the violation. */
  readonly reason: string;
  /** What follows where it stands the other way, as the end of a sentence that begins with "so that". */
  readonly otherwise: string;
}

/** Judges one switch; what silence means is in the table of defaults. */
export function judgeFlag({ type, inputs }: Resource, demand: FlagDemand): Outcome {
  const { property } = demand;
  return judgeFlagAt(inputs.at(...property.split(".")), defaultOf(type, property) === true, demand);
}

/** The same of a switch at a place that the caller has found, such as one in every element of a list. */
export function judgeFlagAt(place: Reader, byDefault: boolean, demand: FlagDemand): Outcome {
  const { property, wanted = true, reason, otherwise } = demand;
  const flag = place.flag();
  if (flag.state === "unknown") return undetermined(flag);
  if ((flag.state === "absent" ? byDefault : flag.value) === wanted) return pass;
  const found = flag.state === "absent" ? "missing" : String(flag.value);
  return violation(reason, {
    message: `'${property}' is ${found}, so that ${otherwise}; ${wanted} is required`,
    fix: `set ${property} to ${wanted}`,
    property,
  });
}

/** What mends a switch that stands the wrong way. */
export function flagChange({ property, wanted = true }: FlagDemand): Change {
  return { at: property.split("."), value: wanted };
}

interface FlagRule extends RuleMetadata {
  readonly demand: FlagDemand;
  /** Why a trial is let off, where it is. */
  readonly trialIsExempt?: string;
  /** An outcome that comes before the demand's: what the rule asks nothing of, or what cannot be told. */
  readonly exception?: (resource: Resource) => Outcome | undefined;
  /**
   * Types of which only a person may turn the switch, because that replaces the resource or overrules somebody; true for all of them.
   * @default none
   */
  readonly byHand?: readonly string[] | true;
}

/** A rule that asks for one switch and nothing else. It mends what it refuses. */
export function flagRule(rule: FlagRule): ResourceRule {
  const { demand, trialIsExempt, exception, byHand = [], ...metadata } = rule;
  return {
    ...metadata,
    scope: "resource",
    check(resource) {
      const outcome = exception?.(resource) ?? judgeFlag(resource, demand);
      return trialIsExempt === undefined ? outcome : unlessTrial(resource, [outcome], trialIsExempt);
    },
    ...(byHand !== true && {
      remediate: ({ type }: Resource) => (byHand.includes(type) ? [] : [flagChange(demand)]),
    }),
  };
}
