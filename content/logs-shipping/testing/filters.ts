import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import type { LogPlace } from "../place";
import { SCRIPTS_FOLDER } from "../scripts";
import type { Line } from "./lines";

const HARNESS = path.join(SCRIPTS_FOLDER, "..", "testing", "run_filters.rb");

/** A document as Elasticsearch would get it. */
export type Document = Readonly<Record<string, unknown>>;

/** What a filter made of something. */
export interface Result {
  readonly document?: Document;
  readonly reason?: string;
  readonly tags?: readonly string[];
  /** Whether it is not filed at all. */
  readonly useless?: boolean;
  /** The document that is put aside instead. */
  readonly dead?: Document;
}

interface Input {
  readonly place: LogPlace;
  readonly lines?: readonly Line[];
  /** Requests of OTLP/HTTP, as its JSON has them. */
  readonly requests?: readonly object[];
}

interface Output {
  readonly lines: readonly { readonly logstash: Result; readonly fluentd: Result }[];
  readonly requests: readonly {
    readonly logstash: readonly Result[];
    readonly fluentd: readonly Result[];
  }[];
}

/** Runs the filters of both programs in Ruby. */
export function runFilters(ruby: string, { place, lines = [], requests = [] }: Input): Output {
  const { status, stdout, stderr } = spawnSync(ruby, [HARNESS], {
    encoding: "utf8",
    input: JSON.stringify({ place, folder: SCRIPTS_FOLDER, lines, requests }),
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Output;
}

/** Fields that hold a map of their own. */
const WHOLE = new Set(["pharos.fields"]);

/** `{a: {b: 1}}` → `{"a.b": 1}`. */
export function flatten(document: Document, above = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]) => {
      const name = above === "" ? key : `${above}.${key}`;
      const isMap = typeof value === "object" && value !== null && !Array.isArray(value) && !WHOLE.has(name);
      return isMap ? Object.entries(flatten(value as Document, name)) : [[name, value]];
    }),
  );
}
