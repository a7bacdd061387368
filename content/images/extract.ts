/**
 * Makes `content/images/chart-facts.json` from the pinned charts, which lie in the reference material beside the checkout:
 * `node dist/content/images/extract.js`. Run it when a version in `content/versions.ts` changes. Another folder can be named, with a folder
 * for each chart in it, as `helm pull --untar` makes it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { chart, chartNames, type ChartName } from "../versions";
import { factsOf, type ChartFacts, type ChartFiles } from "./chart-facts";

/** The facts of a pinned chart, from a folder of charts. */
function pinnedFacts(name: ChartName, folder: string): ChartFacts {
  const pinned = chart(name);
  const facts = factsOf(readChart(folder, pinned.chart));
  const expected = pinned.indexedFrom?.version ?? pinned.version;
  if (facts.version !== expected)
    throw new Error(
      `${name}: ${facts.version} lies in the charts folder, the version table says ${expected}`,
    );
  const { version, appVersion } = pinned;
  return {
    ...facts,
    version,
    appVersion,
    images: facts.images.map((place) => (place.under === "" ? { ...place, appVersion } : place)),
  };
}

/** A chart's files and, beside it in the same folder, those of its sub-charts. */
function readChart(folder: string, name: string): ChartFiles {
  const read = (file: string): unknown => parse(readFileSync(path.join(folder, name, file), "utf8"));
  const own = read("Chart.yaml") as { dependencies?: { name: string }[] };
  const parts = (own.dependencies ?? []).filter(({ name: part }) =>
    existsSync(path.join(folder, part, "values.yaml")),
  );
  return {
    chart: own,
    values: read("values.yaml"),
    parts: Object.fromEntries(parts.map(({ name: part }) => [part, readChart(folder, part)])),
  };
}

/** The text of the file: the facts of every pinned chart of which the folder has the files. */
export function renderChartFacts(folder: string): string {
  const present = new Set(readdirSync(folder));
  const facts = chartNames
    .filter((name) => present.has(chart(name).chart))
    .map((name) => pinnedFacts(name, folder));
  return `${JSON.stringify(facts, null, 2)}\n`;
}

if (require.main === module) {
  const root = path.resolve(__dirname, "..", "..", "..");
  const folder = path.resolve(process.argv[2] ?? path.join(root, "..", "shared", "charts"));
  writeFileSync(path.join(root, "content", "images", "chart-facts.json"), renderChartFacts(folder));
}
