import * as assert from "node:assert/strict";
import { exampleReport } from "../../policies/reports/testing/example";
import type { StackDrift } from "../drift/model";
import { isRefused, judgedState, reportOfDrift, reportOfRun } from "./judged";
import { exampleRun } from "./testing/run";

const making = { version: "0.1.0" };
const [hub, spoke] = exampleReport().stacks.map(({ results }) => results!);

describe("what was judged, as reports read it", () => {
  it("has of a run the packs' results, the lines, and what went wrong", () => {
    const run = exampleRun();
    const [first, second] = run.stacks;
    first!.judged = hub!;
    second!.outcome = "failed";
    second!.diagnostics = [{ severity: "error", message: "no such role" }];
    const report = reportOfRun(run, making);
    assert.deepEqual(
      [report.version, report.subject, report.startedAt, report.endedAt],
      ["0.1.0", "planned", "2026-03-02T09:41:07.120Z", "2026-03-02T09:41:48.420Z"],
    );
    assert.deepEqual(
      report.stacks.map(({ stack, outcome, errors, results }) => [stack, outcome, errors, results]),
      [
        ["us-east-1", "ok", [], hub],
        ["us-west-2", "failed", ["no such role"], undefined],
        ["eu-west-1", "ok", [], undefined],
      ],
    );
    const vpc = first!.resources.find(({ type }) => type === "aws:ec2/vpc:Vpc")!;
    assert.deepEqual(report.stacks[0]!.sources.get(vpc.urn), {
      file: "components/network/network.ts",
      line: 58,
    });
  });

  it("is refused where a mandatory rule is violated, and not for an advisory one", () => {
    assert.equal(judgedState("us-east-1", hub!).outcome, "refused");
    assert.equal(isRefused(exampleReport()), true);
    const advisory = { ...hub!, rules: hub!.rules.map((rule) => ({ ...rule, level: "advisory" as const })) };
    assert.equal(judgedState("us-east-1", advisory).outcome, "ok");
    assert.equal(isRefused(exampleReport({ stacks: [judgedState("us-east-1", advisory)] })), false);
    assert.equal(judgedState("eu-west-1", spoke!).outcome, "ok");
  });

  it("is never a pass where the cloud could not be looked at", () => {
    const drift = (more: Partial<StackDrift>): StackDrift => ({
      stack: "us-east-1",
      outcome: "ok",
      errors: [],
      resources: 1,
      drifted: [],
      computedOnly: 0,
      ...more,
    });
    const stacks = [
      drift({ judged: hub! }),
      drift({}),
      drift({ outcome: "failed", judged: spoke! }),
      drift({ judged: spoke! }),
    ];
    const report = reportOfDrift({ stacks, startedAt: "2026-03-02T09:41:07.120Z", seconds: 1 }, making);
    assert.equal(report.subject, "drifted");
    assert.deepEqual(
      report.stacks.map(({ outcome }) => outcome),
      ["refused", "failed", "failed", "ok"],
    );
  });
});
