import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { Conductor, type ConductorOptions } from "../conduct";
import { openHome, type Home } from "../conduct/home";
import { isSettingsFile } from "../conduct/work-folder";
import type { Run, StackRun } from "../model";

/** The checkout. */
export const ROOT = path.resolve(__dirname, "..", "..", "..");

/**
 * The real platform with a home and settings files of its own, for tests on the real engine: what is deployed here is nobody else's.
 * Dispose of it in `after`.
 */
export class TestPlatform {
  readonly folder = mkdtempSync(path.join(tmpdir(), "pharos platform ")); // with a space: paths have them
  readonly home: Home = openHome(ROOT, { PHAROS_HOME: path.join(this.folder, "home") });

  constructor() {
    for (const name of readdirSync(ROOT).filter(isSettingsFile)) {
      copyFileSync(path.join(ROOT, name), path.join(this.folder, name));
    }
  }

  /** Sets a value in a settings file: `set("Pulumi.eu-west-1.yaml", ["network", "natGateways"], "shared")`. */
  set(file: string, [group, ...rest]: string[], value: unknown): void {
    const full = path.join(this.folder, file);
    const document = parseDocument(readFileSync(full, "utf8"));
    document.setIn(["config", `pharos:${group}`, ...rest], value);
    writeFileSync(full, document.toString());
  }

  /** Opens a conductor, lets `work` use it, closes it. */
  async with<T>(
    work: (conductor: Conductor) => Promise<T>,
    options: Partial<ConductorOptions> = {},
  ): Promise<T> {
    const conductor = await Conductor.open({
      root: ROOT,
      mode: "sandbox",
      settingsRoot: this.folder,
      home: this.home,
      ...options,
    });
    try {
      return await work(conductor);
    } finally {
      await conductor.close();
    }
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The run of one stack; a test without it has nothing to say. */
export function stackOf(run: Run, stack: string): StackRun {
  const found = run.stacks.find((candidate) => candidate.stack === stack);
  if (!found)
    throw new Error(
      `no stack ${stack} in this run, only ${run.stacks.map((candidate) => candidate.stack).join(", ")}`,
    );
  return found;
}

/** Everything that a run would change or has changed, as "operation type name". */
export function changes(run: StackRun): string[] {
  return run.resources
    .filter(({ operation }) => operation !== "same" && operation !== "read")
    .map(({ operation, type, name }) => `${operation} ${type} ${name}`)
    .sort();
}

/** The messages of a run that are errors. */
export function errors(run: StackRun): string[] {
  return run.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
}
