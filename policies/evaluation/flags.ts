import { pass, undetermined, violation, type Outcome } from "./outcome";
import { defaultOf } from "./provider-defaults";
import type { Resource } from "./resource";

export interface FlagDemand {
  /** Path of a boolean, names joined by dots. */
  readonly property: string;
  readonly reason: string;
  /** What is so while it is not true. Ends a sentence that begins with "so that". */
  readonly otherwise: string;
}

/** A check whether a boolean is true; what its absence means is in the table of defaults. */
export function isTrue({ property, reason, otherwise }: FlagDemand): (resource: Resource) => Outcome {
  return ({ type, inputs }) => {
    const flag = inputs.at(...property.split(".")).flag();
    if (flag.state === "unknown") return undetermined(flag);
    if (flag.state === "value" ? flag.value : defaultOf(type, property) === true) return pass;
    const found = flag.state === "value" ? "false" : "missing";
    return violation(reason, {
      message: `'${property}' is ${found}, so that ${otherwise}; true is required`,
      fix: `set ${property} to true`,
      property,
    });
  };
}
