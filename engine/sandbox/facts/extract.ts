import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { sharedPath } from "../../testing/shared";
import { FACTS_FOLDER, type FactsFile, type Shape, type TypeFacts } from "./model";
import { readSchemaFolder } from "./schemas";
import { packageFolder, readClass, readShapes, reachableShapes, type ClassFacts } from "./sdk";
import { LISTED_TYPES, type ListedTypes } from "./types";

/** What the Terraform provider's schema says about a type, with Pulumi's names. */
export type SchemaFacts = Omit<TypeFacts, "inputs" | "outputs"> & { readonly outputs?: readonly string[] };

/** Reads the schema facts of a folder with one JSON file a module. */
export function readSchemaFacts(folder: string): Record<string, SchemaFacts> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return Object.assign(
    {},
    ...files.map((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")) as object),
  ) as Record<string, SchemaFacts>;
}

/** Whether a dotted path names something a program can set, by the SDK's declarations. */
export function pathExists(dotted: string, inputs: Shape, shapes: Readonly<Record<string, Shape>>): boolean {
  let shape: Shape | undefined = inputs;
  for (const segment of dotted.split(".")) {
    if (shape === undefined) return false;
    const kind: string | undefined = shape[segment] ?? shape[`${segment}!`];
    if (kind === undefined) return false;
    const name: string | undefined = /@(.+)$/.exec(kind)?.[1];
    shape = name === undefined ? undefined : shapes[name];
  }
  return true;
}

function unlessEmpty<T extends object>(value: T | undefined): T | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}

/**
 * Joins what the SDK's class and the Terraform schema say. Where they disagree the SDK wins: paths it does not know are
 * dropped. Secret properties are the union of both.
 */
export function joinFacts(
  declared: ClassFacts,
  schema: SchemaFacts | undefined,
  shapes: Readonly<Record<string, Shape>>,
): TypeFacts {
  const exists = (dotted: string): boolean => pathExists(dotted, declared.inputs, shapes);
  const pairs = <T>(value: Readonly<Record<string, T>> | undefined): Record<string, T> =>
    Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => exists(name)));
  const secret = [...new Set([...declared.secret, ...(schema?.secret ?? []).filter(exists)])].sort();
  const facts: Record<string, unknown> = {
    inputs: declared.inputs,
    outputs: declared.outputs,
    requires: unlessEmpty(schema?.requires?.filter(exists)),
    replacesOn: unlessEmpty(schema?.replacesOn?.filter(exists)),
    computedWhenAbsent: unlessEmpty(schema?.computedWhenAbsent?.filter(exists)),
    defaults: unlessEmpty(pairs(schema?.defaults)),
    conflicts: unlessEmpty(pairs(schema?.conflicts)),
    exactlyOneOf: unlessEmpty(schema?.exactlyOneOf?.filter((group) => group.every(exists))),
    secret: unlessEmpty(secret),
  };
  return JSON.parse(JSON.stringify(facts)) as TypeFacts;
}

/** Builds the facts file of one provider. `schema` is empty for providers of which only the SDK is at hand. */
export function buildFacts(listed: ListedTypes, schema: Readonly<Record<string, SchemaFacts>>): FactsFile {
  const shapes = readShapes(listed.package);
  const manifest = readFileSync(path.join(packageFolder(listed.package), "package.json"), "utf8");
  const version = (JSON.parse(manifest) as { version: string }).version.replace(/^v/, "");
  const types: Record<string, TypeFacts> = {};
  for (const [module, files] of Object.entries(listed.modules))
    for (const file of files.split(" ")) {
      const declared = readClass(listed.package, module, file);
      types[declared.token] = joinFacts(declared, schema[declared.token], shapes);
    }
  const roots = Object.values(types).map((facts) => facts.inputs);
  return { source: `${listed.package} ${version}`, shapes: reachableShapes(shapes, roots), types };
}

/** One entry a line: short, and a changed fact is a changed line. */
export function formatFacts(file: object): string {
  const section = (value: unknown): string => {
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const entries = Array.isArray(value)
      ? value.map((entry) => JSON.stringify(entry))
      : Object.entries(value).map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    return `${open}\n${entries.join(",\n")}\n${close}`;
  };
  const sections = Object.entries(file).map(([name, value]) => `${JSON.stringify(name)}:${section(value)}`);
  return `{\n${sections.join(",\n")}\n}\n`;
}

/** Where the schema facts of AWS and the API schemas lie among the reference material. */
export const AWS_SCHEMA = sharedPath("aws-schema");
export const KUBERNETES_SCHEMAS = sharedPath("schemas");

/** Every facts file, by name, as it should stand in the repository. */
export function buildAll(): Record<string, object> {
  const built: Record<string, object> = {};
  for (const listed of LISTED_TYPES)
    built[listed.provider] = buildFacts(listed, listed.provider === "aws" ? readSchemaFacts(AWS_SCHEMA) : {});
  built["kubernetes"] = readSchemaFolder(KUBERNETES_SCHEMAS);
  return built;
}

if (require.main === module)
  for (const [name, file] of Object.entries(buildAll())) {
    const text = formatFacts(file);
    writeFileSync(path.join(FACTS_FOLDER, `${name}.json`), text);
    process.stdout.write(`${name}.json: ${Math.round(text.length / 1024)} KB\n`);
  }
