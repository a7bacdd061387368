import { pass, undetermined, violation, type Outcome } from "./outcome";
import { orDefault, type Reader } from "./reader";

/** A number that has to lie above or below a bound. */
export interface NumberDemand {
  /** Where it stands, from the resource's inputs down. */
  readonly path: readonly [string, ...string[]];
  readonly bound: "at least" | "at most";
  readonly limit: number;
  /** What the service takes where nothing is said. */
  readonly byDefault: number;
  /** Unit of the number, in the plural. */
  readonly unit: string;
  /** Reason code of the violation. */
  readonly reason: string;
  /** Why the limit. */
  readonly because: string;
}

/** Judges one number. */
export function judgeNumber(inputs: Reader, demand: NumberDemand): Outcome {
  const { path, bound, limit, byDefault, unit, reason, because } = demand;
  const read = inputs.at(...path).number();
  const number = orDefault(read, byDefault);
  if (number.state === "unknown") return undetermined(number);
  if (bound === "at least" ? number.value >= limit : number.value <= limit) return pass;
  const name = path.join(".");
  const found = read.state === "absent" ? `missing, which means ${byDefault}` : String(number.value);
  return violation(reason, {
    message: `'${name}' is ${found}; ${bound} ${limit} ${unit} are required (${because})`,
    fix: `set ${name} to ${limit} or ${bound === "at least" ? "more" : "less"}`,
    property: name,
  });
}
