import type { DriftRun } from "../../stacks/drift/model";
import { renderDrift } from "../../stacks/report/drift";
import { isRefused, reportOfDrift } from "../../stacks/report/judged";
import { EXIT, making, type RunFlags } from "../flags";
import { wantedReports, writeReports } from "../formats";
import { writeFor } from "../output";
import { withSession } from "../session";

/** What a look at the cloud takes besides what every command takes. */
export interface DriftFlags extends RunFlags {
  format?: string[];
  output?: string[];
}

/** Says what differs between the stacks' states and what is really there, and judges that. */
export async function drift(stacks: string[], flags: DriftFlags): Promise<number> {
  const wanted = wantedReports(flags.format, flags.output);
  const { run, signal } = await withSession(flags, stacks, async ({ conductor, signal }) => ({
    run: await conductor.drift(stacks),
    signal,
  }));
  const report = reportOfDrift(run, making());
  // Where a report takes standard output, nothing may stand before it.
  const alone = wanted.every(({ file, format }) => file !== undefined || format === "console");
  (alone ? process.stdout : process.stderr).write(`${renderDrift(run)}\n\n`);
  writeReports(report, wanted);
  if (flags.json !== undefined) writeFor("drift", flags.json, `${JSON.stringify(run, null, 2)}\n`);
  return signal.aborted ? EXIT.stopped : exitCodeOf(run, isRefused(report));
}

/** Drift is what was asked for: it comes before what the rules say. */
function exitCodeOf({ stacks }: DriftRun, refused: boolean): number {
  if (stacks.some(({ outcome }) => outcome === "failed")) return EXIT.failed;
  if (stacks.some(({ drifted }) => drifted.length > 0)) return EXIT.drifted;
  return refused ? EXIT.refused : EXIT.ok;
}
