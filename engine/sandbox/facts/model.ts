import { readFileSync } from "node:fs";
import * as path from "node:path";

/**
 * What kind of value a property takes: `string`, `number`, `boolean`, `any` (a union, an asset, an enumeration type),
 * `[]kind` (a list), `{}kind` (a map), or `@module.Shape` (an object of {@link FactsFile.shapes}).
 */
export type Kind = string;

/** Property name → kind; a name that ends in `!` must be set. */
export type Shape = Readonly<Record<string, Kind>>;

/** What is known about one resource type of a provider whose SDK is generated from Terraform's schema. */
export interface TypeFacts {
  /** What a program may set, from the SDK's args interface. */
  readonly inputs: Shape;
  /** What only the cloud sets, from the SDK's class. */
  readonly outputs: Shape;
  /** Dotted paths that must be set; a path below the top applies when its parent is set. */
  readonly requires?: readonly string[];
  /** Dotted paths whose change replaces the resource. */
  readonly replacesOn?: readonly string[];
  /** Optional inputs that the cloud fills where they are absent. */
  readonly computedWhenAbsent?: readonly string[];
  /** Dotted path → the value the provider assumes. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Input → inputs that cannot be set together with it. */
  readonly conflicts?: Readonly<Record<string, readonly string[]>>;
  /** Groups of inputs of which exactly one must be set. */
  readonly exactlyOneOf?: readonly (readonly string[])[];
  /** Properties whose values are secret. */
  readonly secret?: readonly string[];
}

/** One facts file: a provider's types, and the object shapes their properties name. */
export interface FactsFile {
  /** The npm package and version the classes came from. */
  readonly source: string;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly types: Readonly<Record<string, TypeFacts>>;
}

/** A node of a Kubernetes API schema: the parts of JSON schema that an API server judges by. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaRef>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaRef;
  readonly items?: SchemaRef;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A node, or its index in {@link SchemaFile.nodes}: equal subtrees (a pod's spec, an object's metadata) are kept once. */
export type SchemaRef = SchemaNode | number;

export interface SchemaFile {
  readonly nodes: readonly SchemaNode[];
  /** `<apiVersion>/<Kind>` → its root. */
  readonly kinds: Readonly<Record<string, SchemaRef>>;
}

/** The folder of the facts files in the source tree (compiled code runs from `dist/`, where JSON is not copied). */
export const FACTS_FOLDER = path.resolve(__dirname, "..", "..", "..", "..", "engine", "sandbox", "facts");

/** Reads a facts file, e.g. `aws`. */
export function readFacts(name: string): FactsFile {
  return JSON.parse(readFileSync(path.join(FACTS_FOLDER, `${name}.json`), "utf8")) as FactsFile;
}

/** Reads the schemas of the Kubernetes kinds. */
export function readSchemas(): SchemaFile {
  return JSON.parse(readFileSync(path.join(FACTS_FOLDER, "kubernetes.json"), "utf8")) as SchemaFile;
}
