import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../content/user-error";
import type { Home } from "../stacks/conduct/home";
import { summarize, type Run } from "../stacks/model";
import { renderSummary } from "../stacks/report/console";
import { renderReport } from "../stacks/report/html";

/** The narrowest and the widest summary that reads well. */
const WIDTH = { least: 60, most: 100 } as const;

/** Prints the summary of a run, writes its report, its data and, where asked for, the JSON summary. */
export function present(run: Run, home: Home, json?: string): void {
  const { columns = WIDTH.most, isTTY } = process.stdout;
  const width = Math.min(WIDTH.most, Math.max(WIDTH.least, columns));
  process.stdout.write(`${renderSummary(run, { color: wantsColor(isTTY, process.env), width })}\n`);
  if (json !== undefined) writeFor("summary", json, `${JSON.stringify(summarize(run), null, 2)}\n`);
  if (run.kind === "destroy") return;
  writeFileSync(path.join(home.runs, `${run.kind}.json`), JSON.stringify(run), { mode: 0o600 });
  const report = path.join(home.reports, `${run.kind}.html`);
  writeFileSync(report, renderReport(run), { mode: 0o600 });
  process.stdout.write(`report  ${path.relative(process.cwd(), report) || report}\n`);
}

/** Colours for a terminal, unless `NO_COLOR` is set (no-color.org); elsewhere only where `FORCE_COLOR` asks for them, as in many CI logs. */
export function wantsColor(isTTY: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return isTTY === true && env.TERM !== "dumb";
}

/** Writes a file that the user has named. */
export function writeFor(what: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UserError(
      `the ${what} could not be written to ${file}: ${(error as Error).message}`,
      "name a file in a folder that exists",
    );
  }
}
