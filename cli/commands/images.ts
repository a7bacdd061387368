import * as path from "node:path";
import { committedFacts } from "../../content/images/known-charts";
import type { ChartFacts } from "../../content/images/chart-facts";
import { joinSupplies, RELEASE_TOKEN, supplyOf, type Supply } from "../../content/images/supply";
import { CHARTS_FOLDER } from "../../policies/evaluation/chart-contents";
import { ChartStore } from "../../stacks/helm/chart-store";
import { renderSupply } from "../../stacks/helm/supply-text";
import { registered, type Run } from "../../stacks/model";
import { EXIT, ROOT, type RunFlags } from "../flags";
import { writeFor } from "../output";
import { plannedRun } from "../plan";

/** Lists every chart and image that the stacks need, for a mirror. */
export async function images(stacks: string[], flags: RunFlags): Promise<number> {
  const { run, settings } = await plannedRun(flags, stacks);
  const atHand = await chartsAtHand(run);
  const supplies = new Map<string, Supply>(
    run.stacks.map((stack) => [
      stack.stack,
      supplyOf(
        registered(stack),
        (chart, version) => atHand.get(`${chart} ${version}`) ?? committedFacts(chart, version),
      ),
    ]),
  );
  const supply = joinSupplies(supplies);
  const mirrors = [
    ...new Set(run.stacks.flatMap(({ stack }) => settings.get(stack)?.images.registryMirror ?? [])),
  ];
  process.stdout.write(`${renderSupply(supply, mirrors)}\n`);
  if (flags.json !== undefined)
    writeFor("list of images", flags.json, `${JSON.stringify(supply, null, 2)}\n`);
  return supply.gaps.length === 0 ? EXIT.ok : EXIT.failed;
}

/** Charts that lie in the checkout are read themselves; of the others what is committed holds. */
async function chartsAtHand(run: Run): Promise<ReadonlyMap<string, ChartFacts>> {
  const store = new ChartStore(path.join(ROOT, CHARTS_FOLDER));
  const found = new Map<string, ChartFacts>();
  for (const { type, inputs } of run.stacks.flatMap(registered)) {
    if (type !== RELEASE_TOKEN) continue;
    const [chart, version] = [String(inputs["chart"]), String(inputs["version"])];
    const atHand = found.has(`${chart} ${version}`) ? undefined : await store.find({ chart, version });
    if (atHand !== undefined) found.set(`${chart} ${version}`, atHand.facts);
  }
  return found;
}
