import { z } from "zod";
import { settingsSchema, type Settings } from "./settings";
import { complain, pulumiPath, type Complaint, type Issue, type SettingPath } from "./settings-complaint";
import { describe, KIND, nodeAt, type SchemaNode } from "./settings-describe";
import { missingForCluster } from "./settings-required";
import { withSize } from "./settings-size";

/** Settings of which only what is correct in itself is there. */
export type Draft = {
  readonly [Key in keyof Settings]?: NonNullable<Settings[Key]> extends readonly unknown[]
    ? Settings[Key]
    : NonNullable<Settings[Key]> extends object
      ? Partial<NonNullable<Settings[Key]>>
      : Settings[Key];
};

/** The settings as JSON Schema, with our notes. */
export const settingsNode: SchemaNode = describe(settingsSchema);

/** Text that is a number and nothing else: what comes back when a number is written and read again. */
function isCanonicalNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text)) && String(Number(text)) === text;
}

/**
 * `pulumi config set` and `pulumi stack init` write true and 3 as "true" and "3". Turns exactly such texts back, where the schema
 * wants a boolean or a number.
 */
export function coerce(value: unknown, node: SchemaNode | undefined): unknown {
  if (typeof value === "string") {
    if (node?.type === "boolean" && (value === "true" || value === "false")) return value === "true";
    if ((node?.type === "integer" || node?.type === "number") && isCanonicalNumber(value))
      return Number(value);
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => coerce(item, node?.items));
  if (isGroup(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        coerce(item, node === undefined ? undefined : nodeAt(node, [key])),
      ]),
    );
  }
  return value;
}

/**
 * Checks one stack's merged settings, each setting for itself.
 * @returns everything that is correct, and a complaint for everything that is not
 */
export function checkShape(stack: string, merged: unknown): { draft: Draft; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const draft = parsePart(
    settingsSchema,
    coerce(withSize(merged), settingsNode),
    [],
    (issue, path, input) => {
      complaints.push(
        ...complain(settingsNode, issue, path, input).map((complaint) => ({ stack, ...complaint })),
      );
    },
  );
  complaints.push(...missingForCluster(settingsNode, stack, merged));
  return { draft: draft ?? {}, complaints: withoutEchoes(complaints) };
}

/** Parses group by group and setting by setting, so that one mistake does not hide what others say about its neighbours. */
function parsePart(
  schema: z.ZodType,
  input: unknown,
  path: SettingPath,
  onIssue: (issue: Issue, path: SettingPath, input: unknown) => void,
): unknown {
  if (schema instanceof z.ZodPrefault && input === undefined) {
    return parsePart(schema.unwrap() as z.ZodType, schema._zod.def.defaultValue, path, onIssue);
  }
  if (schema instanceof z.ZodPrefault) {
    return parsePart(schema.unwrap() as z.ZodType, input, path, onIssue);
  }
  if (schema instanceof z.ZodOptional) {
    return input === undefined ? undefined : parsePart(schema.unwrap() as z.ZodType, input, path, onIssue);
  }
  if (schema instanceof z.ZodDiscriminatedUnion && isGroup(input)) {
    const option = (schema.options as z.ZodObject[]).find(({ shape }) =>
      (shape[KIND] as z.ZodType)._zod.values?.has(input[KIND] as string | undefined),
    );
    if (option !== undefined) return parsePart(option, input, path, onIssue);
  }
  if (schema instanceof z.ZodObject && isGroup(input)) {
    const shape = schema.shape as Record<string, z.ZodType>;
    const unknown = Object.keys(input).filter((key) => !Object.hasOwn(shape, key));
    if (unknown.length > 0) {
      onIssue({ code: "unrecognized_keys", keys: unknown, path: [], message: "" }, path, input);
    }
    const parsed = Object.entries(shape).map(([key, part]): [string, unknown] => {
      const value: unknown = Object.hasOwn(input, key) ? input[key] : undefined;
      return [key, parsePart(part, value, [...path, key], onIssue)];
    });
    return Object.fromEntries(parsed.filter(([, value]) => value !== undefined));
  }
  const result = schema.safeParse(input);
  const issues = result.error?.issues ?? [];
  // zod goes on to measure what has the wrong type: the length of a text where a list is wanted.
  const mistyped = issues
    .filter(({ code }) => code === "invalid_type")
    .map(({ path: place }) => place.join("."));
  for (const issue of issues) {
    if (issue.code === "invalid_type" || !mistyped.includes(issue.path.join(".")))
      onIssue(issue, path, input);
  }
  return result.data;
}

/** A misspelt setting is one mistake, not two: it is not said again that the setting which was meant is missing. */
function withoutEchoes(complaints: readonly Complaint[]): Complaint[] {
  const meant = new Set(complaints.map(({ meant: path }) => path && pulumiPath(path)));
  return complaints.filter(({ missing, path }) => missing !== true || !meant.has(pulumiPath(path)));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
