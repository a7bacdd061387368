import { readFileSync } from "node:fs";
import { UNKNOWN, type Given } from "./resources";

/** One file of resources of the reference's, see the README there. */
export interface SharedFile {
  readonly file: string;
  readonly resources: readonly Given[];
}

interface Line {
  readonly file: string;
  readonly source: string;
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
  }[];
}

type Marker = Readonly<Record<"$ref" | "$interp" | "$unknown" | "$expr", unknown>>;
const MARKERS = ["$ref", "$interp", "$unknown", "$expr"] as const;

/** A file of more resources is a whole program, which costs as much as a hundred of the others. */
const MOST_RESOURCES = 12;

/**
 * One of every so many files at a path, with references as at an update: texts that nobody else has.
 * @param every 1 for all of them
 */
export function readSharedFiles(path: string, every: number): readonly SharedFile[] {
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .filter((_, index) => index % every === 0)
    .map((line) => JSON.parse(line) as Line)
    .filter(({ resources }) => resources.length <= MOST_RESOURCES)
    .map(({ file, resources }) => ({
      file,
      resources: resources.map(({ type, name, inputs = {} }) => ({
        type,
        name,
        inputs: materialized(inputs) as Record<string, unknown>,
      })),
    }));
}

function materialized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(materialized);
  if (typeof value !== "object" || value === null) return value;
  const marker = MARKERS.find((name) => name in value);
  if (marker !== undefined) {
    const text = (value as Marker)[marker];
    return (marker === "$ref" || marker === "$interp") && typeof text === "string" ? text : UNKNOWN;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, materialized(inner)]));
}
