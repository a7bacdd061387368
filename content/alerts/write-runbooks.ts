/** Writes the runbooks of all alerts and alarms to `docs/runbooks/`: `node dist/content/alerts/write-runbooks.js`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { alertRules } from ".";
import { alarms } from "../alarms";
import { alarmRunbookFile, renderAlarmRunbook } from "../alarms/runbooks";
import { RUNBOOK_FOLDER, runbookFile } from "./render";
import { renderRunbook } from "./runbooks";

/** Root of the checkout, from the compiled file. */
const CHECKOUT = path.resolve(__dirname, "..", "..", "..");

/** Writes a runbook for each alert and alarm, and removes those of what is gone. */
export function writeRunbooks(checkout: string = CHECKOUT): void {
  const folder = path.join(checkout, RUNBOOK_FOLDER);
  mkdirSync(folder, { recursive: true });
  const texts = new Map([
    ...alertRules().map((rule) => [runbookFile(rule), renderRunbook(rule)] as const),
    ...alarms.map((alarm) => [alarmRunbookFile(alarm), renderAlarmRunbook(alarm)] as const),
  ]);
  for (const file of readdirSync(folder)) {
    if (file.endsWith(".md") && !texts.has(file)) rmSync(path.join(folder, file));
  }
  for (const [file, text] of texts) writeFileSync(path.join(folder, file), text);
}

if (require.main === module) writeRunbooks();
