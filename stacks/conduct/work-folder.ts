import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";

/** Keys that Pulumi itself writes into a stack's file when the stack is made; a new copy must keep them. */
const WRITTEN_BY_PULUMI = ["encryptionsalt", "encryptedkey", "secretsprovider"];

/** Whether a file belongs to the project: `Pulumi.yaml` or a stack's settings. */
export function isSettingsFile(name: string): boolean {
  return /^Pulumi(\.[^/]+)?\.yaml$/.test(name);
}

/**
 * Lays out the folder in which Pulumi runs a stack in the sandbox: copies of the project's settings files, whose `main` points at the
 * compiled program of the checkout. Pulumi writes its salts into the copy, so the checkout stays clean.
 *
 * @param settingsRoot the folder with `Pulumi.yaml` and the stacks' files
 * @param program absolute path of the compiled entry
 * @returns the folder
 */
export function layWorkFolder(work: string, stack: string, settingsRoot: string, program: string): string {
  const folder = path.join(work, stack);
  const salts = saltsOf(path.join(folder, `Pulumi.${stack}.yaml`));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const stale of readdirSync(folder).filter(isSettingsFile)) rmSync(path.join(folder, stale));
  for (const name of readdirSync(settingsRoot).filter(isSettingsFile)) {
    const document = parseDocument(readFileSync(path.join(settingsRoot, name), "utf8"));
    if (name === "Pulumi.yaml") document.set("main", path.relative(folder, program));
    // A salt in the checkout belongs to another backend: with it the sandbox could not read its own state.
    for (const key of WRITTEN_BY_PULUMI) document.delete(key);
    if (name === `Pulumi.${stack}.yaml`) for (const [key, value] of salts) document.set(key, value);
    writeFileSync(path.join(folder, name), document.toString(), { mode: 0o600 });
  }
  return folder;
}

function saltsOf(file: string): [string, unknown][] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return []; // the stack's first run
  }
  const document = parseDocument(text);
  return WRITTEN_BY_PULUMI.filter((key) => document.has(key)).map((key) => [key, document.get(key)]);
}
