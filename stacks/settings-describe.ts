import { z } from "zod";

/** What people need to know about one setting beyond its type; goes to the editor's schema, the documentation and error messages. */
export interface SettingNotes {
  /** What it decides, in one or two sentences. */
  readonly meaning: string;
  /** Unit of a number, in the plural: "days", "GiB". */
  readonly unit?: string;
  /** What is allowed, where type and bounds do not say it. */
  readonly allowed?: string;
  /** Why the bounds of a number are where they are: the law, where there is one. */
  readonly reasons?: { readonly minimum?: string; readonly maximum?: string };
  /** A correct value: shown when the setting is missing. */
  readonly example?: unknown;
  /** What makes a setting necessary that the schema leaves open: "an EKS cluster". */
  readonly requiredWith?: string;
  /** Differs from stack to stack by its nature: it never stands in the shared file. */
  readonly perStack?: boolean;
  /** What it costs, where it matters. */
  readonly cost?: string;
  /** What a change means for a stack that exists: what is updated, replaced or left behind. */
  readonly changing?: string;
}

const notesOf = z.registry<SettingNotes>();

/** Attaches notes to a schema. It must be the last step, since every zod method makes a new schema. */
export function setting<S extends z.ZodType>(schema: S, notes: SettingNotes): S {
  notesOf.add(schema, notes);
  return schema;
}

/** Keyword under which the notes travel in our own JSON schema; removed from the one for editors. */
export const NOTES = "x-pharos";

/** The part of JSON Schema (draft 7) that settings use. */
export interface SchemaNode {
  type?: string;
  description?: string;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  additionalProperties?: boolean | SchemaNode;
  propertyNames?: SchemaNode;
  /** Groups of which one is written, told apart by their setting `kind`. */
  oneOf?: SchemaNode[];
  patternProperties?: Record<string, SchemaNode | boolean>;
  items?: SchemaNode;
  enum?: unknown[];
  const?: unknown;
  not?: SchemaNode;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  pattern?: string;
  [NOTES]?: SettingNotes;
}

/** A schema as JSON Schema of what a person writes (before defaults), with our notes at each node. */
export function describe(schema: z.ZodType): SchemaNode {
  const document = z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const notes = notesOf.get(zodSchema as unknown as z.ZodType);
      if (notes !== undefined) {
        Object.assign(jsonSchema, { description: hoverText(notes), [NOTES]: notes });
      }
      // zod bounds every integer by what a double holds exactly: true, and noise to a reader.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return document as SchemaNode;
}

/** The setting by which the groups of a union are told apart. */
export const KIND = "kind";

/** The kind that a group of a union is of. */
export function kindOfGroup(option: SchemaNode): string {
  return String(option.properties?.[KIND]?.const);
}

/** The settings of a group by name, and of a union those of all its groups together; undefined for what is no group. */
export function propertiesOf(node: SchemaNode): Record<string, SchemaNode> | undefined {
  const { oneOf } = node;
  if (oneOf === undefined) return node.properties;
  const { const: _first, ...kind } = oneOf[0]?.properties?.[KIND] ?? {};
  const all = Object.assign({}, ...oneOf.toReversed().map(({ properties }) => properties)) as Record<
    string,
    SchemaNode
  >;
  return { ...all, [KIND]: { ...kind, enum: oneOf.map(kindOfGroup) } };
}

/** The group of a union that a value is meant to be: that of its kind, else the one that needs not say it; any other node itself. */
export function groupMeant(node: SchemaNode, value: unknown): SchemaNode {
  const kind =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[KIND] : undefined;
  const meant =
    node.oneOf?.find((option) => kindOfGroup(option) === kind) ??
    node.oneOf?.find(({ required }) => required?.includes(KIND) !== true);
  return meant ?? node;
}

/** The node that describes the setting at a path; undefined if there is no such setting. */
export function nodeAt(root: SchemaNode, path: readonly PropertyKey[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const step of path) {
    if (typeof step === "number") {
      node = node?.items;
    } else {
      const open: SchemaNode | boolean | undefined = node?.additionalProperties;
      const named: Record<string, SchemaNode> = (node && propertiesOf(node)) ?? {};
      node = Object.hasOwn(named, step) ? named[String(step)] : typeof open === "object" ? open : undefined;
    }
  }
  return node;
}

/** What may stand at a node, as the second half of a sentence: "a whole number of days from 1 to 90". */
export function allowedAt(node: SchemaNode): string {
  const notes = node[NOTES];
  if (notes?.allowed !== undefined) return notes.allowed;
  if (node.oneOf !== undefined)
    return `a group of settings of the kind ${node.oneOf.map(kindOfGroup).join(" or ")}`;
  if (node.enum !== undefined) return `one of ${node.enum.map(show).join(", ")}`;
  switch (node.type) {
    case "boolean":
      return "true or false";
    case "integer":
      return `a whole number${notes?.unit === undefined ? "" : ` of ${notes.unit}`}${range(node)}`;
    case "array":
      return `a list of ${node.items === undefined ? "values" : allowedAt(node.items)}`;
    case "object":
      return node.properties === undefined
        ? "a group of settings"
        : `a group of the settings ${Object.keys(node.properties).join(", ")}`;
    default:
      return node.pattern === undefined ? "a text" : `a text of the form ${node.pattern}`;
  }
}

/** A value as a person would write it in the file, cut to a readable length. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN - 1)}…`;
}

/** Longer values say less than they hide: the line number leads to the rest. */
const LONGEST_SHOWN = 80;

function range(node: SchemaNode): string {
  const [from, to] = (["minimum", "maximum"] as const).map((bound) => {
    const reason = node[NOTES]?.reasons?.[bound];
    return node[bound] === undefined
      ? undefined
      : `${node[bound]}${reason === undefined ? "" : ` (${reason})`}`;
  });
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`;
  if (from !== undefined) return `, ${from} or more`;
  return to === undefined ? "" : `, ${to} or less`;
}

function hoverText(notes: SettingNotes): string {
  return [
    notes.meaning,
    notes.unit === undefined ? "" : `Unit: ${notes.unit}.`,
    notes.allowed === undefined ? "" : `Allowed: ${notes.allowed}.`,
    notes.cost === undefined ? "" : `Cost: ${notes.cost}`,
    notes.changing === undefined ? "" : `Changing it: ${notes.changing}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
