import type { Operator } from "../operators";

/** Why a mutant that no mandatory rule refuses may pass. */
export type SurvivorClass =
  /** What comes of it is as safe as before: a default that is the same, a right fewer, a longer time. */
  | "harmless"
  /** It does not get that far: the provider's schema or the service takes no such thing. */
  | "refused"
  /** Something else stops it, which `by` names. */
  | "elsewhere"
  /** Nothing that protects or keeps records depends on it: names, sizes, texts, what an alarm looks at. */
  | "no security matter";

/** Survivors of one kind. The first entry of the table that fits a place is its class. */
export interface Survivor {
  /** Type tokens, `*` for any characters. */
  readonly types: readonly string[];
  /** The whole path. */
  readonly path: RegExp;
  /** @default all */
  readonly operators?: readonly Operator[];
  readonly class: SurvivorClass;
  /** One sentence. */
  readonly reason: string;
  /** The test that fails instead. Every class `elsewhere` names one. */
  readonly by?: string;
}

type Row = readonly [
  types: string | readonly string[],
  path: RegExp,
  operators: readonly Operator[] | "all",
  reason: string,
];

const rowsOf =
  (survivorClass: SurvivorClass, by?: string) =>
  (...rows: readonly Row[]): readonly Survivor[] =>
    rows.map(([types, path, operators, reason]) => ({
      types: typeof types === "string" ? [types] : types,
      path,
      class: survivorClass,
      reason,
      ...(operators !== "all" && { operators }),
      ...(by !== undefined && { by }),
    }));

export const harmless = rowsOf("harmless");
export const refused = rowsOf("refused");
export const noSecurityMatter = rowsOf("no security matter");
/** @param by path of the test that fails instead */
export const caughtBy = (by: string) => rowsOf("elsewhere", by);
