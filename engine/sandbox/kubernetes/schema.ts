import type { SchemaNode, SchemaRef } from "../facts/model";
import { isAsset, isObject, isUnknown, reveal, type Properties, type Value } from "../values";

/** How an object is judged. */
export interface Judgement {
  /** Resolves references between schema nodes. */
  readonly nodes: readonly SchemaNode[];
  /** A patch need not be whole: missing required fields are not reported. @default false */
  readonly partial?: boolean;
}

const patterns = new Map<string, RegExp | undefined>();

/** A schema's pattern; undefined where it is of a dialect that JavaScript does not know. */
export function compilePattern(pattern: string): RegExp | undefined {
  if (patterns.has(pattern)) return patterns.get(pattern);
  let compiled: RegExp | undefined;
  try {
    // Go writes "whatever the case" into the pattern, JavaScript beside it.
    compiled = new RegExp(pattern.replaceAll("(?i)", ""), pattern.includes("(?i)") ? "i" : "");
  } catch {
    compiled = undefined;
  }
  patterns.set(pattern, compiled);
  return compiled;
}

/** Everything in which a value departs from a schema, in the words of an API server with strict field validation. */
export function violations(
  value: Value | undefined,
  schema: SchemaRef,
  path: string,
  judgement: Judgement,
): string[] {
  const found: string[] = [];
  judge(value, schema, path, judgement, found);
  return found;
}

function judge(
  value: Value | undefined,
  schema: SchemaRef,
  path: string,
  judgement: Judgement,
  found: string[],
): void {
  const bare = reveal(value);
  if (bare === undefined || isUnknown(bare) || isAsset(bare)) return;
  const node = typeof schema === "number" ? judgement.nodes[schema] : schema;
  if (node === undefined) return;
  if (!hasType(bare, node)) {
    found.push(
      `${path}: Invalid value: ${typeName(bare)}: must be of type ${[node.type].flat().join(" or ")}`,
    );
    return;
  }
  if (node.enum !== undefined && !node.enum.includes(bare)) {
    const allowed = node.enum.map((item) => JSON.stringify(item)).join(", ");
    found.push(`${path}: Unsupported value: ${JSON.stringify(bare)}: supported values: ${allowed}`);
  }
  if (typeof bare === "string") judgeText(bare, node, path, found);
  if (typeof bare === "number") judgeNumber(bare, node, path, found);
  if (Array.isArray(bare)) judgeList(bare, node, path, judgement, found);
  else if (isObject(bare)) judgeObject(bare, node, path, judgement, found);
}

function judgeText(text: string, node: SchemaNode, path: string, found: string[]): void {
  if (node.pattern !== undefined && compilePattern(node.pattern)?.test(text) === false)
    found.push(`${path}: Invalid value: ${JSON.stringify(text)}: should match '${node.pattern}'`);
}

function judgeNumber(number: number, node: SchemaNode, path: string, found: string[]): void {
  if (node.minimum !== undefined && number < node.minimum)
    found.push(`${path}: Invalid value: ${number}: should be greater than or equal to ${node.minimum}`);
  if (node.maximum !== undefined && number > node.maximum)
    found.push(`${path}: Invalid value: ${number}: should be less than or equal to ${node.maximum}`);
}

function judgeList(
  list: Value[],
  node: SchemaNode,
  path: string,
  judgement: Judgement,
  found: string[],
): void {
  if (node.minItems !== undefined && list.length < node.minItems)
    found.push(`${path}: Invalid value: ${list.length}: should have at least ${node.minItems} items`);
  if (node.maxItems !== undefined && list.length > node.maxItems)
    found.push(`${path}: Too many: ${list.length}: must have at most ${node.maxItems} items`);
  const { items } = node;
  if (items !== undefined)
    list.forEach((item, index) => judge(item, items, `${path}[${index}]`, judgement, found));
}

function judgeObject(
  object: Properties,
  node: SchemaNode,
  path: string,
  judgement: Judgement,
  found: string[],
): void {
  const prefix = path === "" ? "" : `${path}.`;
  for (const [key, item] of Object.entries(object)) {
    if (reveal(item) === undefined || (path === "" && key.startsWith("__"))) continue;
    const child = node.properties?.[key];
    if (child !== undefined) judge(item, child, prefix + key, judgement, found);
    else if (node.additionalProperties === false) found.push(`${prefix}${key}: field not declared in schema`);
    else if (node.additionalProperties !== undefined && node.additionalProperties !== true)
      judge(item, node.additionalProperties, prefix + key, judgement, found);
  }
  if (judgement.partial === true) return;
  for (const key of node.required ?? [])
    if (reveal(object[key]) === undefined) found.push(`${prefix}${key}: Required value`);
}

function hasType(value: Value, { type }: SchemaNode): boolean {
  if (type === undefined) return true;
  return [type].flat().some((name) => {
    if (name === "integer") return typeof value === "number" && Number.isInteger(value);
    if (name === "array") return Array.isArray(value);
    if (name === "object") return isObject(value);
    return typeof value === name;
  });
}

function typeName(value: Value): string {
  if (Array.isArray(value)) return '"array"';
  if (isObject(value)) return '"object"';
  return JSON.stringify(value);
}
