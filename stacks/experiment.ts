import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parseDocument } from "yaml";
import { isSettingsFile } from "./conduct/work-folder";
import { alternatives, valueAt, withValueAt } from "./explain";
import { UserError } from "../content/user-error";
import { loadAllSettings } from "./load-settings";
import type { Settings } from "./settings";

/** A folder of settings files in which one setting has another valid value in every stack that has it. */
export interface Experiment {
  settingsRoot: string;
  /** Stack → the value now and the other one. */
  values: Map<string, { now: unknown; then: unknown }>;
  /** Removes the folder. */
  dispose(): void;
}

/**
 * Looks for another valid value of a setting and writes settings files that hold it. All stacks are changed together, because shared
 * settings must agree.
 *
 * @param settingsRoot the folder with the real files
 * @param stacks the settings as they are
 * @param setting its path, such as `["network", "natGateways"]`
 * @param options what the schema allows, where it lists it
 * @returns undefined where none of the values tried is valid
 */
export function findExperiment(
  settingsRoot: string,
  stacks: ReadonlyMap<string, Settings>,
  setting: readonly string[],
  options: readonly unknown[],
): Experiment | undefined {
  const tries = Math.max(
    ...[...stacks.values()].map((settings) => alternatives(valueAt(settings, setting), options).length),
  );
  for (let attempt = 0; attempt < tries; attempt++) {
    const folder = mkdtempSync(path.join(tmpdir(), "pharos-explain-"));
    for (const name of readdirSync(settingsRoot).filter(isSettingsFile)) {
      copyFileSync(path.join(settingsRoot, name), path.join(folder, name));
    }
    const values: Experiment["values"] = new Map();
    for (const [stack, settings] of stacks) {
      const now = valueAt(settings, setting);
      const then = alternatives(now, options)[attempt];
      if (then === undefined || isDeepStrictEqual(now, then)) continue;
      values.set(stack, { now, then });
      const file = path.join(folder, `Pulumi.${stack}.yaml`);
      const document = parseDocument(readFileSync(file, "utf8"));
      const [group] = setting;
      document.setIn(
        ["config", `pharos:${group}`],
        (withValueAt(settings, setting, then) as Record<string, unknown>)[group!],
      );
      writeFileSync(file, document.toString());
    }
    const dispose = (): void => rmSync(folder, { recursive: true, force: true });
    if (values.size > 0 && isValid(folder)) return { settingsRoot: folder, values, dispose };
    dispose();
  }
  return undefined;
}

function isValid(settingsRoot: string): boolean {
  try {
    loadAllSettings(settingsRoot);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
