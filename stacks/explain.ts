import { isDeepStrictEqual } from "node:util";
import { STACK_TYPE, isMarker, type PreviewedResource, type Run } from "./model";

/** One value that a setting decides. */
export interface Influence {
  stack: string;
  resource: PreviewedResource;
  /** Dotted path of the input; empty where the resource as a whole exists only with one of the two values. */
  path: string;
  /** The value now; undefined where there is none. */
  now: unknown;
  /** The value that the setting's other value gives; undefined where there is none. */
  then: unknown;
}

/**
 * What a setting decides, found by experiment: the same program previewed with the setting as it is and with another valid value,
 * and every input that differs. No table has to be kept up to date, and nothing is missed that a preview can know.
 */
export function influences(now: Run, then: Run): Influence[] {
  return now.stacks.flatMap((stack) => {
    const other = then.stacks.find((candidate) => candidate.stack === stack.stack);
    if (!other) return [];
    const before = byUrn(stack.resources);
    const after = byUrn(other.resources);
    const found: Influence[] = [];
    for (const [urn, resource] of before) {
      const twin = after.get(urn);
      if (!twin) found.push({ stack: stack.stack, resource, path: "", now: "exists", then: undefined });
      else {
        for (const difference of differences(resource.inputs, twin.inputs))
          found.push({ stack: stack.stack, resource, ...difference });
      }
    }
    for (const [urn, resource] of after) {
      if (!before.has(urn))
        found.push({ stack: stack.stack, resource, path: "", now: undefined, then: "exists" });
    }
    return found;
  });
}

function byUrn(resources: readonly PreviewedResource[]): Map<string, PreviewedResource> {
  return new Map(
    resources.filter(({ type }) => type !== STACK_TYPE).map((resource) => [resource.urn, resource]),
  );
}

/** The innermost paths at which two values differ. */
export function differences(
  now: unknown,
  then: unknown,
  path = "",
): { path: string; now: unknown; then: unknown }[] {
  if (isDeepStrictEqual(now, then)) return [];
  if (isTree(now) && isTree(then) && Array.isArray(now) === Array.isArray(then)) {
    const keys = [...new Set([...Object.keys(now), ...Object.keys(then)])].sort();
    return keys.flatMap((key) => {
      const step = Array.isArray(now) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
      return differences((now as Record<string, unknown>)[key], (then as Record<string, unknown>)[key], step);
    });
  }
  return [{ path, now, then }];
}

function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isMarker(value);
}

/** The value at a dotted path of a settings object, or undefined. */
export function valueAt(settings: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isTree(value) ? (value as Record<string, unknown>)[key] : undefined),
    settings,
  );
}

/** A copy of the settings with another value at a path that exists. */
export function withValueAt<T>(settings: T, [key, ...rest]: readonly string[], value: unknown): T {
  if (key === undefined) return value as T;
  const tree = settings as Record<string, unknown>;
  return { ...tree, [key]: withValueAt(tree[key], rest, value) } as T;
}

/**
 * Other values to try for a setting, the likeliest to be valid first. Whether one is valid is for the settings' own check to say.
 * @param value the value now
 * @param options what the schema allows, where it lists it
 */
export function alternatives(value: unknown, options: readonly unknown[] = []): unknown[] {
  const listed = options.filter((option) => !isDeepStrictEqual(option, value));
  if (listed.length > 0) return listed;
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value * 2, value - 1, Math.ceil(value / 2)];
  if (Array.isArray(value)) return [value.slice(0, -1), [...(value as unknown[])].reverse()];
  if (typeof value === "string") {
    const otherNumbers = [1, 64, -1].map((step) =>
      value.replace(/\d+(?=\D*$)|\d+(?=\.0\.0\/)/, (digits) =>
        String(Math.max(0, Number(digits) + step)).padStart(digits.length, "0"),
      ),
    );
    return [...otherNumbers, `${value}x`, value.slice(0, -1)].filter(
      (other) => other !== value && other !== "",
    );
  }
  return [];
}
