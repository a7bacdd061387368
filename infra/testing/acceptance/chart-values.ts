import { at, releasesOf, type Stack } from "./stack";

/** What is wrong in the values of a chart's releases: each check a path, whether its value is right, and what to say if not. */
export function inValues(
  stack: Stack,
  chart: string,
  checks: readonly (readonly [string, (value: unknown) => boolean, string])[],
): string[] {
  return releasesOf(stack, chart).flatMap(({ name, inputs }) =>
    checks
      .filter(([path, right]) => !right(at(inputs["values"], path)))
      .map(([, , message]) => `release '${name}': ${message}`),
  );
}

export const is =
  (wanted: unknown) =>
  (value: unknown): boolean =>
    value === wanted;
