import { coverageOf } from "./coverage";
import type { Report } from "./report";

/** Version of the shape of the JSON report: within a version fields are added, never changed. */
const JSON_REPORT_VERSION = 1;

/** Everything that was found, as JSON for other programs: the rules, every outcome of every stack, sources, waivers, the coverage. */
export function jsonReport(report: Report): string {
  const { version, stacks, ...rest } = report;
  const { neverJudged, ...coverage } = coverageOf(report);
  const content = {
    reportVersion: JSON_REPORT_VERSION,
    pharos: version,
    ...rest,
    coverage: { ...coverage, neverJudged: neverJudged.map(({ id }) => id) },
    stacks: stacks.map(({ sources, ...stack }) => ({
      ...stack,
      sources: Object.fromEntries([...sources].sort(([a], [b]) => (a < b ? -1 : 1))),
    })),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
