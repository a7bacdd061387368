/** Reading and setting places of a chart's values; a path is written as in `content/charts/index-format.ts`. */
import { PATH_SEPARATOR } from "../charts/index-format";

/** A map of values. */
export type Values = Readonly<Record<string, unknown>>;

export function stepsOf(path: string): string[] {
  return path === "" ? [] : path.split(PATH_SEPARATOR);
}

/** A map, and nothing that only looks like one. */
export function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(values: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((place, step) => (isMap(place) ? place[step] : undefined), values);
}

/** The same values with another one at a path. Nothing that was given is changed. */
export function withValueAt(values: Values, path: string, value: unknown): Values {
  const [step, ...rest] = stepsOf(path);
  if (step === undefined) throw new Error("a value stands at a path of at least one step");
  if (rest.length === 0) return { ...values, [step]: value };
  const below = values[step];
  return { ...values, [step]: withValueAt(isMap(below) ? below : {}, rest.join(PATH_SEPARATOR), value) };
}

/** Values over those that they override, as Helm lays them: maps are joined, everything else is replaced, and null takes a key away. */
export function mergeValues(under: unknown, over: unknown): unknown {
  if (over === undefined) return under;
  if (!isMap(under) || !isMap(over)) return over;
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    else merged[key] = mergeValues(under[key], value);
  }
  return merged;
}

/** Whether a chart's template takes a value for true: what is empty, zero or not there is not. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}
