import * as path from "node:path";
import { UserError } from "../content/user-error";
import type { Mode } from "../stacks/conduct";

/** The checkout that this compiled file belongs to. */
export const ROOT = path.resolve(__dirname, "..", "..");

/** Exit codes of the command. They are part of its interface: pipelines branch on them. */
export const EXIT = {
  ok: 0,
  /** Anything that went wrong: bad settings, a provider's failure, a lock. */
  failed: 1,
  /** A mandatory policy was violated; nothing of that stack was changed. */
  refused: 2,
  /** Stopped by Ctrl-C (128 + SIGINT, as shells have it). */
  stopped: 130,
} as const;

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
