import assert from "node:assert/strict";
import type { Result, StackResults } from "../../policies/evaluation/results";
import type { StackRun } from "../model";
import { renderSummary } from "./console";
import { StackBuilder, policyOutcome, stackRun } from "./testing/builder";
import { exampleRun } from "./testing/run";

/** What the rule for releases said of some. */
function judged(stack: string, outcomes: readonly Result["outcome"][]): StackResults {
  const results = outcomes.map((outcome, index) => ({
    rule: "K8S-HELM-01",
    pack: "workloads",
    urn: `urn:pulumi:${stack}::pharos::kubernetes:helm.sh/v3:Release::release-${index}`,
    type: "kubernetes:helm.sh/v3:Release",
    outcome,
    ...(outcome === "undetermined" && { property: "contents" }),
  }));
  return {
    stack,
    project: "pharos",
    packs: ["workloads"],
    complete: true,
    rules: [],
    results,
    warnings: [],
    coverage: {
      evaluated: results.length,
      notApplicable: 0,
      undetermined: 0,
      waived: 0,
      violations: 0,
      resources: results.length,
      unknownTypes: [],
    },
  };
}

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
      ...(outcomes && { judged: judged(name, outcomes) }),
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
});
