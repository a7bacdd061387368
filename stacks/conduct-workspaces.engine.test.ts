import assert from "node:assert/strict";
import { stackOf, TestPlatform } from "./testing/platform";

/** The rules about Amazon Managed Service for Prometheus, and about ways to it. */
const ABOUT_WORKSPACES = ["ACC-AMP-01", "ENC-AMP-01", "LOG-AMP-01", "NET-VPCE-01", "RET-AMP-01"];

describe("a hub whose metrics a workspace of AWS keeps", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("is made with nothing violated, by rules that judged the workspace", async () => {
    platform.set("Pulumi.yaml", ["metrics"], { value: { store: "amp" } });
    const run = await platform.with((conductor) => conductor.up(["us-east-1"]));
    const { outcome, policies, resources } = stackOf(run, "us-east-1");
    assert.equal(outcome, "ok");
    assert.deepEqual(
      policies.findings.filter(({ state }) => state === "violated"),
      [],
    );
    const judged = policies.rules.filter(
      ({ id, evaluated }) => ABOUT_WORKSPACES.includes(id) && evaluated > 0,
    );
    assert.deepEqual(judged.map(({ id }) => id).sort(), ABOUT_WORKSPACES);
    // Nothing is left open of what AWS made: only what charts install, which nobody has rendered here.
    const open = policies.findings.filter(({ state }) => state === "undetermined").map(({ urn = "" }) => urn);
    assert.deepEqual(
      [...new Set(open.map((urn) => urn.split("::")[2]?.split("$").at(-1)))],
      ["kubernetes:helm.sh/v3:Release"],
    );
    assert.deepEqual(
      resources
        .map(({ type }) => type)
        .filter((type) => type.startsWith("aws:amp/"))
        .sort(),
      [
        "aws:amp/alertManagerDefinition:AlertManagerDefinition",
        "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration",
        "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        "aws:amp/workspace:Workspace",
        "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
      ],
    );
  });

  it("refuses to go back, before the engine is asked: a workspace takes its samples with it", async () => {
    platform.set("Pulumi.yaml", ["metrics"], { value: { store: "thanos" } });
    await assert.rejects(
      platform.with((conductor) => conductor.up(["us-east-1"])),
      {
        message: `us-east-1: metrics.store is deployed as amp, and cannot become thanos without destroying what holds data
  would destroy: the workspace of metrics metrics-workspace-workspace
  instead:       keep it; a workspace gives its samples to nobody, so read from it what is to be kept for as long as it is there`,
        fix: "write the deployed values again; if losing the data is what you want: --replace metrics.store",
      },
    );
  });
});
