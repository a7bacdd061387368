/**
 * The key index of a chart: which keys one version's values.yaml knows, and of which type. Facts only, made by `extract.ts`
 * and kept beside the version table, so that a typing error in our values fails a test instead of being ignored by Helm.
 */

/**
 * What a key holds in values.yaml.
 * - `map`: known keys below it; `empty-map`: `{}`, so what may stand below is not written in values.yaml
 * - `list`: any list; the chart passes the items on
 * - `null`: null, or nothing: the chart gives no hint of the type
 * - `documented`: not set, only described in a comment
 */
export type KeyType = "map" | "empty-map" | "list" | "string" | "number" | "boolean" | "null" | "documented";

/** One values.yaml that was read. */
export interface IndexSource {
  readonly chart: string;
  readonly version: string;
  /** SHA-256 of the values.yaml, hexadecimal. */
  readonly sha256: string;
  /** Where its keys stand in the index: empty for the chart itself, the key of the sub-chart otherwise. */
  readonly under: string;
}

/** The file `<chart>.keys.json`. */
export interface KeyIndex {
  readonly chart: string;
  readonly version: string;
  readonly sources: readonly IndexSource[];
  /** Path (see {@link pathOf}) → type, sorted by path. */
  readonly keys: Readonly<Record<string, KeyType>>;
}

/** Between the steps of a path. Not a dot, because keys may contain dots (`grafana.ini`); not a slash, for the same reason. */
export const PATH_SEPARATOR = " > ";

/** The path of a key as text, such as `prometheus > prometheusSpec > replicas`. */
export function pathOf(steps: readonly string[]): string {
  return steps.join(PATH_SEPARATOR);
}
