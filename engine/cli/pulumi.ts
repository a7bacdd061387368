import * as path from "node:path";
import type { BuildSpec, Check } from "./built";
import { recipeOf, type Entry } from "./cache";
import { CHECKOUT } from "./checkout";
import { failure, run } from "./run";

/** The oldest CLI that will do: the first that takes an executable as a policy pack. */
export const OLDEST_PULUMI = "3.255.0";

/**
 * The CLI that is built where none can be downloaded. Not the newest: of later ones the Go module proxy lacks a dependency,
 * and this one runs programs of the SDK in use.
 */
export const BUILT_PULUMI = "3.259.0";

/**
 * The Node.js language host that is built beside it: the last version that can be obtained from the Go module proxy together with
 * its package. It runs programs of the SDK in use; policy packs run as executables, which need no host.
 */
export const BUILT_LANGUAGE_HOST = "3.66.0";

/** The language host's executable; the engine looks for this name. */
export const LANGUAGE_HOST = "pulumi-language-nodejs";

/** The variable by which Pulumi's programs know their version. */
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** How long a CLI may take to tell its version: 0.2 s at rest, more when something downloads it behind our back. */
const VERSION_TIMEOUT_MS = 20_000;

const modules = path.join(CHECKOUT, "engine", "pulumi");

/** The Pulumi CLI and its language host, from source. */
export const PULUMI_BUILD: BuildSpec = {
  name: "pulumi",
  title: `the Pulumi CLI ${BUILT_PULUMI} with language host ${BUILT_LANGUAGE_HOST}`,
  version: `${BUILT_PULUMI}-${BUILT_LANGUAGE_HOST}`,
  minutes: 8,
  programs: [
    {
      module: path.join(modules, "cli"),
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      output: "pulumi",
      // As Pulumi's own releases are built: user look-ups without C, gRPC without the tracing that hinders dead-code removal.
      tags: ["osusergo", "grpcnotrace"],
      variables: { [VERSION_VARIABLE]: `v${BUILT_PULUMI}` },
    },
    {
      module: path.join(modules, "language-nodejs"),
      package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      output: LANGUAGE_HOST,
      variables: { [VERSION_VARIABLE]: `v${BUILT_LANGUAGE_HOST}` },
    },
  ],
  check: checkPulumi(BUILT_PULUMI),
};

/** The place of a downloaded CLI, which brings a language host of its own version. */
export function downloadedEntry(version: string): Entry {
  return {
    name: PULUMI_BUILD.name,
    version: `${version}-${version}`,
    source: "download",
    recipe: recipeOf([version]),
  };
}

/** The version a CLI tells, without the leading `v`, or what is wrong with it. */
export async function pulumiVersion(
  command: string,
  env: NodeJS.ProcessEnv,
): Promise<{ version: string; problem?: undefined } | { problem: string }> {
  const result = await run(command, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  if (result.problem !== undefined) return { problem: failure(result) };
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(result.stdout.trim())?.[1];
  return version === undefined ? { problem: `it says "${result.stdout.trim()}"` } : { version };
}

/** Checks that a folder holds a CLI of this version and a language host, and that both run. */
export function checkPulumi(expected: string): Check {
  return async (bin, env) => {
    const command = path.join(bin, "pulumi");
    const host = path.join(bin, LANGUAGE_HOST);
    // Without arguments the host would wait for an engine for minutes; asked for help it ends, with 0 or 2 depending on its age.
    const helped = run(host, ["-help"], { env, timeoutMs: VERSION_TIMEOUT_MS });
    const told = await pulumiVersion(command, env);
    const help = await helped;
    if (told.problem !== undefined) return `${command} does not answer \`pulumi version\`: ${told.problem}`;
    if (told.version !== expected) return `${command} is ${told.version} instead of ${expected}`;
    return help.exitCode === 0 || help.exitCode === 2 ? undefined : `${host} does not run: ${failure(help)}`;
  };
}
