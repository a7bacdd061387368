import type { Read, Reader, Unknown } from "./reader";

/** How deep values may lie: charts nest a dozen deep, a thousand is a loop. */
const DEEPEST = 40;

/** A value at the end of a tree, and the names that lead there; elements of a list have the list's names. */
export interface Leaf {
  readonly keys: readonly string[];
  readonly path: string;
  readonly value: Read<string>;
}

/** All texts, numbers and switches below a place, in order, and what lies there and is not known. */
export function leavesOf(root: Reader): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (place: Reader, keys: readonly string[], depth: number): void => {
    if (place.state === "absent") return;
    if (depth === 0) {
      const value: Unknown = { state: "unknown", path: place.path, why: "lies deeper than values do" };
      leaves.push({ keys, path: place.path, value });
      return;
    }
    const fields = place.fields();
    if (fields.state === "value") {
      for (const [name, below] of fields.value) visit(below, [...keys, name], depth - 1);
      return;
    }
    const list = place.list();
    if (list.state === "value" && list.value[0] !== place) {
      for (const element of list.value) visit(element, keys, depth - 1);
      return;
    }
    leaves.push({ keys, path: place.path, value: place.text() });
  };
  visit(root, [], DEEPEST);
  return leaves;
}

/** Names of values that are texts wherever they stand: what they are made of is not known before the update, and hides nothing. */
const TEXT_BY_NAME =
  /(arn|account|bucket|cidr|cluster|endpoint|host|hosts|id|key|name|namespace|override|password|region|role|subnet|token|url|uri|zone|version)$/i;

/** Whether an unknown value may be a tree in which something is set. */
export function mayHideATree({ keys, value }: Leaf): boolean {
  return value.state === "unknown" && !TEXT_BY_NAME.test(keys.at(-1) ?? "");
}
