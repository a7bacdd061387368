import { readFileSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import * as path from "node:path";
import * as semver from "semver";
import { UserError } from "../../content/user-error";
import {
  buildEntry,
  builtEntry,
  describeEntry,
  installGo,
  judgeEntry,
  logUnusable,
  makeEntry,
  NO_BUILD_ON_WINDOWS,
} from "./built";
import { cacheRoot, entryFolder, LINKS, openCacheFolder, recipeOf, sweepPartials, type Entry } from "./cache";
import { downloadPulumi } from "./download";
import { withLock } from "./lock";
import {
  BUILT_PULUMI,
  checkPulumi,
  downloadedEntry,
  LANGUAGE_HOST,
  OLDEST_PULUMI,
  PULUMI_BUILD,
  pulumiVersion,
} from "./pulumi";
import { findExecutable, isExecutable } from "./run";
import { describeSteps, type ObtainOptions, type Problem, type Source, type Step, StepLog } from "./steps";

export type { ObtainOptions, OnProgress, Progress, Source, Step } from "./steps";

/** A Pulumi CLI that runs. */
export interface PulumiCli {
  /** Absolute path of the executable. */
  readonly command: string;
  /** Without the leading `v`. */
  readonly version: string;
  /** Absolute path of `pulumi-language-nodejs`. */
  readonly languageHost: string;
  /** A folder with `bin/pulumi` in it, as the Automation API's `PulumiCommand.get({ root })` wants it. */
  readonly root: string;
  readonly source: Source;
  /** What was tried, in order; the last one is `used`. */
  readonly steps: readonly Step[];
}

/** The version to download: that of the SDK in use, which is released together with a CLI of the same version. */
export function downloadedVersion(): string {
  const file = require.resolve("@pulumi/pulumi/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/**
 * Finds a Pulumi CLI, or obtains one: on PATH, recent enough and with its language host; in the cache; by download; by building it
 * from Go modules. Safe when several processes do so at once: one works, the others wait and use the result.
 * @throws UserError that lists what was tried, with the command that mends it
 * @throws the signal's reason when aborted
 */
export async function obtainPulumi(options: ObtainOptions = {}): Promise<PulumiCli> {
  const { onProgress, signal, env = process.env, platform = process.platform } = options;
  const { cli, log } = await locate(options);
  if (cli) return cli;
  if (platform === "win32") {
    log.add("build", "skipped", NO_BUILD_ON_WINDOWS);
    throw notObtained(log.steps, platform, undefined);
  }

  const root = cacheRoot(env);
  return withLock(openCacheFolder(root, PULUMI_BUILD.name), { onProgress, signal }, async (onProgress) => {
    // Whoever held the lock before may have made it.
    const made = await fromCache(root, env, new StepLog(undefined));
    if (made) {
      log.add("cache", "used", made.detail);
      return fromEntry(root, made.entry, made.version, "cache", log);
    }
    await sweepPartials(root, PULUMI_BUILD.name);

    const version = downloadedVersion();
    const entry = downloadedEntry(version);
    const refused = await makeEntry(root, entry, checkPulumi(version), env, (folder) =>
      downloadPulumi({ version, folder, env, signal, onProgress }),
    );
    if (!refused) {
      log.add("download", "used", entryFolder(root, entry));
      return fromEntry(root, entry, version, "download", log);
    }
    log.add("download", refused.outcome, refused.reason);

    const problem = await buildEntry(PULUMI_BUILD, { root, env, signal, onProgress });
    if (problem) {
      log.add("build", problem.outcome, problem.reason);
      throw notObtained(log.steps, platform, problem);
    }
    const built = builtEntry(PULUMI_BUILD);
    log.add("build", "used", entryFolder(root, built));
    return fromEntry(root, built, BUILT_PULUMI, "build", log);
  });
}

/** The first two ways, which obtain nothing: what is on PATH and what is in the cache. */
export async function locatePulumi(
  options: ObtainOptions = {},
): Promise<{ readonly cli: PulumiCli | undefined; readonly steps: readonly Step[] }> {
  const { cli, log } = await locate(options);
  return { cli, steps: log.steps };
}

async function locate(options: ObtainOptions): Promise<{ cli: PulumiCli | undefined; log: StepLog }> {
  const { onProgress, signal, env = process.env, platform = process.platform } = options;
  const log = new StepLog(onProgress);
  signal?.throwIfAborted();
  const onPath = await fromPath(env, platform, log);
  if (onPath) return { cli: onPath, log };
  if (platform === "win32") return { cli: undefined, log };
  const root = cacheRoot(env);
  const cached = await fromCache(root, env, log);
  if (!cached) return { cli: undefined, log };
  log.add("cache", "used", cached.detail);
  return { cli: fromEntry(root, cached.entry, cached.version, "cache", log), log };
}

async function fromPath(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  log: StepLog,
): Promise<PulumiCli | undefined> {
  const command = findExecutable("pulumi", env, platform);
  const skip = (detail: string): undefined => log.add("path", "skipped", detail) as undefined;
  if (command === undefined) return skip("no `pulumi` on PATH");
  const told = await pulumiVersion(command, env);
  if (told.problem !== undefined) {
    log.add("path", "failed", `${command} does not answer \`pulumi version\`: ${told.problem}`);
    return undefined;
  }
  const { version } = told;
  if (!semver.gte(version, OLDEST_PULUMI))
    return skip(`${command} is ${version}, policy packs as executables need ${OLDEST_PULUMI} or newer`);
  const beside = path.join(path.dirname(command), LANGUAGE_HOST + path.extname(command));
  const languageHost = isExecutable(beside) ? beside : findExecutable(LANGUAGE_HOST, env, platform);
  if (languageHost === undefined)
    return skip(`${command} is ${version}, but there is no ${LANGUAGE_HOST} beside it or on PATH`);
  let root: string;
  try {
    root = await rootOf(command, languageHost, env);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.add("path", "failed", `${command} is ${version}, but lies in no bin folder. ${error.message}`);
    return undefined;
  }
  log.add("path", "used", `${command} ${version} with ${languageHost}`);
  return { command, version, languageHost, root, source: "path", steps: log.steps };
}

/** A folder with `bin/pulumi` for a CLI on PATH. Where its own folder is not called `bin`, links in the cache make one. */
async function rootOf(command: string, languageHost: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = path.dirname(command);
  if (path.basename(folder) === "bin") return path.dirname(folder);
  // Named after what it links to, so it is never out of date.
  const key = recipeOf([command, languageHost]).slice(0, 12);
  const root = path.join(openCacheFolder(cacheRoot(env), LINKS), key);
  await mkdir(path.join(root, "bin"), { recursive: true });
  for (const target of [command, languageHost]) {
    await symlink(target, path.join(root, "bin", path.basename(target))).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      },
    );
  }
  return root;
}

/** The newest usable entry of the cache: a downloaded CLI matches the SDK exactly, a built one is older. */
async function fromCache(
  root: string,
  env: NodeJS.ProcessEnv,
  log: StepLog,
): Promise<{ entry: Entry; version: string; detail: string } | undefined> {
  const version = downloadedVersion();
  const candidates = [
    { entry: downloadedEntry(version), version },
    { entry: builtEntry(PULUMI_BUILD), version: BUILT_PULUMI },
  ];
  let absent = 0;
  for (const { entry, version } of candidates) {
    const judgement = await judgeEntry(root, entry, checkPulumi(version), env);
    if (judgement.use) return { entry, version, detail: describeEntry(root, judgement.manifest) };
    if (judgement.absent) absent += 1;
    else logUnusable(log, judgement);
  }
  if (absent === candidates.length) {
    const names = candidates.map(({ entry }) => entry.version).join(" nor ");
    log.add("cache", "skipped", `neither ${names} in ${path.join(root, PULUMI_BUILD.name)}`);
  }
  return undefined;
}

function fromEntry(root: string, entry: Entry, version: string, source: Source, log: StepLog): PulumiCli {
  const folder = entryFolder(root, entry);
  return {
    command: path.join(folder, "bin", "pulumi"),
    version,
    languageHost: path.join(folder, "bin", LANGUAGE_HOST),
    root: folder,
    source,
    steps: log.steps,
  };
}

function notObtained(
  steps: readonly Step[],
  platform: NodeJS.Platform,
  problem: Problem | undefined,
): UserError {
  return new UserError(
    `No usable Pulumi CLI was found or made. What was tried:\n${describeSteps(steps)}`,
    fixFor(platform, problem),
  );
}

/** What to do about a missing CLI: first what lets Pharos obtain it, then how to put one on PATH. */
export function fixFor(platform: NodeJS.Platform, problem: Problem | undefined): string {
  const install: Partial<Record<NodeJS.Platform, string>> = {
    win32: "winget install Pulumi.Pulumi",
    darwin: "brew install pulumi/tap/pulumi",
  };
  const byHand = `install Pulumi ${OLDEST_PULUMI} or newer: ${install[platform] ?? "curl -fsSL https://get.pulumi.com | sh"}`;
  if (platform === "win32") return `${byHand} (or work in the Windows Subsystem for Linux)`;
  return `${problem?.fix ?? installGo(PULUMI_BUILD)}; or ${byHand}`;
}
