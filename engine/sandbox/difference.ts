import type { PropertyChange } from "./provider";
import {
  hasUnknown,
  isAsset,
  isObject,
  isUnknown,
  reveal,
  sameValue,
  type Properties,
  type Value,
} from "./values";

/**
 * The properties in which two sets of inputs differ. Documents in JSON text are compared by what they say; a value that is not known
 * yet counts as changed.
 *
 * @param replaces whether a change at a path (list indexes left out) replaces the resource
 * @param ignored top-level keys that do not count
 */
export function differences(
  olds: Properties,
  news: Properties,
  replaces: (path: string) => boolean,
  ignored: ReadonlySet<string> = new Set(),
): PropertyChange[] {
  const changes: PropertyChange[] = [];
  compareObjects(olds, news, "", "", { replaces, changes, ignored });
  return changes;
}

interface Comparison {
  readonly replaces: (path: string) => boolean;
  readonly changes: PropertyChange[];
  readonly ignored: ReadonlySet<string>;
}

function compareObjects(a: Properties, b: Properties, at: string, bare: string, context: Comparison): void {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of [...keys].sort()) {
    if (at === "" && context.ignored.has(key)) continue;
    const path = /^[A-Za-z0-9_$-]+$/.test(key) ? (at === "" ? key : `${at}.${key}`) : `${at}["${key}"]`;
    compare(a[key], b[key], path, bare === "" ? key : `${bare}.${key}`, context);
  }
}

function compare(
  oldValue: Value | undefined,
  newValue: Value | undefined,
  at: string,
  bare: string,
  context: Comparison,
): void {
  const [a, b] = [reveal(oldValue), reveal(newValue)];
  if (a === undefined && b === undefined) return;
  if (!hasUnknown(b) && sameValue(a, b)) return;
  if (isContainer(a) && isContainer(b)) {
    if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, at, bare, context);
    if (isObject(a) && isObject(b)) return compareObjects(a, b, at, bare, context);
  }
  const kind = a === undefined ? "add" : b === undefined ? "delete" : "update";
  const replaces = context.replaces(bare) || insideReplaces(kind === "delete" ? a : b, bare, context);
  context.changes.push({ path: at, kind, replaces });
}

function compareLists(a: Value[], b: Value[], at: string, bare: string, context: Comparison): void {
  for (let index = 0; index < Math.max(a.length, b.length); index++)
    compare(a[index], b[index], `${at}[${index}]`, bare, context);
}

function isContainer(value: Value | undefined): boolean {
  return typeof value === "object" && value !== null && !isAsset(value) && !isUnknown(value);
}

/** Whether something inside a value that came or went as a whole replaces the resource. */
function insideReplaces(value: Value | undefined, bare: string, context: Comparison): boolean {
  const inner = reveal(value);
  if (Array.isArray(inner)) return inner.some((item) => insideReplaces(item, bare, context));
  if (!isObject(inner) || isAsset(inner)) return false;
  return Object.entries(inner).some(
    ([key, item]) =>
      reveal(item) !== undefined &&
      (context.replaces(`${bare}.${key}`) || insideReplaces(item, `${bare}.${key}`, context)),
  );
}

/** A test for a list of dotted paths: a change at a path, or at anything below it, replaces. */
export function replacesOn(paths: Iterable<string>): (path: string) => boolean {
  const exact = new Set<string>();
  for (const path of paths) exact.add(path);
  return (path) => {
    for (let cut = path.length; cut > 0; cut = path.lastIndexOf(".", cut - 1))
      if (exact.has(path.slice(0, cut))) return true;
    return false;
  };
}
