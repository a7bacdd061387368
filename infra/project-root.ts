import { existsSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Set by whoever runs the engine on a copy of the settings files: the folder of the copies. */
export const SETTINGS_ROOT_VARIABLE = "PHAROS_SETTINGS_ROOT";

/** The program lies in `dist/infra` of its checkout. */
const CHECKOUT = path.resolve(__dirname, "..", "..");

/**
 * The folder with `Pulumi.yaml` and the stacks' settings files. Pulumi starts the program in the folder of `main`, so the working
 * directory does not say; the SDK does, except under old language hosts, which give it a word instead of a path.
 */
export function settingsRoot(
  environment: NodeJS.ProcessEnv = process.env,
  said = pulumi.getRootDirectory(),
): string {
  const candidates = [environment[SETTINGS_ROOT_VARIABLE] ?? "", said];
  return (
    candidates.find((folder) => path.isAbsolute(folder) && existsSync(path.join(folder, "Pulumi.yaml"))) ??
    CHECKOUT
  );
}
