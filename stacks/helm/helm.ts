import { satisfies } from "semver";
import { failure, findExecutable, run, type RunResult } from "../../engine/cli/run";
import { describeSteps, type ObtainOptions, type Step } from "../../engine/cli/steps";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { UserError } from "../../content/user-error";

/** A Helm that runs. */
export interface Helm {
  /** Absolute path of the executable. */
  readonly command: string;
  readonly version: string;
}

/** Versions that know every flag that is given to them, and read charts of `apiVersion: v2`. */
const FITTING = ">=3.14.0 <5";
/** How long it may take to tell its version. */
const VERSION_TIMEOUT_MS = 20_000;

/**
 * Helm from PATH, or built from its Go modules as tests do.
 * @throws UserError that says what was tried
 */
export async function obtainHelm(options: ObtainOptions = {}): Promise<Helm> {
  const { env = process.env } = options;
  const onPath = await helmOnPath(env);
  if ("command" in onPath) return onPath;
  try {
    const { command, version } = await obtainTool("helm", options);
    return { command, version };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `there is no Helm. What was tried:\n${describeSteps([onPath])}\n${error.message}`,
      "install Helm (https://helm.sh/docs/intro/install/), or Go, with which it is built",
    );
  }
}

async function helmOnPath(env: NodeJS.ProcessEnv): Promise<Helm | Step> {
  const command = findExecutable("helm", env);
  if (command === undefined) return { source: "path", outcome: "skipped", detail: "no `helm` on PATH" };
  const asked = await run(command, ["version", "--short"], { env, timeoutMs: VERSION_TIMEOUT_MS });
  if (asked.problem !== undefined) return { source: "path", outcome: "failed", detail: failure(asked) };
  const version = /\d+\.\d+\.\d+/.exec(asked.stdout)?.[0] ?? "";
  if (satisfies(version, FITTING)) return { command, version };
  return {
    source: "path",
    outcome: "skipped",
    detail: `${command} is ${version || "of no version"}; ${FITTING} fits`,
  };
}

/** What Helm says of its failure: the line that begins with `Error:`; hints follow it. */
export function helmFailure(result: RunResult): string {
  const said = /^Error: (.+)$/m.exec(result.stderr)?.[1];
  return said === undefined ? failure(result) : `${result.problem}: ${said}`;
}
