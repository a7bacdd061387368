import assert from "node:assert/strict";
import { jsonReport } from "./json";
import { exampleReport, exampleUrn } from "./testing/example";

describe("JSON report", () => {
  it("holds everything that was found, the sources and the coverage", () => {
    const report = exampleReport();
    const { stacks, coverage, ...rest } = JSON.parse(jsonReport(report)) as {
      stacks: { results: unknown; sources: Record<string, unknown> }[];
      coverage: Record<string, unknown>;
    };
    assert.deepEqual(rest, {
      reportVersion: 1,
      pharos: "0.1.0",
      subject: "planned",
      startedAt: "2026-03-02T09:41:07.120Z",
      endedAt: "2026-03-02T09:41:48.000Z",
      commit: "0123abc",
    });
    assert.deepEqual(coverage, {
      evaluated: 6,
      notApplicable: 1,
      undetermined: 1,
      waived: 1,
      violations: 2,
      resources: 14,
      unknownTypes: ["grafana:oss/folder:Folder"],
      neverJudged: ["ACC-SNS-01"],
      open: [{ rule: "ENC-KMS-01", property: "rules[].rotation", count: 1 }],
      incomplete: ["eu-west-1"],
    });
    assert.deepEqual(
      stacks.map(({ results }) => results),
      report.stacks.map(({ results }) => results),
    );
    assert.deepEqual(stacks[0]!.sources[exampleUrn("us-east-1", "aws:kms/key:Key", "forgotten")], {
      file: "components/encryption/data key.ts",
      line: 12,
    });
  });
});
