/** Names and indices that lead from a resource's inputs to one value in them. */
export type Place = readonly string[];

/** Every place in a value, at whatever depth. */
export function pathsOf(value: unknown, above: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...above, key],
    ...pathsOf(inner, [...above, key]),
  ]);
}

export function valueAt(value: unknown, path: Place): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}

/** The same value with another one at a place. */
export function replaced(value: unknown, [key, ...rest]: Place, put: unknown): unknown {
  if (key === undefined) return put;
  const inner = replaced((value as Record<string, unknown>)[key], rest, put);
  if (Array.isArray(value))
    return value.map((element: unknown, index) => (String(index) === key ? inner : element));
  return { ...(value as object), [key]: inner };
}
