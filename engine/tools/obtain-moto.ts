import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { cacheRoot, recipeOf } from "../cli/cache";
import { CHECKOUT } from "../cli/checkout";
import { failure, run } from "../cli/run";

/** What to install, every version pinned. */
const REQUIREMENTS = path.join(CHECKOUT, "engine", "tools", "moto", "requirements.txt");

/** How long pip may take: it fetches about 40 MB. */
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/**
 * The folder of a virtual environment with moto, an emulator of AWS's APIs, in the cache or installed now. It is beside the cache of
 * engines and tools, as its files are Python's and not ours to vouch for.
 * @returns undefined where there is no Python 3.10 or newer
 */
export async function obtainMoto(): Promise<string | undefined> {
  const requirements = readFileSync(REQUIREMENTS, "utf8");
  const name = `moto-${recipeOf([requirements]).slice(0, 12)}`;
  const folder = path.join(path.dirname(cacheRoot(process.env)), "pharos-tests", name);
  if (existsSync(folder)) return folder;
  const env = process.env;
  const python = await run("python3", ["-c", "import sys, venv; sys.exit(sys.version_info < (3, 10))"], {
    env,
  });
  if (python.problem !== undefined) return undefined;
  mkdirSync(path.dirname(folder), { recursive: true });
  // Made elsewhere and then moved, so that it is whole or not there; the interpreter finds its packages wherever it lies.
  const fresh = mkdtempSync(`${folder}-`);
  const steps: [string, string[]][] = [
    ["python3", ["-m", "venv", fresh]],
    [
      pythonOf(fresh),
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS],
    ],
  ];
  try {
    for (const [command, args] of steps) {
      const result = await run(command, args, { env, timeoutMs: INSTALL_TIMEOUT_MS });
      if (result.problem !== undefined) throw new Error(`moto cannot be installed: ${failure(result)}`);
    }
    if (!existsSync(folder)) renameSync(fresh, folder);
    return folder;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The interpreter of a virtual environment. */
export function pythonOf(folder: string): string {
  return path.join(folder, "bin", "python");
}
