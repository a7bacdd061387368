import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { SchemaFile, SchemaNode, SchemaRef } from "./model";

/** A JSON schema as the API definitions write it. */
type RawSchema = Record<string, unknown>;

/** The keywords the sandbox judges by; the rest (descriptions, defaults, lengths, alternatives) is left behind. */
const KEPT = ["type", "required", "enum", "pattern", "minimum", "maximum", "minItems", "maxItems"] as const;

/** Nodes whose JSON is shorter than this stand where they are used: a reference would save nothing. */
const INLINE_BELOW = 48;

/** Collects schemas, each distinct subtree once. */
class SchemaTable {
  private readonly nodes: SchemaNode[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly kinds: Record<string, SchemaRef> = {};

  /** Adds a kind under `<apiVersion>/<Kind>`. */
  add(apiVersion: string, kind: string, schema: RawSchema): void {
    this.kinds[`${apiVersion}/${kind}`] = this.reduce(schema);
  }

  file(): SchemaFile {
    const kinds = Object.fromEntries(Object.entries(this.kinds).sort(([a], [b]) => (a < b ? -1 : 1)));
    return { nodes: this.nodes, kinds };
  }

  private reduce(schema: RawSchema): SchemaRef {
    const node: Record<string, unknown> = {};
    for (const key of KEPT) if (schema[key] !== undefined) node[key] = schema[key];
    const properties = schema["properties"] as Record<string, RawSchema> | undefined;
    if (properties !== undefined)
      node["properties"] = Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [name, this.reduce(child)]),
      );
    if (schema["items"] !== undefined) node["items"] = this.reduce(schema["items"] as RawSchema);
    const additional = schema["additionalProperties"];
    if (additional !== undefined)
      node["additionalProperties"] =
        typeof additional === "boolean" ? additional : this.reduce(additional as RawSchema);
    const text = JSON.stringify(node);
    if (text.length < INLINE_BELOW) return node;
    const known = this.indexes.get(text);
    if (known !== undefined) return known;
    this.indexes.set(text, this.nodes.length);
    this.nodes.push(node);
    return this.nodes.length - 1;
  }
}

/** Reads the API schemas of a folder with one file `<group>/<kind>_<version>.json` each, named in its README's table. */
export function readSchemaFolder(folder: string): SchemaFile {
  const table = new SchemaTable();
  const readme = readFileSync(path.join(folder, "README.md"), "utf8");
  const rows = readme.matchAll(/^\| (\S+) \| (\S+) \| (\S+\.json) \|/gm);
  const listed = [...rows].map(([, apiVersion, kind, file]) => ({
    apiVersion: apiVersion ?? "",
    kind: kind ?? "",
    file: file ?? "",
  }));
  for (const { apiVersion, kind, file } of listed)
    table.add(apiVersion, kind, JSON.parse(readFileSync(path.join(folder, file), "utf8")) as RawSchema);
  const present = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readdirSync(path.join(folder, entry.name))).length;
  if (present !== listed.length)
    throw new Error(`${folder} holds ${present} schemas, its README names ${listed.length}`);
  return table.file();
}
