import { isMap, valueAt } from "../images/path";

/** One object of a rendered chart. */
export type Manifest = Readonly<Record<string, unknown>>;

/**
 * What kind of difference it is.
 * - `immutable field`: the API server refuses to change it in an object that is there
 * - `definition`: a custom resource definition, which what was made of it depends on
 * - `removed value`: a value of ours that the new chart does not know, or of another type
 * - `image`: what pods are made of
 * - `metric`: a series that is gone, and which of our alerts and panels read it
 * - `object`: something that is installed and was not, or no longer is
 */
export type DifferenceClass =
  "immutable field" | "definition" | "removed value" | "image" | "metric" | "object";

/** One difference between two versions of a chart, with our values. */
export interface Difference {
  readonly class: DifferenceClass;
  /** What differs: an object, a path in the values, an image, a series. */
  readonly subject: string;
  /** How: ends a sentence that begins with the subject, without its full stop. */
  readonly what: string;
  /** Whether the upgrade fails or something is lost unless somebody does something before. */
  readonly needsWork: boolean;
  /** What has to be done before, where something has; an imperative without its full stop. */
  readonly before?: string;
  /** What is special about the way back, where something is. */
  readonly back?: string;
}

/** Both versions' manifests by object. Hooks are made anew at each run, and left out. */
export function pairsOf(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly { readonly id: string; readonly old?: Manifest; readonly new?: Manifest }[] {
  const [old, young] = [before, after].map(
    (manifests) => new Map(manifests.filter(isKept).map((m) => [idOf(m), m])),
  );
  const ids = [...new Set([...old!.keys(), ...young!.keys()])].sort();
  return ids.map((id) => {
    const [was, is] = [old!.get(id), young!.get(id)];
    return { id, ...(was !== undefined && { old: was }), ...(is !== undefined && { new: is }) };
  });
}

function isKept(manifest: Manifest): boolean {
  const annotations = valueAt(manifest, "metadata > annotations");
  return !(isMap(annotations) && "helm.sh/hook" in annotations);
}

/** `Deployment monitoring/grafana`. */
export function idOf(manifest: Manifest): string {
  const [namespace, name] = ["namespace", "name"].map((field) => valueAt(manifest, `metadata > ${field}`));
  const place = typeof namespace === "string" ? `${namespace}/` : "";
  return `${String(manifest["kind"])} ${place}${String(name)}`;
}

/** Whether two values are the same, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, below]) => [key, sorted(below)]),
  );
}
