import { isDeepStrictEqual } from "node:util";
import { isMarker } from "../model";
import { pathOf } from "./property-path";

/** Two values at one place that are not the same. */
export interface DifferentValue {
  readonly steps: readonly (string | number)[];
  readonly was: unknown;
  readonly is: unknown;
}

/** What providers note for themselves among the inputs. */
function isBookkeeping(step: string | number): boolean {
  return typeof step === "string" && step.startsWith("__");
}

/** The places at which two values differ, as deep down as they have the same shape. Documents in JSON are followed like any other value. */
export function differences(
  was: unknown,
  is: unknown,
  steps: readonly (string | number)[] = [],
): readonly DifferentValue[] {
  if (isDeepStrictEqual(was, is)) return [];
  const [before, after] = [opened(was), opened(is)];
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys: (string | number)[] =
      Array.isArray(before) && Array.isArray(after)
        ? Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index)
        : [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys
      .filter((key) => !isBookkeeping(key))
      .flatMap((key) => differences(at(before, key), at(after, key), [...steps, key]));
  }
  return [{ steps, was, is }];
}

/** The place of a difference as a path. */
export function placeOf({ steps }: DifferentValue): string {
  return pathOf(steps);
}

type Tree = Record<string | number, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !isMarker(value);
}

function at(tree: Tree, key: string | number): unknown {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/** A document in JSON as what it says. */
function opened(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
