import assert from "node:assert/strict";
import { tamper } from "../../engine/sandbox/tamper";
import { judgeDeployed } from "../../policies/deployed/judge";
import type { StackResults } from "../../policies/evaluation/results";
import { TestPlatform, errors, stackOf } from "../testing/platform";

const KEY = "urn:pulumi:us-east-1::pharos::pharos:encryption:DataKey$aws:kms/key:Key::audit-data-key";
const ALIAS = "urn:pulumi:us-east-1::pharos::pharos:encryption:DataKey$aws:kms/alias:Alias::audit-data-alias";

/** What rules say, without where it comes from. */
function verdicts({ results }: StackResults): string[] {
  return results.map(({ rule, urn, outcome, reason = "" }) => `${rule} ${outcome} ${reason} ${urn}`).sort();
}

describe("a deployed stack", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("is judged from its state as its update was judged, and has not drifted", async () => {
    await platform.with(async (conductor) => {
      const run = stackOf(await conductor.up(["us-east-1"]), "us-east-1");
      assert.deepEqual([run.outcome, errors(run)], ["ok", []]);
      const state = await conductor.exportState("us-east-1");
      const judged = judgeDeployed(state, { waivers: { valid: [], faults: [] } });
      assert.ok(judged.coverage.evaluated > 0);
      assert.deepEqual(verdicts(judged), verdicts(run.judged!));
      const [stack] = (await conductor.drift(["us-east-1"])).stacks;
      assert.deepEqual(
        [stack!.outcome, stack!.errors, stack!.drifted, stack!.computedOnly],
        ["ok", [], [], 0],
      );
      assert.deepEqual(verdicts(stack!.judged!), verdicts(judged));
    });
  });

  it("that somebody has changed is told field by field, with the owner, and refused by the rules; its state stays", async () => {
    await tamper(platform.home.sandbox, KEY, { enableKeyRotation: false });
    await tamper(platform.home.sandbox, ALIAS, "delete");
    await platform.with(async (conductor) => {
      const before = await conductor.exportState("us-east-1");
      const [stack] = (await conductor.drift(["us-east-1"])).stacks;
      const whose = { owner: "observability", component: "pharos:encryption:DataKey audit-data" };
      assert.deepEqual(stack!.drifted, [
        {
          urn: ALIAS,
          type: "aws:kms/alias:Alias",
          name: "audit-data-alias",
          change: "missing",
          fields: [],
          ...whose,
        },
        {
          urn: KEY,
          type: "aws:kms/key:Key",
          name: "audit-data-key",
          change: "changed",
          fields: [{ path: "enableKeyRotation", was: "true", is: "false" }],
          ...whose,
        },
      ]);
      assert.deepEqual(
        stack!
          .judged!.results.filter(({ outcome }) => outcome === "violation")
          .map(({ rule, urn, property }) => [rule, urn, property]),
        [["ENC-KMS-01", KEY, "enableKeyRotation"]],
      );
      assert.deepEqual(await conductor.exportState("us-east-1"), before);
    });
  });

  it("that cannot be read is not called free of drift", async () => {
    const faults = [
      { type: "aws:kms/key:Key", operation: "read" as const, action: { fail: "access denied" } },
    ];
    await platform.with(
      async (conductor) => {
        const [stack] = (await conductor.drift(["us-east-1"])).stacks;
        assert.equal(stack!.outcome, "failed");
        assert.equal(stack!.judged, undefined);
        assert.match(stack!.errors.join("\n"), /access denied/);
      },
      { faults },
    );
  });
});
