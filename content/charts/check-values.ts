import { type KeyIndex, type KeyType, PATH_SEPARATOR, pathOf } from "./index-format";
import { type FreeForm, type TypeException, freeFormFor, typeExceptionFor } from "./free-form";

/** One thing that is wrong with values given to a chart. */
export interface Problem {
  /** Path of the key, such as `grafana > enabled`. */
  readonly path: string;
  /** What is wrong, the value, what is allowed. */
  readonly message: string;
}

/** How many letters two keys may differ by for one to be proposed for the other. */
const MAX_DISTANCE = 3;

/** What the check needs besides the index; the defaults are the repository's own lists. */
export interface CheckOptions {
  /** @default the list in `free-form.ts` */
  readonly freeForm?: readonly FreeForm[];
  /** @default the list in `free-form.ts` */
  readonly typeExceptions?: readonly TypeException[];
}

/**
 * Checks values against what one version of a chart knows: every key exists, and holds a value of the type that values.yaml
 * shows. Below an empty map everything is allowed if, and only if, the list of free-form maps names it with a reason.
 */
export function checkValues(index: KeyIndex, values: object, options: CheckOptions = {}): Problem[] {
  const problems: Problem[] = [];
  const children = childrenByParent(index);
  walk(values, []);
  return problems;

  function walk(map: object, parent: readonly string[]): void {
    for (const [name, value] of Object.entries(map)) {
      if (value === undefined) continue;
      checkKey([...parent, name], name, parent, value);
    }
  }

  function checkKey(steps: readonly string[], name: string, parent: readonly string[], value: unknown): void {
    const path = pathOf(steps);
    const type = index.keys[path];
    const isMap = isRecord(value);
    if (type === undefined) {
      problems.push({ path, message: unknownKey(path, name, parent) });
    } else if (!fits(type, value)) {
      const exception = typeExceptionFor(index.chart, steps, options.typeExceptions);
      if (exception?.type !== valueType(value)) problems.push(wrongType(path, type, value));
    } else if (isMap && freeFormFor(index.chart, steps, options.freeForm) === undefined) {
      if (type === "map") {
        walk(value, steps);
      } else if (Object.keys(value).length > 0) {
        problems.push({ path, message: unlisted(path) });
      }
    }
  }

  function unlisted(path: string): string {
    return (
      `${path}: values.yaml of ${index.chart} ${index.version} does not show which keys belong here; ` +
      `add the path to the free-form list with a reason and, if there is one, the check that takes over`
    );
  }

  function unknownKey(path: string, name: string, parent: readonly string[]): string {
    const proposal = closest(name, children.get(pathOf(parent)) ?? []);
    const hint = proposal === undefined ? "" : `; did you mean ${proposal}?`;
    return `${path}: ${index.chart} ${index.version} knows no such key${hint}`;
  }

  function wrongType(path: string, type: KeyType, value: unknown): Problem {
    const expected = type === "empty-map" ? "map" : type;
    const shown = JSON.stringify(value);
    return {
      path,
      message: `${path}: ${index.chart} ${index.version} has a ${expected} here, the value is a ${valueType(value)}: ${shown}`,
    };
  }
}

function fits(type: KeyType, value: unknown): boolean {
  if (value === null || type === "null" || type === "documented") return true;
  return (type === "empty-map" ? "map" : type) === valueType(value);
}

function valueType(value: unknown): "map" | "list" | "string" | "number" | "boolean" | "null" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return typeof value as "string" | "number" | "boolean";
    default:
      return "map";
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function childrenByParent(index: KeyIndex): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const path of Object.keys(index.keys)) {
    const steps = path.split(PATH_SEPARATOR);
    const name = steps.pop() ?? "";
    const parent = pathOf(steps);
    children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  return children;
}

/** The candidate with the fewest letters to change, if they are few. */
function closest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = MAX_DISTANCE + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    // A short name must not be "corrected" into an unrelated one.
    if (distance < least && distance <= Math.max(name.length, candidate.length) / 2) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current[column] = Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
