import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { factsOf, type ChartFacts, type ChartFiles } from "../../content/images/chart-facts";
import { UserError } from "../../content/user-error";
import { failure, run } from "../../engine/cli/run";
import { helmFailure, type Helm } from "./helm";

/** One version of a chart, and where it comes from. */
export interface ChartReference {
  /** Its name, or its address with `oci://`. */
  readonly chart: string;
  readonly version: string;
  /** Address of its repository; absent where the name is an address. */
  readonly repository?: string;
}

/** A chart in a folder of its own. */
export interface ChartAtHand {
  readonly folder: string;
  readonly facts: ChartFacts;
}

/** How long fetching one chart may take: a repository that does not answer must not hold up the rest. */
const PULL_TIMEOUT_MS = 60_000;
const UNPACK_TIMEOUT_MS = 60_000;

/**
 * Charts as they were published, in a folder of the checkout that git ignores: `<chart>-<version>/` with Chart.yaml in it, or
 * `<chart>-<version>.tgz`, which is unpacked there.
 */
export class ChartStore {
  constructor(readonly folder: string) {}

  /** The chart, where it is at hand. @throws UserError where something else lies in its place */
  async find({ chart, version }: ChartReference): Promise<ChartAtHand | undefined> {
    const name = nameOf(chart);
    const folder = path.join(this.folder, `${name}-${version}`);
    const archive = `${folder}.tgz`;
    if (!existsSync(folder) && existsSync(archive)) await this.unpack(archive, folder);
    if (!existsSync(path.join(folder, "Chart.yaml"))) return undefined;
    const facts = factsOf(readChartFolder(folder));
    if (facts.chart !== name || facts.version !== version)
      throw new UserError(
        `${folder} holds ${facts.chart} ${facts.version}, not ${name} ${version}`,
        `take it away, or name it ${facts.chart}-${facts.version}`,
      );
    return { folder, facts };
  }

  /** Fetches a chart into the folder. @returns why that could not be done, or undefined */
  async pull(helm: Helm, reference: ChartReference, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const args = [...pullArguments(reference), "--destination", this.folder];
    const pulled = await run(helm.command, args, { env, timeoutMs: PULL_TIMEOUT_MS });
    return pulled.problem === undefined ? undefined : helmFailure(pulled);
  }

  /** The archive's only folder becomes the chart's. */
  private async unpack(archive: string, folder: string): Promise<void> {
    const scratch = mkdtempSync(path.join(this.folder, ".unpacking-"));
    try {
      const { env } = process;
      const unpacked = await run("tar", ["-xzf", archive, "-C", scratch], {
        env,
        timeoutMs: UNPACK_TIMEOUT_MS,
      });
      const [inner] = readdirSync(scratch);
      if (unpacked.problem !== undefined || inner === undefined)
        throw new UserError(
          `${archive} cannot be unpacked: ${unpacked.problem === undefined ? "it is empty" : failure(unpacked)}`,
          "fetch it again, as helm pull does",
        );
      renameSync(path.join(scratch, inner), folder);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

/** The command by which a person fetches a chart on a machine that reaches its repository. */
export function pullCommand(reference: ChartReference): string {
  return ["helm", ...pullArguments(reference)].join(" ");
}

function pullArguments({ chart, version, repository }: ChartReference): string[] {
  const oci = repository?.startsWith("oci://") === true;
  return [
    "pull",
    oci ? `${repository.replace(/\/+$/, "")}/${chart}` : chart,
    ...(repository === undefined || oci ? [] : ["--repo", repository]),
    "--version",
    version,
  ];
}

/** The name in an address. */
function nameOf(chart: string): string {
  return chart.slice(chart.lastIndexOf("/") + 1);
}

/** The files of a chart that say what it is made of, with those of sub-charts that lie in it. */
export function readChartFolder(folder: string): ChartFiles {
  const read = (file: string): unknown =>
    existsSync(path.join(folder, file)) ? parse(readFileSync(path.join(folder, file), "utf8")) : {};
  const below = path.join(folder, "charts");
  const names = existsSync(below)
    ? readdirSync(below).filter((name) => existsSync(path.join(below, name, "Chart.yaml")))
    : [];
  return {
    chart: read("Chart.yaml"),
    values: read("values.yaml") ?? {},
    parts: Object.fromEntries(names.map((name) => [name, readChartFolder(path.join(below, name))])),
  };
}
