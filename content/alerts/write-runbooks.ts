/** Writes the runbooks of all alerts, alarms and rules of runtime security to `docs/runbooks/`: `node dist/content/alerts/write-runbooks.js`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { alertRules } from ".";
import { alarms } from "../alarms";
import { alarmRunbookFile, renderAlarmRunbook } from "../alarms/runbooks";
import { runtimeRunbookFile } from "../runtime-security/render";
import { runtimeRules } from "../runtime-security/rules";
import { renderRuntimeRunbook } from "../runtime-security/runbooks";
import { RUNBOOK_FOLDER, runbookFile } from "./render";
import { renderRunbook } from "./runbooks";

/** Root of the checkout, from the compiled file. */
const CHECKOUT = path.resolve(__dirname, "..", "..", "..");

/** Writes a runbook for each of them, and removes those of what is gone. */
export function writeRunbooks(checkout: string = CHECKOUT): void {
  const folder = path.join(checkout, RUNBOOK_FOLDER);
  mkdirSync(folder, { recursive: true });
  const texts = new Map([
    ...alertRules().map((rule) => [runbookFile(rule), renderRunbook(rule)] as const),
    ...alarms.map((alarm) => [alarmRunbookFile(alarm), renderAlarmRunbook(alarm)] as const),
    ...runtimeRules.map((rule) => [runtimeRunbookFile(rule), renderRuntimeRunbook(rule)] as const),
  ]);
  for (const file of readdirSync(folder)) {
    if (file.endsWith(".md") && !texts.has(file)) rmSync(path.join(folder, file));
  }
  for (const [file, text] of texts) writeFileSync(path.join(folder, file), text);
}

if (require.main === module) writeRunbooks();
