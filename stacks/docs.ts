import { table } from "../content/markdown-table";
import { settingsSchema } from "./settings";
import {
  allowedAt,
  describe,
  KIND,
  kindOfGroup,
  NOTES,
  propertiesOf,
  show,
  type SchemaNode,
} from "./settings-describe";

/** File with the documentation of the settings, relative to the project's root. */
export const DOCS_FILE = "docs/settings.md";

const INTRODUCTION = `# Settings

<!-- Made from the settings' schema by \`node dist/stacks/generate.js\`. Do not edit by hand. -->

A stack is one region. Its settings are those of \`Pulumi.<region>.yaml\` over those of \`Pulumi.yaml\`; in the files each name has the
prefix \`pharos:\`. A group in a stack's file replaces the whole group of \`Pulumi.yaml\`. All files are checked together before anything
starts, and every mistake is reported at once.

The column "Changing it" says what a change does to a stack that exists already.
`;

const HEADER = ["Setting", "Allowed", "Default", "Meaning", "Changing it"];

interface Group {
  readonly title: string;
  readonly text?: string;
  readonly rows: readonly (readonly string[])[];
}

/** The documentation of all settings as Markdown: one table a group. */
export function settingsDocs(): string {
  const root = describe(settingsSchema);
  const [single, grouped] = [entries(root, false), entries(root, true)];
  const groups: Group[] = [
    { title: "General", rows: single.map(([key, node]) => row(key, node, root)) },
    ...grouped.map(([key, node]) => ({
      title: `\`${key}\``,
      text: node[NOTES]?.meaning,
      rows: leaves(node, `${key}.`),
    })),
  ];
  return [INTRODUCTION, ...groups.map(section)].join("\n");
}

function entries(node: SchemaNode, groups: boolean): [string, SchemaNode][] {
  return Object.entries(node.properties ?? {}).filter(
    ([, part]) => (propertiesOf(part) !== undefined) === groups,
  );
}

/** A union has its kind first, then the settings of each of its groups. */
function leaves(node: SchemaNode, prefix: string): string[][] {
  if (node.oneOf === undefined) return members(node, prefix);
  const kind = propertiesOf(node)?.[KIND] ?? {};
  return [
    row(`${prefix}${KIND}`, kind, node.oneOf[0] ?? {}),
    ...node.oneOf.flatMap((option) => members(option, prefix, kindOfGroup(option))),
  ];
}

function members(node: SchemaNode, prefix: string, kind?: string): string[][] {
  return Object.entries(node.properties ?? {})
    .filter(([key]) => kind === undefined || key !== KIND)
    .flatMap(([key, part]) =>
      propertiesOf(part) === undefined
        ? [row(`${prefix}${key}`, part, node, kind)]
        : leaves(part, `${prefix}${key}.`),
    );
}

function row(name: string, node: SchemaNode, parent: SchemaNode, kind?: string): string[] {
  const notes = node[NOTES];
  const meaning = [notes?.meaning, notes?.cost === undefined ? undefined : `Cost: ${notes.cost}`];
  return [
    `\`${name}\``,
    allowedAt(node),
    fallback(name, node, parent, kind),
    meaning.filter(Boolean).join(" "),
    notes?.changing ?? "",
  ];
}

/** What holds where nothing is written. */
function fallback(name: string, node: SchemaNode, parent: SchemaNode, kind?: string): string {
  if (node.default !== undefined) return `\`${show(node.default)}\``;
  if (parent.required?.includes(name.split(".").at(-1)!) === true)
    return kind === undefined ? "required" : `required with kind ${kind}`;
  const needs = node[NOTES]?.requiredWith;
  return needs === undefined ? "none" : `required with ${needs}`;
}

function section({ title, text, rows }: Group): string {
  return [`## ${title}\n`, ...(text === undefined ? [] : [`${text}\n`]), table(HEADER, rows)].join("\n");
}
