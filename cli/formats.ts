import { consoleReport } from "../policies/reports/console";
import { csvReport } from "../policies/reports/csv";
import { jsonReport } from "../policies/reports/json";
import { markdownReport } from "../policies/reports/markdown";
import { metricsReport } from "../policies/reports/metrics";
import { oscalComponentDefinition } from "../policies/reports/oscal-component";
import { oscalAssessmentResults } from "../policies/reports/oscal-results";
import type { Report } from "../policies/reports/report";
import { sarifReport } from "../policies/reports/sarif";
import { UserError } from "../content/user-error";
import { renderEvidence } from "../stacks/report/html-evidence";
import { writeFor } from "./output";

/** Every format of a report, by the name on the command line. */
const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  console: (report) => `${consoleReport(report)}\n`,
  markdown: (report) => markdownReport(report),
  json: jsonReport,
  sarif: sarifReport,
  oscal: oscalAssessmentResults,
  "oscal-component": oscalComponentDefinition,
  csv: csvReport,
  html: renderEvidence,
  metrics: metricsReport,
};

/** One report to be written. */
export interface Wanted {
  readonly format: string;
  /** Where to. @default standard output */
  readonly file?: string;
}

/**
 * Which reports the flags ask for: the first `--output` belongs to the first `--format`, and so on. Without any it is the console's, on
 * standard output.
 * @throws UserError for a format that there is not, for an output without a format, and where two reports would run into each other
 */
export function wantedReports(formats: readonly string[] = [], outputs: readonly string[] = []): Wanted[] {
  const names = formats.length === 0 ? ["console"] : formats;
  const unknown = names.find((name) => !Object.hasOwn(FORMATS, name));
  if (unknown !== undefined) {
    throw new UserError(`there is no format ${unknown}`, `name one of ${Object.keys(FORMATS).join(", ")}`);
  }
  if (outputs.length > names.length) {
    throw new UserError(
      `${outputs.length} files are named by --output and ${names.length} reports by --format`,
      "give a --format before each --output",
    );
  }
  if (names.length - outputs.length > 1) {
    throw new UserError(
      `${names.length - outputs.length} reports would be written to standard output, one into the other`,
      "give an --output for each --format; one report at most may go without",
    );
  }
  return names.map((format, index) => {
    const file = outputs[index];
    return { format, ...(file !== undefined && { file }) };
  });
}

/** Writes reports where they are wanted. */
export function writeReports(report: Report, wanted: readonly Wanted[]): void {
  for (const { format, file } of wanted) {
    const text = FORMATS[format]!(report);
    if (file === undefined) process.stdout.write(text);
    else writeFor(`${format} report`, file, text);
  }
}
