import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../content/user-error";
import { settingsSchema, type Settings } from "./settings";
import { withSize } from "./settings-size";
import { checkShape, coerce, settingsNode, type Draft } from "./settings-check";
import { NOTES, nodeAt } from "./settings-describe";
import { closest } from "./settings-closest";
import { pulumiPath, type Complaint } from "./settings-complaint";
import { formatSettingsErrors, sortSettingsErrors, type SettingsError } from "./settings-error";
import {
  PROJECT_FILE,
  readSettingsFile,
  stackOf,
  type Entry,
  type SettingsFile,
  type SourceFile,
} from "./settings-files";
import { checkRules } from "./settings-rules";
import { assembleTopology, checkTopology, type Topology } from "./topology";

/** The project's file and those of all its stacks. */
export interface SettingsSources {
  readonly project: SourceFile;
  readonly stacks: readonly SourceFile[];
}

export type CheckedSettings =
  | { readonly ok: true; readonly stacks: ReadonlyMap<string, Settings>; readonly topology: Topology }
  | { readonly ok: false; readonly errors: readonly SettingsError[] };

/** All stacks' settings, without a mistake. */
export interface AllSettings {
  /** By stack, sorted by name. */
  readonly settings: ReadonlyMap<string, Settings>;
  readonly topology: Topology;
}

/** A stack's merged settings, and in which file each stands. */
interface Merged {
  readonly stack: string;
  readonly file: SettingsFile;
  readonly entries: ReadonlyMap<string, PlacedEntry>;
  /** Settings of other namespaces. */
  readonly foreign: ReadonlyMap<string, PlacedEntry>;
}

type PlacedEntry = Entry & { readonly file: SettingsFile };

/**
 * Checks the settings of all stacks, each for itself and against the others. It reports every mistake of every file at once, in the order
 * of files and lines.
 */
export function checkSettings({ project, stacks }: SettingsSources): CheckedSettings {
  const projectFile = readSettingsFile(project);
  const merged = stacks
    .map((source) => merge(projectFile, readSettingsFile(source)))
    .sort((a, b) => (a.stack < b.stack ? -1 : 1));
  const drafts = new Map<string, Draft>();
  const complaints: Complaint[] = [];
  for (const one of merged) {
    // A file that is no YAML says nothing about its stack: an empty draft keeps others from complaining about what it may well contain.
    const shape = one.file.broken ? { draft: {}, complaints: [] } : checkShape(one.stack, valuesOf(one));
    drafts.set(one.stack, shape.draft);
    complaints.push(
      ...shape.complaints.filter(
        ({ path: [key] }) =>
          one.entries.has(String(key)) || !mayStandIn([projectFile, one.file], String(key)),
      ),
      ...checkRules(one.stack, shape.draft),
    );
  }
  complaints.push(...checkTopology(drafts));
  const byStack = new Map(merged.map((one) => [one.stack, one]));
  const errors = [
    ...[projectFile, ...merged.map(({ file }) => file)].flatMap((file) => file.errors),
    ...complaints.map((complaint) =>
      missesShared(complaint, complaints, merged)
        ? locate(complaint, { file: projectFile, entries: new Map() })
        : locate(complaint, byStack.get(complaint.stack)!),
    ),
    ...merged.flatMap(checkAwsRegion),
  ];
  if (errors.length > 0) {
    return { ok: false, errors: sortSettingsErrors(errors) };
  }
  const settings = new Map(
    merged.map((one) => [one.stack, settingsSchema.parse(coerce(withSize(valuesOf(one)), settingsNode))]),
  );
  return { ok: true, stacks: settings, topology: assembleTopology(settings) };
}

/**
 * Reads and checks the settings of all stacks of a project.
 * @param projectRoot folder with `Pulumi.yaml` and a `Pulumi.<stack>.yaml` for each stack
 * @throws UserError with every mistake at once
 */
export function loadAllSettings(projectRoot: string): AllSettings {
  const names = list(projectRoot);
  if (!names.includes(PROJECT_FILE)) {
    throw new UserError(
      `There is no ${PROJECT_FILE} in ${projectRoot}.`,
      "run the command in the project's root folder",
    );
  }
  const stackFiles = names.filter((name) => stackOf(name) !== undefined).sort();
  if (stackFiles.length === 0) {
    throw new UserError(
      `There is no stack in ${projectRoot}.`,
      "add a file Pulumi.<region>.yaml for each region",
    );
  }
  const read = (name: string): SourceFile => ({
    name,
    text: readFileSync(path.join(projectRoot, name), "utf8"),
  });
  const checked = checkSettings({ project: read(PROJECT_FILE), stacks: stackFiles.map(read) });
  if (!checked.ok) {
    throw new UserError(formatSettingsErrors(checked.errors));
  }
  return { settings: checked.stacks, topology: checked.topology };
}

/**
 * The settings of one stack, and what it needs to know of the others. All stacks are checked: a stack whose neighbour is wrong is not
 * deployed.
 * @param projectRoot folder with `Pulumi.yaml` and a `Pulumi.<stack>.yaml` for each stack
 * @throws UserError with every mistake of all stacks at once, or if there is no such stack
 */
export function loadSettings(projectRoot: string, stack: string): { settings: Settings; topology: Topology } {
  const { settings: all, topology } = loadAllSettings(projectRoot);
  const settings = all.get(stack);
  if (settings === undefined) {
    const names = [...all.keys()];
    const meant = closest(stack, names);
    throw new UserError(
      `There is no stack ${stack}; there are ${names.join(", ")}.`,
      meant === undefined
        ? `add the file Pulumi.${stack}.yaml, or name one of these`
        : `did you mean ${meant}?`,
    );
  }
  return { settings, topology };
}

function list(projectRoot: string): string[] {
  try {
    return readdirSync(projectRoot);
  } catch (error) {
    throw new UserError(`The folder ${projectRoot} cannot be read: ${(error as Error).message}`);
  }
}

/** Lays a stack's settings over the project's, as Pulumi does: a group of the stack replaces the project's whole group. */
function merge(project: SettingsFile, file: SettingsFile): Merged {
  const from = (source: SettingsFile, part: "settings" | "foreign") =>
    [...source[part]].map(([key, entry]) => [key, { ...entry, file: source }] as const);
  return {
    stack: stackOf(file.name) ?? file.name,
    file,
    entries: new Map([...from(project, "settings"), ...from(file, "settings")]),
    foreign: new Map([...from(project, "foreign"), ...from(file, "foreign")]),
  };
}

function valuesOf({ entries }: Merged): Record<string, unknown> {
  return Object.fromEntries([...entries].map(([key, { value }]) => [key, value]));
}

/** Whether a setting that was not found may stand where its file could not be understood: then nobody can say that it is missing. */
function mayStandIn(files: readonly SettingsFile[], key: string): boolean {
  return files.some((file) => file.broken || file.refused.has(key));
}

function locate(complaint: Complaint, { file, entries }: Pick<Merged, "file" | "entries">): SettingsError {
  const { path, near = [], problem, allowed, fix } = complaint;
  const [key, ...rest] = path;
  const entry = entries.get(String(key));
  const neighbour = entry ?? entries.get(String(near[0]));
  const source = neighbour?.file ?? file;
  const place = entry === undefined ? (neighbour?.path ?? ["config"]) : [...entry.path, ...rest];
  const value = entry === undefined ? undefined : source.textOf(place);
  return {
    file: source.name,
    line: source.lineOf(place),
    path: pulumiPath(path),
    ...(value === undefined ? {} : { value }),
    problem,
    allowed,
    fix,
  };
}

/** Whether a complaint says that a setting is missing which no stack has, and which belongs into the shared file. */
function missesShared(
  { missing, path }: Complaint,
  all: readonly Complaint[],
  stacks: readonly Merged[],
): boolean {
  const misses = (stack: string) =>
    all.some(
      (other) => other.stack === stack && other.missing && pulumiPath(other.path) === pulumiPath(path),
    );
  return (
    missing === true &&
    path.length === 1 &&
    nodeAt(settingsNode, path)?.[NOTES]?.perStack !== true &&
    stacks.every(({ stack }) => misses(stack))
  );
}

/** Nobody needs `aws:region`, since the program makes its own provider; where it is, it must not say something else. */
function checkAwsRegion({ stack, foreign }: Merged): SettingsError[] {
  const entry = foreign.get("aws:region");
  if (entry === undefined || entry.value === stack) return [];
  return [
    {
      file: entry.file.name,
      line: entry.file.lineOf(entry.path),
      path: "aws:region",
      value: entry.file.textOf(entry.path) ?? "",
      problem: `differs from the stack's region, ${stack}`,
      allowed: stack,
      fix: "remove it: the program takes the region from pharos:region",
    },
  ];
}
