/** Writes the runbooks of all alerts to `docs/runbooks/`: `node dist/content/alerts/write-runbooks.js`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { alertRules } from ".";
import { RUNBOOK_FOLDER, runbookFile } from "./render";
import { renderRunbook } from "./runbooks";

/** Root of the checkout, from the compiled file. */
const CHECKOUT = path.resolve(__dirname, "..", "..", "..");

/** Writes a runbook for each alert, and removes those of alerts that are gone. */
export function writeRunbooks(checkout: string = CHECKOUT): void {
  const folder = path.join(checkout, RUNBOOK_FOLDER);
  mkdirSync(folder, { recursive: true });
  const files = new Set(alertRules().map(runbookFile));
  for (const file of readdirSync(folder)) {
    if (file.endsWith(".md") && !files.has(file)) rmSync(path.join(folder, file));
  }
  for (const rule of alertRules()) writeFileSync(path.join(folder, runbookFile(rule)), renderRunbook(rule));
}

if (require.main === module) writeRunbooks();
