import assert from "node:assert/strict";
import type { Result } from "../../policies/evaluation/results";
import type { StackRun } from "../model";
import { renderSummary } from "./console";
import { StackBuilder, policyOutcome, stackRun } from "./testing/builder";
import { renderReport } from "./html";
import { summarize } from "../model";
import { judgedReleases } from "./testing/judged-releases";
import { exampleRun } from "./testing/run";
import { textOf } from "./testing/well-formed";

describe("summary of charts", () => {
  const rule = {
    id: "K8S-HELM-01",
    title: "Releases",
    pack: "workloads",
    severity: "high",
    level: "mandatory",
    controls: {},
    remediation: "Render them.",
    satisfied: 1,
  };
  const stack = (name: string, outcomes?: readonly Result["outcome"][]): StackRun =>
    stackRun(new StackBuilder(name), {
      role: "hub",
      jurisdiction: "US",
      policies: policyOutcome([rule], []),
      ...(outcomes && { judged: judgedReleases(name, outcomes) }),
    });
  const contents = (...stacks: StackRun[]): string[] =>
    renderSummary({ ...exampleRun(), stacks }, { color: false, width: 80 })
      .split("\n")
      .filter((line) => line.includes("contents"));

  it("says of how many releases the contents were evaluated, of each stack and of all", () => {
    assert.deepEqual(contents(stack("a", ["pass", "undetermined", "pass"]), stack("b", ["undetermined"])), [
      "  contents          evaluated: 2 of 3 releases",
      "  contents          evaluated: 0 of 1 release",
      "  contents          evaluated: 2 of 4 releases",
    ]);
  });

  it("says nothing of them where there are none", () => {
    assert.deepEqual(contents(stack("a", []), stack("b")), []);
  });

  it("says the same in the file for machines, and on the page", () => {
    const stacks = [stack("a", ["pass", "undetermined", "pass"]), stack("b", ["undetermined"]), stack("c")];
    const run = { ...exampleRun(), stacks };
    const summary = summarize(run);
    assert.deepEqual(
      [summary.contents, ...summary.stacks.map((own) => own.contents)],
      [
        { evaluated: 2, releases: 4 },
        { evaluated: 2, releases: 3 },
        { evaluated: 0, releases: 1 },
        undefined,
      ],
    );
    assert.match(
      textOf(renderReport(run)),
      / Contents evaluated: 2 of 4 releases \(a 2 of 3, b 0 of 1\)\. Of the others the rules saw the values alone, not the pods that their charts make; pharos render shows them\. /,
    );
    assert.doesNotMatch(textOf(renderReport({ ...run, stacks: [stack("c")] })), /Contents evaluated/);
  });
});
