import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../../content/user-error";
import {
  beginEntry,
  cacheRoot,
  commitEntry,
  entryFolder,
  findDamage,
  inspectEntry,
  openCacheFolder,
  recipeOf,
  removeFolder,
  sweepPartials,
  type Entry,
  type Manifest,
} from "./cache";
import { buildGoProgram, findGo, goNeeded, type GoProgram, recipeTexts } from "./go-build";
import { withLock } from "./lock";
import {
  describeSteps,
  type ObtainOptions,
  type OnProgress,
  type Problem,
  type Source,
  type Step,
  StepLog,
} from "./steps";

/** Programs that are built together from Go modules and kept in the cache as one entry. */
export interface BuildSpec {
  /** Folder in the cache, for all versions. */
  readonly name: string;
  /** What a person calls it: `promtool 0.314.0`. */
  readonly title: string;
  /** Folder of this version. */
  readonly version: string;
  readonly programs: readonly GoProgram[];
  /** Minutes of a first build on two cores, for the announcement. */
  readonly minutes: number;
  /** Runs the executables in `bin` and says what is wrong with them, if anything. */
  readonly check: Check;
}

export type Check = (bin: string, env: NodeJS.ProcessEnv) => Promise<string | undefined>;

/** An executable that is there, in `root/bin`. */
export interface Obtained {
  readonly root: string;
  readonly source: Source;
  readonly steps: readonly Step[];
}

/** Why nothing is built on Windows, in words for a message. */
export const NO_BUILD_ON_WINDOWS = "building from Go modules is not supported on Windows";

/** The place of a spec's result in the cache. */
export function builtEntry(spec: BuildSpec): Entry {
  const recipe = recipeOf(spec.programs.flatMap(recipeTexts));
  return { name: spec.name, version: spec.version, source: "build", recipe };
}

export type Judgement =
  | { readonly use: true; readonly manifest: Manifest }
  | { readonly use: false; readonly absent: boolean; readonly reason: string };

/**
 * Decides whether an entry may be used: it looks whole, and its executables run. Only when they do not, all its bytes are read
 * to tell damage from a machine on which they cannot run.
 */
export async function judgeEntry(
  root: string,
  entry: Entry,
  check: Check,
  env: NodeJS.ProcessEnv,
): Promise<Judgement> {
  const found = inspectEntry(root, entry);
  if (found.state === "absent") return { use: false, absent: true, reason: `no ${entryFolder(root, entry)}` };
  if (found.state === "broken") return { use: false, absent: false, reason: found.reason };
  const problem = await check(path.join(entryFolder(root, entry), "bin"), env);
  if (problem === undefined) return { use: true, manifest: found.manifest };
  const damage = await findDamage(root, found.manifest);
  return { use: false, absent: false, reason: damage ?? problem };
}

/** The day an entry was made and how, for a step's detail. */
export function describeEntry(root: string, manifest: Manifest): string {
  const how = manifest.source === "build" ? "built" : "downloaded";
  return `${entryFolder(root, manifest)}, ${how} on ${manifest.made.slice(0, 10)}`;
}

/** Logs why an entry cannot be used. */
export function logUnusable(log: StepLog, judgement: Extract<Judgement, { use: false }>): void {
  const { absent, reason } = judgement;
  log.add("cache", absent ? "skipped" : "failed", absent ? reason : `${reason}; it is made anew`);
}

/** The executables of `spec` from the cache, or built now. PATH is not asked: exact versions matter here. */
export async function obtainBuilt(spec: BuildSpec, options: ObtainOptions = {}): Promise<Obtained> {
  const { onProgress, signal, env = process.env, platform = process.platform } = options;
  if (platform === "win32")
    throw new UserError(
      `${spec.title} cannot be obtained: ${NO_BUILD_ON_WINDOWS}.`,
      "work in the Windows Subsystem for Linux (`wsl --install`)",
    );
  const root = cacheRoot(env);
  const entry = builtEntry(spec);
  const log = new StepLog(onProgress);
  const judge = () => judgeEntry(root, entry, spec.check, env);
  const use = (manifest: Manifest): Obtained => {
    log.add("cache", "used", describeEntry(root, manifest));
    return { root: entryFolder(root, entry), source: "cache", steps: log.steps };
  };

  const cached = await judge();
  if (cached.use) return use(cached.manifest);
  logUnusable(log, cached);
  return withLock(openCacheFolder(root, spec.name), { onProgress, signal }, async (onProgress) => {
    // Whoever held the lock before may have made it.
    const made = await judge();
    if (made.use) return use(made.manifest);
    await sweepPartials(root, spec.name);
    const problem = await buildEntry(spec, { root, env, signal, onProgress });
    if (problem) {
      log.add("build", problem.outcome, problem.reason);
      throw new UserError(
        `${spec.title} could not be obtained. What was tried:\n${describeSteps(log.steps)}`,
        problem.fix ?? installGo(spec),
      );
    }
    log.add("build", "used", entryFolder(root, entry));
    return { root: entryFolder(root, entry), source: "build", steps: log.steps };
  });
}

/** The usual fix of a missing or old Go. */
export function installGo({ programs }: BuildSpec): string {
  return `install Go ${goNeeded(programs)} or newer (https://go.dev/dl/) and run the command again`;
}

/** Makes an entry: `work` fills a folder's `bin`, which becomes the entry if `work` and `check` find nothing wrong. */
export async function makeEntry(
  root: string,
  entry: Entry,
  check: Check,
  env: NodeJS.ProcessEnv,
  work: (partial: string) => Promise<Problem | undefined>,
): Promise<Problem | undefined> {
  const partial = beginEntry(root, entry);
  try {
    const problem = await work(partial);
    if (problem) return problem;
    const fault = await check(path.join(partial, "bin"), env);
    if (fault !== undefined)
      return { outcome: "failed", reason: `${fault.replaceAll(`${partial}/`, "")}, after it was made` };
    await commitEntry(root, entry, partial);
    return undefined;
  } finally {
    await removeFolder(partial);
  }
}

interface BuildEntryOptions {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
}

/** Builds all programs of `spec` into the cache. The lock of its folder must be held. */
export async function buildEntry(spec: BuildSpec, options: BuildEntryOptions): Promise<Problem | undefined> {
  const { root, env, signal, onProgress } = options;
  const go = await findGo(spec.programs, env);
  if (!go.usable) return { outcome: "skipped", reason: go.reason };
  onProgress({
    source: "build",
    text: `building ${spec.title} with ${go.go} ${go.version}; the first time this takes about ${spec.minutes} minutes`,
  });
  return makeEntry(root, builtEntry(spec), spec.check, env, async (partial) => {
    const scratch = path.join(partial, "scratch");
    mkdirSync(scratch);
    for (const program of spec.programs) {
      const problem = await buildGoProgram(program, {
        go,
        bin: path.join(partial, "bin"),
        scratch,
        env,
        signal,
        onProgress,
      });
      if (problem) return problem;
    }
    await removeFolder(scratch);
    return undefined;
  });
}
