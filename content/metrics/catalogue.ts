/** Reading the catalogue of metrics that pinned exporters emit; for tests, since the catalogue lies beside the checkout. */
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** One metric of the catalogue. */
export interface CataloguedMetric {
  readonly component: string;
  /** Type word of the exposition. */
  readonly type: string;
  readonly labels: readonly string[];
}

/**
 * Every series name → the metrics it belongs to: one for each component that emits it. Histograms and summaries have several names.
 */
export function readCatalogue(folder: string): Map<string, CataloguedMetric[]> {
  const known = new Map<string, CataloguedMetric[]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const { metrics } = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as {
      metrics: Record<string, { type: string; labels?: string[] }>;
    };
    for (const [name, { type, labels = [] }] of Object.entries(metrics)) {
      const metric = { component: path.basename(file, ".json"), type, labels };
      for (const series of seriesOf(name, type)) known.set(series, [...(known.get(series) ?? []), metric]);
    }
  }
  return known;
}

function seriesOf(name: string, type: string): string[] {
  if (/histogram/i.test(type)) return [name, `${name}_bucket`, `${name}_sum`, `${name}_count`];
  return type === "summary" ? [name, `${name}_sum`, `${name}_count`] : [name];
}
