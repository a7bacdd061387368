import * as path from "node:path";
import { createColors } from "picocolors";
import { defaultEksVersion } from "../../content/versions";
import { CHARTS_FOLDER } from "../../policies/evaluation/chart-contents";
import { ChartStore } from "../../stacks/helm/chart-store";
import { obtainHelm, type Helm } from "../../stacks/helm/helm";
import { renderedOf, renderStack, type Rendering } from "../../stacks/helm/render";
import type { Settings } from "../../stacks/settings";
import { EXIT, ROOT, type RunFlags } from "../flags";
import { wantsColor } from "../output";
import { plannedRun } from "../plan";

/** What rendering takes besides what every command takes. */
export interface RenderFlags extends RunFlags {
  offline?: boolean;
}

/** Writes what each release would install into the folder that policies read. */
export async function render(stacks: string[], flags: RenderFlags): Promise<number> {
  const { run, settings } = await plannedRun(flags, stacks);
  const store = new ChartStore(path.join(ROOT, CHARTS_FOLDER));
  const helm = once(() => obtainHelm({ onProgress: ({ text }) => void process.stderr.write(`${text}\n`) }));
  const pc = createColors(wantsColor(process.stdout.isTTY, process.env));
  const all: Rendering[] = [];
  for (const stack of run.stacks) {
    process.stdout.write(`${pc.bold(stack.stack)}\n`);
    all.push(
      ...(await renderStack(stack, {
        store,
        helm,
        kubernetes: kubernetesOf(settings.get(stack.stack)),
        offline: flags.offline === true,
        env: process.env,
        onReleased: (rendering) => void process.stdout.write(`${describe(rendering, pc)}\n`),
      })),
    );
  }
  const rendered = renderedOf(all);
  process.stdout.write(`\nrendered: ${rendered} of ${all.length} releases, into ${CHARTS_FOLDER}/\n`);
  if (rendered > 0) process.stdout.write("pharos preview judges what they install\n");
  return rendered === all.length ? EXIT.ok : EXIT.failed;
}

function describe(rendering: Rendering, pc: ReturnType<typeof createColors>): string {
  const { release, chart, version } = rendering.request;
  const title = `${release}: ${chart} ${version}`;
  if (rendering.state === "rendered") return `  ${pc.green("✔")} ${title}, ${rendering.objects} objects`;
  return `  ${pc.red("✖")} ${title}\n      ${rendering.why}\n      fix: ${rendering.fix}`;
}

/** Of a cluster that is somebody else's nobody has said the version. */
function kubernetesOf(settings: Settings | undefined): string {
  return settings?.cluster.kind === "eks" ? settings.cluster.version : defaultEksVersion;
}

/** Finds Helm when it is first needed, and says only once that there is none. */
function once(obtain: () => Promise<Helm>): () => Promise<Helm> {
  let found: Promise<Helm> | undefined;
  return () => (found ??= obtain());
}
