import type { ChartFacts } from "./chart-facts";
import facts from "./chart-facts.json";

/** What is committed of one version of a chart; undefined of every other. */
export function committedFacts(chart: string, version: string): ChartFacts | undefined {
  // The compiler reads optional fields of JSON as a union of shapes; a test compares the file with what the script makes of the charts.
  return (facts as readonly ChartFacts[]).find((known) => known.chart === chart && known.version === version);
}

/** Every chart of which facts are committed. */
export const knownCharts = facts as readonly ChartFacts[];
