import { pass, undetermined, violation, type Outcome } from "./outcome";
import type { Resource } from "./resource";
import type { Change } from "./rule";
import { numberOf } from "./stated";

/** A number that has to lie within bounds, one of them at least. */
export interface NumberDemand {
  /** Name of the property. */
  readonly property: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Unit of the number, in the plural. */
  readonly unit: string;
  /** Reason code of the violation. */
  readonly reason: string;
  /** Why these bounds. */
  readonly because: string;
}

/** Judges one number; what silence means is in the table of defaults. */
export function judgeNumber(resource: Resource, demand: NumberDemand): Outcome {
  const { property, atLeast = -Infinity, atMost = Infinity, unit, reason, because } = demand;
  const number = numberOf(resource, property);
  if (number.state === "unknown") return undetermined(number);
  if (number.value >= atLeast && number.value <= atMost) return pass;
  const found =
    resource.inputs.at(property).state === "absent"
      ? `missing, which means ${number.value}`
      : String(number.value);
  return violation(reason, {
    message: `'${property}' is ${found}; ${allowed(demand)} ${unit} are required (${because})`,
    fix: `set ${property} to ${fixOf(demand)}`,
    property,
  });
}

function allowed({ atLeast, atMost }: NumberDemand): string {
  if (atLeast === undefined) return `at most ${atMost}`;
  return atMost === undefined ? `at least ${atLeast}` : `${atLeast} to ${atMost}`;
}

function fixOf({ atLeast, atMost }: NumberDemand): string {
  if (atMost === undefined) return `${atLeast} or more`;
  return atLeast === undefined ? `${atMost} or less` : String(atMost);
}

/** What mends a number that lies out of bounds: the upper one where there is one. */
export function numberChange({ property, atLeast = 0, atMost = atLeast }: NumberDemand): Change {
  return { at: [property], value: atMost };
}
