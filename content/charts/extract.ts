/**
 * Makes the key indexes `content/charts/<chart>.keys.json` from the charts' own values.yaml, which lie in the reference
 * material beside the checkout: `node dist/content/charts/extract.js`. Run it when a version in `content/versions.ts` changes.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { type ChartName, chart, chartNames } from "../versions";
import { extractKeys } from "./extract-keys";
import { type IndexSource, type KeyIndex, type KeyType, PATH_SEPARATOR } from "./index-format";

/** Sub-charts whose keys a chart passes through: key in the chart's values → name of the sub-chart. */
const subCharts: Partial<Record<ChartName, Readonly<Record<string, string>>>> = {
  "kube-prometheus-stack": {
    "kube-state-metrics": "kube-state-metrics",
    "prometheus-node-exporter": "prometheus-node-exporter",
    grafana: "grafana",
  },
};

/** Charts to which nothing can be given: their index has no keys, and is made of nothing. Each with what its values.yaml has instead. */
export const withoutValues: Partial<Record<ChartName, string>> = {
  "eck-operator-crds": "what the project's own manifests are made with",
};

/** Makes the index of one chart from the folder that holds the charts. */
export function makeIndex(name: ChartName, chartsFolder: string): KeyIndex {
  const pinned = chart(name);
  if (name in withoutValues) return { chart: pinned.chart, version: pinned.version, sources: [], keys: {} };
  const own = readChart(chartsFolder, pinned.chart, "");
  const expected = pinned.indexedFrom?.version ?? pinned.version;
  if (own.source.version !== expected) {
    throw new Error(
      `${name}: ${own.source.version} lies in the charts folder, the version table says ${expected}`,
    );
  }
  const keys = new Map<string, KeyType>();
  const sources = [own.source];
  for (const [under, subChart] of Object.entries(subCharts[name] ?? {})) {
    const { source, keys: subKeys } = readChart(chartsFolder, subChart, under);
    sources.push(source);
    for (const [key, type] of subKeys) keys.set(`${under}${PATH_SEPARATOR}${key}`, type);
  }
  // What the chart itself sets for a sub-chart wins, except that an emptied map must not hide the sub-chart's keys.
  for (const [key, type] of own.keys) {
    const known = keys.get(key);
    const saysLess = type === "null" || type === "documented";
    const hides = (type === "empty-map" && known === "map") || (saysLess && known !== undefined);
    if (!hides) keys.set(key, type);
  }
  const sorted = [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
  return { chart: pinned.chart, version: pinned.version, sources, keys: Object.fromEntries(sorted) };
}

function readChart(
  folder: string,
  name: string,
  under: string,
): { source: IndexSource; keys: Map<string, KeyType> } {
  const text = readFileSync(path.join(folder, name, "values.yaml"), "utf8");
  const { version } = parse(readFileSync(path.join(folder, name, "Chart.yaml"), "utf8")) as {
    version: string;
  };
  const keys = extractKeys(text);
  const schemaFile = path.join(folder, name, "values.schema.json");
  if (existsSync(schemaFile)) addSchema(JSON.parse(readFileSync(schemaFile, "utf8")) as Schema, [], keys);
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { source: { chart: name, version, sha256, under }, keys };
}

/** The part of a JSON schema that names keys. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Keys which only the chart's JSON schema knows. */
function addSchema(schema: Schema, parent: readonly string[], keys: Map<string, KeyType>): void {
  for (const [name, below] of Object.entries(schema.properties ?? {})) {
    const steps = [...parent, name];
    const key = steps.join(PATH_SEPARATOR);
    if (!keys.has(key)) keys.set(key, "documented");
    addSchema(below, steps, keys);
  }
}

/** The text of an index file. */
export function renderIndex(index: KeyIndex): string {
  return `${JSON.stringify(index, null, 2)}\n`;
}

if (require.main === module) {
  const root = path.resolve(__dirname, "..", "..", "..");
  const chartsFolder = path.resolve(root, "..", "shared", "charts");
  for (const name of chartNames) {
    const file = path.join(root, "content", "charts", `${name}.keys.json`);
    writeFileSync(file, renderIndex(makeIndex(name, chartsFolder)));
  }
}
