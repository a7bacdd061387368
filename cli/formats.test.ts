import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { exampleReport } from "../policies/reports/testing/example";
import { wantedReports, writeReports } from "./formats";

describe("the reports that the flags ask for", () => {
  const refused = (formats: string[], outputs: string[], message: string) =>
    assert.throws(() => wantedReports(formats, outputs), { name: "UserError", message: new RegExp(message) });

  it("are the console's where nothing is said", () => {
    assert.deepEqual(wantedReports(), [{ format: "console" }]);
    assert.deepEqual(wantedReports([], ["a.txt"]), [{ format: "console", file: "a.txt" }]);
  });

  it("are paired in their order; one at most goes to standard output", () => {
    assert.deepEqual(wantedReports(["sarif", "markdown", "console"], ["a.sarif", "b.md"]), [
      { format: "sarif", file: "a.sarif" },
      { format: "markdown", file: "b.md" },
      { format: "console" },
    ]);
    refused(["sarif", "markdown"], [], "^2 reports would be written to standard output, one into the other");
    refused(["sarif"], ["a", "b"], "^2 files are named by --output and 1 reports by --format");
  });

  it("are of formats that there are", () => {
    refused(["xml"], [], "^there is no format xml");
    refused(["constructor"], [], "^there is no format constructor");
  });

  it("are written, each in its format", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pharos-formats-"));
    try {
      const begins: Record<string, RegExp> = {
        console: /^us-east-1, as planned: refused\n/,
        markdown: /^<!-- pharos:check -->\n/,
        json: /^\{\n {2}"reportVersion": 1,/,
        sarif: /^\{\n {2}"\$schema": "https:\/\/docs\.oasis-open\.org\/sarif\//,
        oscal: /^\{\n {2}"assessment-results": /,
        "oscal-component": /^\{\n {2}"component-definition": /,
        csv: /^framework,control,policy,/,
        html: /^<!doctype html>\n/,
        metrics: /^# HELP pharos_check_/,
      };
      const formats = Object.keys(begins);
      const files = formats.map((format) => path.join(folder, format));
      writeReports(exampleReport(), wantedReports(formats, files));
      for (const [index, file] of files.entries()) {
        const text = readFileSync(file, "utf8");
        assert.match(text, begins[formats[index]!]!);
        assert.match(text, /\n$/);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
