import { readFileSync } from "node:fs";
import { readWaivers, unreadableWaivers, type WaiverBook } from "../evaluation/waivers";

/** What is left of a file without waivers once comments are taken away. Most files are so, and need no YAML parser (70 ms to load). */
const NO_WAIVERS = /^version: 1\s+waivers: \[\]$/;

/**
 * Reads a waiver file. One that is not there holds no waivers; one that cannot be read or parsed is a fault that the policies report.
 * @param today `YYYY-MM-DD`, UTC
 */
export function loadWaivers(file: string, today: string): WaiverBook {
  try {
    const text = readFileSync(file, "utf8");
    if (NO_WAIVERS.test(text.replace(/^\s*#.*$/gm, "").trim())) return { valid: [], faults: [] };
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where there is something to parse
    const { parse } = require("yaml") as typeof import("yaml");
    return readWaivers(parse(text), today);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { valid: [], faults: [] };
    return unreadableWaivers(error instanceof Error ? error.message : String(error));
  }
}
