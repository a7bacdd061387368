import type { z } from "zod";
import { closest } from "./settings-closest";
import {
  allowedAt,
  groupMeant,
  kindOfGroup,
  NOTES,
  nodeAt,
  propertiesOf,
  show,
  type SchemaNode,
} from "./settings-describe";
import type { Refusal } from "./settings-refuse";

/** Path of a setting below `pharos:`: names of groups and settings, positions in lists. */
export type SettingPath = readonly (string | number)[];

/** What is wrong with one setting, before it is known in which file and line the value stands. */
export interface SettingComplaint extends Refusal {
  readonly path: SettingPath;
  readonly allowed: string;
  readonly fix: string;
  /** Nothing stands there. */
  readonly missing?: boolean;
  /** For a name that is no setting: the setting that was probably meant. */
  readonly meant?: SettingPath;
  /** Where nothing stands at `path`: the setting that makes it necessary. */
  readonly near?: SettingPath;
}

/** A mistake in one stack's settings. */
export interface Complaint extends SettingComplaint {
  readonly stack: string;
}

/** What zod says about a value. */
export type Issue = z.core.$ZodIssue;

/**
 * Says an issue of zod's in our words.
 * @param root the schema of all settings
 * @param base path of the part that was parsed
 * @param input that part
 */
export function complain(
  root: SchemaNode,
  issue: Issue,
  base: SettingPath,
  input: unknown,
): SettingComplaint[] {
  const path = [...base, ...(issue.path as SettingPath)];
  const value = valueAt(input, issue.path as SettingPath);
  const node = nodeAt(root, path) ?? {};
  const say = (problem: string, fix: string, allowed = allowedAt(node)) => [{ path, problem, allowed, fix }];
  switch (issue.code) {
    case "custom": {
      const { allowed, fix } = (issue.params ?? {}) as Partial<Refusal>;
      return say(issue.message, fix ?? writeAllowed(node), allowed);
    }
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownSetting(root, [...path, key], node, value));
    case "invalid_key":
      return say(
        "is not the id of a rule",
        "write the id as the policy's message shows it",
        allowedAt(nodeAt(root, base) ?? {}),
      );
    case "too_small":
      return say(belowBound(value, node), writeBound(Number(issue.minimum), "more", node));
    case "too_big":
      return say(aboveBound(value, node), writeBound(Number(issue.maximum), "less", node));
    case "invalid_format":
      return say("does not have the form that is needed", writeAllowed(node));
    default:
      if (value === undefined)
        return say("is missing", addLine(path, node)).map((one) => ({ ...one, missing: true }));
      if (node.not !== undefined) return say("cannot be set", "remove it");
      return fitsType(value, node)
        ? say("is not one of the values that exist", choose(value, node))
        : say(`is ${kindOf(value)}, not ${typeWanted(node)}`, retype(value, node));
  }
}

function unknownSetting(
  root: SchemaNode,
  path: SettingPath,
  node: SchemaNode,
  input: unknown,
): SettingComplaint {
  const key = String(path.at(-1));
  const names = Object.keys(groupMeant(node, input).properties ?? {});
  const other = node.oneOf?.find(({ properties }) => Object.hasOwn(properties ?? {}, key));
  const sibling = closest(key, names);
  const meant = sibling ?? findElsewhere(root, key);
  return {
    path,
    problem: "is not a setting",
    allowed: names.join(", "),
    fix:
      other !== undefined
        ? `remove it, or write kind: ${kindOfGroup(other)}, to which it belongs`
        : meant === undefined
          ? "remove it"
          : `did you mean ${meant}? If not, remove it`,
    ...(sibling === undefined ? {} : { meant: [...path.slice(0, -1), sibling] }),
  };
}

/** A setting of the same name in some group: many look for `cidr` at the top, or write `network.cidr` in one word. */
function findElsewhere(root: SchemaNode, key: string): string | undefined {
  const paths = leafPaths(root, "");
  return paths.find((path) => path === key) ?? paths.find((path) => path.endsWith(`.${key}`));
}

function leafPaths(node: SchemaNode, prefix: string): string[] {
  return Object.entries(propertiesOf(node) ?? {}).flatMap(([key, part]) =>
    propertiesOf(part) === undefined ? [`${prefix}${key}`] : leafPaths(part, `${prefix}${key}.`),
  );
}

function belowBound(value: unknown, node: SchemaNode): string {
  return Array.isArray(value)
    ? `has ${count(value)}, fewer than ${node.minItems}`
    : `is below the minimum of ${measured(node.minimum, node)}${because(node[NOTES]?.reasons?.minimum)}`;
}

function aboveBound(value: unknown, node: SchemaNode): string {
  return Array.isArray(value)
    ? `has ${count(value)}, more than ${node.maxItems}`
    : `is above the maximum of ${measured(node.maximum, node)}${because(node[NOTES]?.reasons?.maximum)}`;
}

function writeBound(bound: number, direction: "more" | "less", node: SchemaNode): string {
  if (node.type === "array") return direction === "more" ? "add to the list" : "remove some of the list";
  return `write ${bound} or ${direction}${orDefault(node)}`;
}

function writeAllowed(node: SchemaNode): string {
  const example = node[NOTES]?.example;
  return `correct it${example === undefined ? "" : `, such as ${yamlInline(example)}`}${orDefault(node)}`;
}

function addLine(path: SettingPath, node: SchemaNode): string {
  const example = node[NOTES]?.example;
  const name = path.length === 1 ? `pharos:${path[0]}` : String(path.at(-1));
  const place = path.length === 1 ? "" : ` below ${pulumiPath(path.slice(0, -1))}`;
  return example === undefined
    ? `add the line ${name}:${place} with a value that is allowed`
    : `add the line ${name}:${place}, such as ${name}: ${yamlInline(example)}`;
}

function choose(value: unknown, node: SchemaNode): string {
  const meant = closest(String(value), (node.enum ?? []).map(String));
  return meant === undefined
    ? `write one of the values that are allowed${orDefault(node)}`
    : `did you mean ${meant}?`;
}

function retype(value: unknown, node: SchemaNode): string {
  if (node.type === "string" && typeof value !== "object") return `put it in quotes${orDefault(node)}`;
  if (node.type === "array" && typeof value === "string")
    return "write it as a list, each entry on a line with a dash";
  const example = node[NOTES]?.example;
  return `write ${typeWanted(node)}${example === undefined ? "" : `, such as ${yamlInline(example)}`}${orDefault(node)}`;
}

function orDefault(node: SchemaNode): string {
  return node.default === undefined ? "" : `, or remove it for the default of ${show(node.default)}`;
}

function fitsType(value: unknown, node: SchemaNode): boolean {
  return node.enum !== undefined && typeof value === "string";
}

function typeWanted(node: SchemaNode): string {
  if (node.oneOf !== undefined) return "a group of settings";
  switch (node.type) {
    case "boolean":
      return "true or false";
    case "integer":
      return "a whole number";
    case "array":
      return "a list";
    case "object":
      return "a group of settings";
    default:
      return "a text";
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of settings";
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "string") return "a text";
  return Number.isInteger(value) ? "a whole number" : "a number with a fraction";
}

function count(list: readonly unknown[]): string {
  return list.length === 1 ? "1 entry" : `${list.length} entries`;
}

function measured(bound: number | undefined, node: SchemaNode): string {
  const unit = node[NOTES]?.unit;
  return unit === undefined ? String(bound) : `${bound} ${bound === 1 ? unit.replace(/s$/, "") : unit}`;
}

function because(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${reason})`;
}

/** A path as Pulumi's `config set --path` takes it, with the project's namespace. */
export function pulumiPath(path: SettingPath): string {
  return path.reduce<string>(
    (text, step, index) =>
      typeof step === "number" ? `${text}[${step}]` : `${text}${index === 0 ? "" : "."}${step}`,
    "pharos:",
  );
}

/** A small value as YAML on one line: JSON is YAML, but bare words read better. */
function yamlInline(value: unknown): string {
  if (typeof value === "string") return /^[a-z][a-z0-9-]*$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(yamlInline).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${yamlInline(part)}`)
      .join(", ")} }`;
  }
  return String(value);
}

function valueAt(input: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (part, step) =>
      typeof part === "object" && part !== null ? (part as Record<PropertyKey, unknown>)[step] : undefined,
    input,
  );
}
