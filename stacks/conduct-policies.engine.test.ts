import assert from "node:assert/strict";
import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { StackRun } from "./model";
import { renderSummary } from "./report/console";
import { TestPlatform, errors, stackOf } from "./testing/platform";

/** What one rule found; other rules may have something to say of the same resource. */
const findingsOf = ({ policies }: StackRun, id: string) =>
  policies.findings.filter(({ rule }) => rule === id);

describe("a stack that violates a mandatory rule", () => {
  const platform = new TestPlatform();
  const program = path.join(__dirname, "testing", "careless.js");
  after(() => platform.dispose());

  it("is refused at preview: which rule, which resource, which source line, what to change", async () => {
    const run = await platform.with((conductor) => conductor.preview(["us-east-1"]), { program });
    const stack = stackOf(run, "us-east-1");
    assert.equal(stack.outcome, "refused");
    assert.deepEqual(
      findingsOf(stack, "ENC-KMS-01").map(({ rule, state, urn, source }) => [
        rule,
        state,
        urn?.split("::").at(-1),
        source?.file,
        source?.line,
      ]),
      [["ENC-KMS-01", "violated", "forgotten", "stacks/testing/careless.ts", 14]],
    );
    const [finding] = findingsOf(stack, "ENC-KMS-01");
    const summary = stripVTControlCharacters(renderSummary(run, { color: false, width: 200 }));
    for (const part of [
      "ENC-KMS-01",
      "forgotten",
      "stacks/testing/careless.ts:14",
      finding!.message,
      finding!.fix!,
    ]) {
      assert.ok(summary.includes(part), `the summary does not say "${part}":\n${summary}`);
    }
  });

  it("is refused at update, before the resource is made", async () => {
    const { run, state } = await platform.with(
      async (conductor) => ({
        run: await conductor.up(["us-east-1"]),
        state: await conductor.exportState("us-east-1"),
      }),
      { program },
    );
    const stack = stackOf(run, "us-east-1");
    assert.equal(stack.outcome, "refused");
    assert.deepEqual(errors(stack), []);
    assert.deepEqual(
      findingsOf(stack, "ENC-KMS-01").map(({ source }) => `${source?.file}:${source?.line}`),
      ["stacks/testing/careless.ts:14"],
    );
    assert.deepEqual(
      (state.deployment.resources ?? []).filter(({ type }) => type.startsWith("aws:")),
      [],
    );
  });

  it("goes through where the stack's settings make the rule advisory, and still says so", async () => {
    platform.set("Pulumi.yaml", ["policies"], { value: { "ENC-KMS-01": "advisory" } });
    const run = await platform.with((conductor) => conductor.preview(["us-east-1"]), { program });
    const stack = stackOf(run, "us-east-1");
    assert.equal(stack.outcome, "ok");
    assert.deepEqual(
      findingsOf(stack, "ENC-KMS-01").map(({ rule, state }) => [rule, state]),
      [["ENC-KMS-01", "violated"]],
    );
  });
});

describe("a stack that violates a rule over the whole stack", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("is refused at update before anything is made, although the engine judges such rules last", async () => {
    const { run, state } = await platform.with(
      async (conductor) => ({
        run: await conductor.up(["us-east-1"]),
        state: await conductor.exportState("us-east-1"),
      }),
      { program: path.join(__dirname, "testing", "unencrypted.js") },
    );
    const stack = stackOf(run, "us-east-1");
    assert.equal(stack.outcome, "refused");
    assert.deepEqual(
      findingsOf(stack, "ENC-S3-02").map(({ rule, state: found, source }) => [rule, found, source?.line]),
      [["ENC-S3-02", "violated", 6]],
    );
    assert.deepEqual([stack.resources, stack.operations], [[], {}]);
    assert.deepEqual(state.deployment.resources ?? [], []);
  });
});
