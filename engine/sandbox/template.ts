import { derived, derivedUuid, isAlphabet } from "./identity";
import {
  UNKNOWN,
  canonical,
  isObject,
  isUnknown,
  reveal,
  valuesAt,
  type Properties,
  type Value,
} from "./values";

/**
 * What a made-up value can be built from. A template is text with parts in braces:
 *
 * - `{region}`, `{account}`, `{partition}`, `{dns}`: where the resource is (other providers have other words)
 * - `{id}`, `{name}`: its id and its physical name
 * - `{in.a.b}`: an input or its default; `{out.a}`: a value computed before
 * - `{hex:8:purpose}`, also `HEX`, `digits`, `alnum`, `ALNUM`: characters derived from the resource; `{uuid:purpose}`
 * - `{hexof:in.vpcId:17:purpose}`, also `HEXof`: characters derived from a value, so that two resources agree on them
 * - `{last:in.clusterArn:/}`: what follows the last `/` of a value
 * - `{map:in.type:a=x,b=y}`: another word for a value
 * - `{or:in.orgId:1}`: a value, or what stands for it where it is absent
 * - `{uid:in.uid}`, `{uid:json:in.configJson:uid}`: a value (here one inside a JSON text), or 14 characters derived from the resource
 * - `{of:aws:ec2/subnet:Subnet|in.subnetId|vpcId}`: an output of another resource, found by its id
 */
export interface Scene {
  readonly seed: string;
  readonly place: Readonly<Record<string, string>>;
  readonly id: string;
  readonly name: string;
  /** Inputs and defaults. */
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Another resource's outputs, by type token and id. */
  readonly find: (type: string, id: string) => Properties | undefined;
}

/** A JSON value whose strings are templates. A string that is one `{in.…}`, `{out.…}`, `{of:…}` or `{or:…}` gives
 * the value as it is, not as text. */
export type Template = Value;

/** The length of the uids that Grafana makes up. */
const UID_LENGTH = 14;

const PART = /\{([a-zA-Z]+(?:[.:][^{}]*)?)\}/g;

/** Fills in a template. A value it needs and cannot find is left out (in text: empty); an unknown makes all of it unknown. */
export function fill(template: Template, scene: Scene): Value | undefined {
  if (typeof template === "string") return fillText(template, scene);
  if (Array.isArray(template)) return template.map((item) => fill(item, scene) ?? null);
  if (isObject(template)) {
    const filled: Properties = {};
    for (const [key, item] of Object.entries(template)) {
      const value = fill(item, scene);
      if (value !== undefined) filled[key] = value;
    }
    return filled;
  }
  return template;
}

/** A template's text, for ids and messages. */
export function fillString(template: string, scene: Scene): string {
  const value = fillText(template, scene);
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

function fillText(template: string, scene: Scene): Value | undefined {
  const whole = /^\{((?:in|out|of|or)[.:][^{}]*)\}$/.exec(template)?.[1];
  if (whole !== undefined) return part(whole, scene);
  let unknown = false;
  const text = template.replace(PART, (_, inner: string) => {
    const value = reveal(part(inner, scene));
    if (isUnknown(value)) unknown = true;
    return asText(value);
  });
  return unknown ? UNKNOWN : text;
}

function asText(value: Value | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function part(inner: string, scene: Scene): Value | undefined {
  const [word = "", ...rest] = inner.split(":");
  if (word.startsWith("in.") && rest.length === 0) return pick(scene.inputs, word.slice(3));
  if (word.startsWith("out.")) return pick(scene.outputs, word.slice(4));
  if (word === "id") return scene.id;
  if (word === "name") return scene.name;
  if (word === "uuid") return derivedUuid(scene.seed, rest[0] ?? "uuid");
  if (isAlphabet(word)) return derived(scene.seed, rest[1] ?? "", word, Number(rest[0]));
  if (word === "hexof" || word === "HEXof") {
    const source = reveal(part(rest[0] ?? "", scene));
    const alphabet = word === "hexof" ? "hex" : "HEX";
    return isUnknown(source) ? UNKNOWN : derived(canonical(source), rest[2] ?? "", alphabet, Number(rest[1]));
  }
  if (word === "last") return afterLast(reveal(part(rest[0] ?? "", scene)), rest.slice(1).join(":"));
  if (word === "map") return mapped(reveal(part(rest[0] ?? "", scene)), rest[1] ?? "");
  if (word === "or") return part(rest[0] ?? "", scene) ?? literal(rest[1] ?? "");
  if (word === "json") return insideJson(reveal(part(rest[0] ?? "", scene)), rest[1] ?? "");
  if (word === "uid") return part(rest.join(":"), scene) ?? derived(scene.seed, "uid", "alnum", UID_LENGTH);
  if (word === "of") return other(rest.join(":"), scene);
  const place = scene.place[word];
  if (place === undefined) throw new Error(`the template part {${inner}} means nothing`);
  return place;
}

/** The first value at a dotted path in which a number picks from a list: `subnets.0`. */
function pick(root: Properties, dotted: string): Value | undefined {
  const indexed = /^(.*)\.(\d+)$/.exec(dotted);
  if (indexed === null) return valuesAt(root, dotted)[0];
  const list = reveal(valuesAt(root, indexed[1] ?? "")[0]);
  if (isUnknown(list)) return UNKNOWN;
  return Array.isArray(list) ? list[Number(indexed[2])] : undefined;
}

function afterLast(value: Value | undefined, separator: string): Value | undefined {
  if (typeof value !== "string" || isUnknown(value)) return value;
  const at = value.lastIndexOf(separator);
  return at < 0 ? value : value.slice(at + separator.length);
}

/** Digits stand for a number. */
function literal(text: string): Value {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function insideJson(value: Value | undefined, path: string): Value | undefined {
  if (typeof value !== "string") return undefined;
  if (isUnknown(value)) return UNKNOWN;
  try {
    return valuesAt(JSON.parse(value) as Value, path)[0];
  } catch {
    return undefined;
  }
}

function mapped(value: Value | undefined, pairs: string): Value | undefined {
  if (isUnknown(value)) return UNKNOWN;
  const words = pairs.split(",").map((pair) => pair.split("="));
  return (words.find(([from]) => from === asText(value)) ?? words[0])?.[1];
}

function other(expression: string, scene: Scene): Value | undefined {
  const [type = "", reference = "", property = ""] = expression.split("|");
  const id = reveal(part(reference, scene));
  if (isUnknown(id)) return UNKNOWN;
  return typeof id === "string" ? scene.find(type, id)?.[property] : undefined;
}
