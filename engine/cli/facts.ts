import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { cacheRoot, findDamage, listEntries } from "./cache";
import { findGo, goNeeded, type GoState } from "./go-build";
import { fixFor, locatePulumi, type PulumiCli } from "./obtain";
import { PULUMI_BUILD } from "./pulumi";
import { findExecutable, run } from "./run";
import type { ObtainOptions, Step } from "./steps";

/** What a machine is like, as far as this project cares. Gathered without obtaining anything and without a network. */
export interface Facts {
  /** Version, without the leading `v`. */
  readonly node: string;
  readonly npm: string | undefined;
  readonly pulumi: {
    readonly cli: PulumiCli | undefined;
    readonly steps: readonly Step[];
    /** What obtaining it would come to. */
    readonly next: { readonly possible: boolean; readonly detail: string; readonly fix: string };
  };
  readonly go: GoState;
  /** The Go version that the build needs. */
  readonly goNeeded: string;
  readonly git: string | undefined;
  readonly helm: string | undefined;
  /** Where AWS credentials would come from: names of variables and files, never their values. */
  readonly aws: readonly string[];
  readonly plugins: {
    readonly folder: string;
    readonly wanted: readonly Plugin[];
    /** Names of folders: `resource-aws-v7.48.0`. */
    readonly present: readonly string[];
  };
  readonly cache: {
    readonly root: string;
    /** Why it cannot be written to. */
    readonly notWritable: string | undefined;
    readonly entries: readonly CacheEntryFacts[];
  };
  readonly memoryBytes: number;
  readonly cores: number;
}

/** A provider plugin that work with a cloud needs. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  /** Where Pulumi fetches it, when not from its own release server. */
  readonly server?: string;
}

export interface CacheEntryFacts {
  readonly folder: string;
  readonly bytes: number;
  /** Which file is not what it was. */
  readonly damage: string | undefined;
}

/** The packages whose provider plugins work with a cloud needs. Versions are those installed. */
const PROVIDER_PACKAGES = [
  "@pulumi/aws",
  "@pulumi/kubernetes",
  "@pulumi/pagerduty",
  "@pulumi/random",
  "@pulumi/tls",
  "@pulumiverse/grafana",
];

/** The variables from which AWS's tools take credentials, in their order. */
const AWS_VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE"];

/** How long a program may take to tell its version. */
const VERSION_TIMEOUT_MS = 10_000;

/** Looks at this machine. */
export async function gatherFacts(options: Pick<ObtainOptions, "env" | "platform"> = {}): Promise<Facts> {
  const { env = process.env, platform = process.platform } = options;
  const [npm, git, helm, located, go, entries] = await Promise.all([
    versionOf("npm", ["--version"], env, platform),
    versionOf("git", ["--version"], env, platform),
    versionOf("helm", ["version", "--short"], env, platform),
    locatePulumi({ env, platform }),
    findGo(PULUMI_BUILD.programs, env),
    cacheEntries(cacheRoot(env)),
  ]);
  return {
    node: process.versions.node,
    npm,
    pulumi: { ...located, next: nextFor(env, platform, go) },
    go,
    goNeeded: goNeeded(PULUMI_BUILD.programs),
    git,
    helm,
    aws: credentialSources(env),
    plugins: pluginFacts(env),
    cache: { root: cacheRoot(env), notWritable: whyNotWritable(cacheRoot(env)), entries },
    memoryBytes: os.totalmem(),
    cores: os.availableParallelism(),
  };
}

/** What the next command that needs the CLI would do about a missing one. */
function nextFor(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, go: GoState): Facts["pulumi"]["next"] {
  const fix = fixFor(platform, undefined);
  if (platform === "win32")
    return { possible: false, detail: "nothing is downloaded or built on Windows", fix };
  const downloads = env["PHAROS_OFFLINE"] !== "1" && findExecutable("curl", env, platform) !== undefined;
  const ways = [
    ...(downloads ? ["download it from get.pulumi.com"] : []),
    ...(go.usable ? [`build it with Go ${go.version} (about ${PULUMI_BUILD.minutes} minutes, once)`] : []),
  ];
  if (ways.length === 0) return { possible: false, detail: "it can be neither downloaded nor built", fix };
  return { possible: true, detail: `the next command will ${ways.join(" or ")}`, fix: "npx pharos preview" };
}

async function versionOf(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  const command = findExecutable(name, env, platform);
  if (command === undefined) return undefined;
  const result = await run(command, args, { env, timeoutMs: VERSION_TIMEOUT_MS });
  const version = /\d+\.\d+\.\d+/.exec(result.stdout)?.[0];
  return `${version ?? "unknown version"}, ${command}`;
}

function credentialSources(env: NodeJS.ProcessEnv): string[] {
  const home = env["HOME"] || os.homedir();
  const files = [
    env["AWS_SHARED_CREDENTIALS_FILE"] ?? path.join(home, ".aws", "credentials"),
    env["AWS_CONFIG_FILE"] ?? path.join(home, ".aws", "config"),
  ];
  return [...AWS_VARIABLES.filter((name) => env[name]), ...files.filter((file) => existsSync(file))];
}

function pluginFacts(env: NodeJS.ProcessEnv): Facts["plugins"] {
  const home = env["PULUMI_HOME"] || path.join(env["HOME"] || os.homedir(), ".pulumi");
  const folder = path.join(home, "plugins");
  return {
    folder,
    wanted: PROVIDER_PACKAGES.map(pluginOf),
    present: existsSync(folder) ? readdirSync(folder) : [],
  };
}

/** The plugin that an SDK package belongs to, by the package's own word. */
export function pluginOf(name: string): Plugin {
  const file = require.resolve(`${name}/package.json`);
  const { version, pulumi } = JSON.parse(readFileSync(file, "utf8")) as {
    version: string;
    pulumi?: { name?: string; server?: string };
  };
  return {
    name: pulumi?.name ?? path.posix.basename(name),
    version: version.replace(/^v/, ""),
    ...(pulumi?.server !== undefined && { server: pulumi.server }),
  };
}

function whyNotWritable(root: string): string | undefined {
  // The nearest folder that is there decides whether the rest can be made.
  let folder = root;
  while (!existsSync(folder)) folder = path.dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `${folder} cannot be written to: ${(error as NodeJS.ErrnoException).code}`;
  }
}

async function cacheEntries(root: string): Promise<CacheEntryFacts[]> {
  const facts: CacheEntryFacts[] = [];
  for (const { folder, manifest } of listEntries(root)) {
    const sizes = Object.values(manifest?.files ?? {}).map(({ size }) => size);
    facts.push({
      folder,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      damage: manifest ? await findDamage(root, manifest) : "it was never finished",
    });
  }
  return facts;
}
