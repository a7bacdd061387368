import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../../content/user-error";
import { checkoutWaivers, judgeDeployed } from "../../policies/deployed/judge";
import type { Level } from "../../policies/evaluation/rule";
import { originOfUrn } from "../../policies/evaluation/resource-types";
import type { Report } from "../../policies/reports/report";
import type { Deployment } from "../../stacks/conduct/state";
import { loadAllSettings } from "../../stacks/load-settings";
import { isRefused, judgedState, reportOfRun } from "../../stacks/report/judged";
import { EXIT, making, ROOT, settingsRootOf, type RunFlags } from "../flags";
import { wantedReports, writeReports } from "../formats";
import { exitCode, withSession } from "../session";

/** What a check takes besides what every command takes. */
export interface CheckFlags extends RunFlags {
  format?: string[];
  output?: string[];
  state?: string;
}

/** Judges what an update would make, or what a state says is deployed, and writes reports of it. */
export async function check(stacks: string[], flags: CheckFlags): Promise<number> {
  const wanted = wantedReports(flags.format, flags.output); // a mistake there is told before anything is started
  if (flags.state !== undefined) {
    if (stacks.length > 0) {
      throw new UserError(
        `--state judges ${flags.state} alone; ${stacks.join(", ")} would not be looked at`,
        "name no stack besides it",
      );
    }
    const report = await reportOfState(flags.state, flags);
    writeReports(report, wanted);
    return isRefused(report) ? EXIT.refused : EXIT.ok;
  }
  const { run, signal } = await withSession(flags, stacks, async ({ conductor, signal }) => ({
    run: await conductor.preview(stacks),
    signal,
  }));
  writeReports(reportOfRun(run, making()), wanted);
  return exitCode(run, signal);
}

/** Judges a file in this process, without an engine; a stack's state is asked of the engine first. */
async function reportOfState(subject: string, flags: RunFlags): Promise<Report> {
  const startedAt = new Date().toISOString();
  const isFile = existsSync(subject);
  if (!isFile && /[/\\]|\.json$/.test(subject)) {
    throw new UserError(`there is no file ${subject}`, "name a file that exists, or a stack");
  }
  const state = isFile
    ? readState(subject)
    : await withSession(flags, [subject], ({ conductor }) => conductor.exportState(subject));
  const [first] = state.deployment.resources ?? [];
  const stack = isFile ? (originOfUrn(first?.urn ?? "")?.stack ?? path.basename(subject)) : subject;
  const results = judgeDeployed(state, { waivers: checkoutWaivers(ROOT), levels: levelsOf(stack, flags) });
  return {
    ...making(),
    subject: "deployed",
    startedAt,
    endedAt: new Date().toISOString(),
    stacks: [judgedState(stack, results)],
  };
}

/** The levels that the stack's settings give, where the stack is one of the checkout's. */
function levelsOf(stack: string, flags: RunFlags): Readonly<Record<string, Level>> {
  const root = settingsRootOf(flags);
  if (!existsSync(path.join(root, `Pulumi.${stack}.yaml`))) return {};
  return loadAllSettings(root).settings.get(stack)?.policies ?? {};
}

/** @throws UserError for what is not Pulumi's deployment JSON */
function readState(file: string): Deployment {
  const fix = "give what pulumi stack export, or pharos export, has written";
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`${file} is no state: ${(error as Error).message}`, fix);
  }
  const deployment = (content as { deployment?: unknown } | null)?.deployment;
  const resources = (deployment as { resources?: unknown } | null | undefined)?.resources ?? [];
  if (typeof deployment !== "object" || deployment === null || !Array.isArray(resources)) {
    throw new UserError(`${file} is no state: it has no deployment`, fix);
  }
  if (!resources.every(isResource)) {
    throw new UserError(`${file} is no state: one of its resources has no URN or no type`, fix);
  }
  return content as Deployment;
}

function isResource(value: unknown): boolean {
  const { urn, type } = (value ?? {}) as { urn?: unknown; type?: unknown };
  return typeof urn === "string" && typeof type === "string";
}
