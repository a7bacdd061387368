import { readFileSync } from "node:fs";
import * as path from "node:path";
import { seriesIn, type ExportedSeries } from "../../content/upgrades/metrics";
import { UserError } from "../../content/user-error";
import { defaultEksVersion } from "../../content/versions";
import { CHARTS_FOLDER } from "../../policies/evaluation/chart-contents";
import { ChartStore } from "../../stacks/helm/chart-store";
import { obtainHelm, type Helm } from "../../stacks/helm/helm";
import { renderRehearsal } from "../../stacks/helm/rehearsal-text";
import { rehearseUpgrade } from "../../stacks/helm/rehearse";
import { requestsOf } from "../../stacks/helm/requests";
import { EXIT, ROOT, type RunFlags } from "../flags";
import { writeFor } from "../output";
import { plannedRun } from "../plan";

/** What a rehearsal takes besides what every command takes. */
export interface UpgradeFlags extends RunFlags {
  offline?: boolean;
  stack?: string[];
  /** Two files: what an exporter of the old and of the new version gives at `/metrics`. */
  metrics?: string[];
}

/** Says what another version of a chart would change, what to do before, and how to get back. Changes nothing. */
export async function upgrade(chart: string, version: string, flags: UpgradeFlags): Promise<number> {
  const exported = exportedSeries(flags.metrics); // a mistake there is told before anything is started
  const { run, settings } = await plannedRun(flags, flags.stack ?? []);
  let helm: Promise<Helm> | undefined;
  const rehearsals = await rehearseUpgrade(run.stacks, chart, version, {
    store: new ChartStore(path.join(ROOT, CHARTS_FOLDER)),
    helm: () => (helm ??= obtainHelm({ onProgress: ({ text }) => void process.stderr.write(`${text}\n`) })),
    kubernetes: (stack) => {
      const cluster = settings.get(stack)?.cluster;
      return cluster?.kind === "eks" ? cluster.version : defaultEksVersion;
    },
    offline: flags.offline === true,
    env: process.env,
    ...(exported !== undefined && { exported }),
  });
  const from = run.stacks.flatMap(requestsOf).find((request) => request.chart === chart)?.version ?? "";
  process.stdout.write(`${renderRehearsal(chart, { from, to: version }, rehearsals)}\n`);
  if (exported === undefined)
    process.stdout.write(
      "\nnot compared: what the program itself exports; give --metrics with what the old and the new one give at /metrics\n",
    );
  if (flags.json !== undefined) writeFor("rehearsal", flags.json, `${JSON.stringify(rehearsals, null, 2)}\n`);
  return EXIT.ok;
}

function exportedSeries(files: readonly string[] | undefined): ExportedSeries | undefined {
  if (files === undefined) return undefined;
  const [before, after, ...more] = files;
  if (before === undefined || after === undefined || more.length > 0)
    throw new UserError(
      `--metrics takes two files, and got ${files.length}`,
      "give what the old version exports, then what the new one does",
    );
  return { before: seriesIn(read(before)), after: seriesIn(read(after)) };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`, "name a file that exists");
  }
}
