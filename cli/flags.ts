import { readFileSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../content/user-error";
import type { Mode } from "../stacks/conduct";
import type { Making } from "../stacks/report/judged";
import { pipelineFacts } from "./pipeline";

/** The checkout that this compiled file belongs to. */
export const ROOT = path.resolve(__dirname, "..", "..");

/** Exit codes of the command. They are part of its interface: pipelines branch on them. */
export const EXIT = {
  ok: 0,
  /** Anything that went wrong: bad settings, a provider's failure, a lock. */
  failed: 1,
  /** A mandatory policy was violated; nothing of that stack was changed. */
  refused: 2,
  /** `drift` has found something that is not as the state says. */
  drifted: 3,
  /** Stopped by Ctrl-C (128 + SIGINT, as shells have it). */
  stopped: 130,
} as const;

/** Pharos' own version. */
export function version(): string {
  return (JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string }).version;
}

/** What a report says of its making. */
export function making(): Making {
  return { version: version(), ...pipelineFacts(process.env) };
}

/** What every command that runs the engine takes. */
export interface RunFlags {
  json?: string;
  picture?: string;
  settings?: string;
  cloud?: boolean;
  sandbox?: boolean;
  yes?: boolean;
  replace?: string[];
}

/** The mode that the flags ask for. Work without a cloud is the default: nothing can be changed or paid for by mistake. */
export function modeOf(flags: RunFlags): Mode {
  if (flags.cloud && flags.sandbox)
    throw new UserError("--sandbox and --cloud exclude each other", "give one of them");
  if (flags.cloud && flags.settings !== undefined) {
    throw new UserError(
      "--settings is for the sandbox",
      "with a cloud, Pulumi reads the settings of the checkout",
    );
  }
  return flags.cloud ? "cloud" : "sandbox";
}

/** The folder of the settings files. */
export function settingsRootOf(flags: RunFlags): string {
  return flags.settings === undefined ? ROOT : path.resolve(flags.settings);
}
