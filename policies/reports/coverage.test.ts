import assert from "node:assert/strict";
import { coverageOf } from "./coverage";
import { exampleReport } from "./testing/example";

describe("the coverage of a run", () => {
  it("adds up the stacks, names what nobody judged and what could not be told", () => {
    const { neverJudged, ...coverage } = coverageOf(exampleReport());
    assert.deepEqual(coverage, {
      evaluated: 6,
      notApplicable: 1,
      undetermined: 1,
      waived: 1,
      violations: 2,
      resources: 14,
      unknownTypes: ["grafana:oss/folder:Folder"],
      open: [{ rule: "ENC-KMS-01", property: "rules[].rotation", count: 1 }],
      incomplete: ["eu-west-1"],
    });
    assert.deepEqual(
      neverJudged.map(({ id }) => id),
      ["ACC-SNS-01"],
    );
  });

  it("does not take a rule for alive that only said that it asks nothing", () => {
    const report = exampleReport();
    const stacks = report.stacks.map((stack) => ({
      ...stack,
      results: {
        ...stack.results!,
        results: stack.results!.results.filter(
          ({ rule, outcome }) => rule !== "ENC-KMS-01" || outcome === "notApplicable",
        ),
      },
    }));
    assert.deepEqual(
      coverageOf({ ...report, stacks }).neverJudged.map(({ id }) => id),
      ["ENC-KMS-01", "ACC-SNS-01"],
    );
  });

  it("takes a stack without results for one that was not judged", () => {
    const stacks = [{ stack: "us-east-1", outcome: "ok" as const, errors: [], sources: new Map() }];
    assert.deepEqual(coverageOf(exampleReport({ stacks })).incomplete, ["us-east-1"]);
  });
});
