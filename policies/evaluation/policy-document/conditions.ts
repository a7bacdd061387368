import { every, some, type Answer } from "../answer";
import type { Reader, Unknown } from "../reader";
import { patternsAt } from "./selection";

/** One line of a `Condition` block: all lines must hold, and of the values of one line at least one. */
export interface Condition {
  /** Without quantifier and `IfExists`, in lower case, such as `stringequals`. */
  readonly operator: string;
  readonly quantifier: "forallvalues" | "foranyvalue" | undefined;
  readonly ifExists: boolean;
  /** In lower case: keys are not case-sensitive. */
  readonly key: string;
  readonly values: readonly string[];
  readonly open: readonly Unknown[];
}

export interface Conditions {
  readonly list: readonly Condition[];
  /** Why further conditions may be hidden, where they may. */
  readonly open: readonly Unknown[];
}

/** Reads operator → key → values. */
export function conditionsOf(place: Reader): Conditions {
  const list: Condition[] = [];
  const open: Unknown[] = [];
  const operators = place.fields();
  if (operators.state === "unknown") open.push(operators);
  for (const [written, block] of operators.state === "value" ? operators.value : []) {
    const keys = block.fields();
    if (keys.state === "unknown") open.push(keys);
    for (const [key, values] of keys.state === "value" ? keys.value : []) {
      const read = patternsAt(values) ?? { patterns: [], open: [] };
      list.push({
        ...operatorOf(written),
        key: key.toLowerCase(),
        values: read.patterns,
        open: read.open,
      });
    }
  }
  return { list, open };
}

function operatorOf(written: string): Pick<Condition, "operator" | "quantifier" | "ifExists"> {
  const text = written.toLowerCase();
  const quantifier = (["forallvalues", "foranyvalue"] as const).find((name) => text.startsWith(`${name}:`));
  const rest = quantifier === undefined ? text : text.slice(quantifier.length + 1);
  const ifExists = rest.endsWith("ifexists");
  return { operator: ifExists ? rest.slice(0, -"ifexists".length) : rest, quantifier, ifExists };
}

/** Whether nothing at all limits when a statement holds. */
export function isUnconditional({ list, open }: Conditions): Answer {
  return list.length > 0 ? false : every([...open]);
}

/** Operators that say what a key must be, as opposed to what it must not be, and to comparisons of numbers and dates. */
const POSITIVE = [
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "ipaddress",
];

/**
 * Whether some condition holds only for values that a test accepts. A condition that also holds where its key is missing (`IfExists`,
 * `ForAllValues`) is none that could be relied on.
 */
export function demands(
  conditions: Conditions,
  accepts: (key: string, value: string, operator: string) => boolean,
  keys: readonly string[] | ReadonlySet<string>,
): Answer {
  const wanted = new Set(keys);
  const answers = conditions.list
    .filter(({ key }) => wanted.has(key))
    .filter(({ operator, quantifier, ifExists }) => {
      return POSITIVE.includes(operator) && !ifExists && quantifier !== "forallvalues";
    })
    .filter(({ values, open }) => values.length + open.length > 0)
    .map(({ key, operator, values, open }) =>
      every([...values.map((value) => accepts(key, value, operator)), ...open]),
    );
  return some([...answers, ...conditions.open]);
}
