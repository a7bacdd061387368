import assert from "node:assert/strict";
import { csvReport } from "./csv";
import { exampleReport } from "./testing/example";

/** Reads RFC 4180: fields with quotes, commas and line breaks in them, lines that end with CR LF. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  for (let row: string[] = []; field.lastIndex < text.length;) {
    const match = field.exec(text);
    assert.ok(match, "not CSV");
    row.push(match[1]!.startsWith('"') ? match[1]!.slice(1, -1).replaceAll('""', '"') : match[1]!);
    if (match[2] === "\r\n") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe("control matrix", () => {
  const [header, ...rows] = parse(csvReport(exampleReport()));
  const column = (name: string): number => header!.indexOf(name);
  const pick = (names: string[]) => rows.map((row) => names.map((name) => row[column(name)]!));

  it("has a row for every control, policy, stack and resource, and for what had nothing to judge", () => {
    // 3 controls × 4 results and 2 × 1 in the hub, 3 × 1 and 2 × 1 in the spoke, and the rule that judged nothing in each.
    assert.equal(rows.length, 12 + 2 + 1 + 3 + 2 + 1);
    assert.ok(rows.every((row) => row.length === header!.length));
    assert.deepEqual(
      pick(["framework", "control", "policy", "stack", "verdict"]).filter(
        ([, , policy]) => policy === "ACC-SNS-01",
      ),
      [
        ["SOC 2", "CC6.1", "ACC-SNS-01", "us-east-1", "nothing to judge"],
        ["SOC 2", "CC6.1", "ACC-SNS-01", "eu-west-1", "nothing to judge"],
      ],
    );
  });

  it("says of each row what was found, where, and which waiver covers it", () => {
    const names = ["control", "resource", "verdict", "reason", "message", "waiver", "file", "line"];
    assert.deepEqual(
      pick(names).find(([control, , verdict]) => control === "5(1)(f)" && verdict === "violation"),
      [
        "5(1)(f)",
        "urn:pulumi:us-east-1::pharos::pharos:storage:Bucket$aws:kms/key:Key::forgotten",
        "violation",
        "rotation-off",
        "enableKeyRotation is false; true is expected",
        "",
        "components/encryption/data key.ts",
        "12",
      ],
    );
    assert.deepEqual(
      pick(["control", "verdict", "waiver"]).find(([, verdict]) => verdict === "waived"),
      ["CC7.2", "waived", "W-0007"],
    );
  });

  it("never hands a spreadsheet a formula", () => {
    const report = exampleReport();
    const [hub] = report.stacks;
    const results = hub!.results!.results.map((result) => ({ ...result, message: '=HYPERLINK("x","y")' }));
    const text = csvReport({ ...report, stacks: [{ ...hub!, results: { ...hub!.results!, results } }] });
    assert.doesNotMatch(text, /(^|,|")=/m);
    assert.ok(parse(text)[1]!.includes('\'=HYPERLINK("x","y")'));
  });
});
