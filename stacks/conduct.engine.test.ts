import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { StackRun } from "./model";
import { ROOT, TestPlatform, changes, errors, stackOf } from "./testing/platform";

/** "type name < parent", as in the golden lists; the stack's own resource and what the engine adds by itself are left out. */
function registeredLines({ resources }: StackRun): string[] {
  const names = new Map(resources.map(({ urn, name }) => [urn, name]));
  return resources
    .filter(
      ({ type, urn }) =>
        type !== "pulumi:pulumi:Stack" &&
        type !== "pulumi:pulumi:StackReference" &&
        !urn.includes("::default"),
    )
    .map(({ type, name, parent }) => {
      const above =
        parent === undefined || parent.includes("pulumi:pulumi:Stack") ? undefined : names.get(parent);
      return above === undefined || parent?.split("::")[2] === "pulumi:pulumi:Stack"
        ? `${type} ${name}`
        : `${type} ${name} < ${above}`;
    })
    .sort();
}

/** Set it to accept a change of what survives a destroy. */
const UPDATE = process.env["PHAROS_UPDATE_GOLDEN"] === "1";

function golden(name: string): string[] {
  return readFileSync(path.join(ROOT, "infra", "golden", `${name}.txt`), "utf8")
    .trimEnd()
    .split("\n")
    .sort();
}

/** `type property` of each row of the page that explains what a preview cannot tell. */
function explainedPlaces(): string[] {
  const page = readFileSync(path.join(ROOT, "docs", "policies", "undetermined.md"), "utf8");
  return [...page.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|/gm)]
    .map(([, type, property]) => `${type} ${property}`)
    .sort();
}

describe("the three real stacks on the Pulumi engine", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("previews all of them with all packs: exactly the golden lists, no violation, every resource with its line", async () => {
    const run = await platform.with((conductor) => conductor.preview());
    assert.deepEqual(
      run.stacks.map(({ stack, outcome }) => [stack, outcome, errors(stackOf(run, stack))]),
      [
        ["us-east-1", "ok", []],
        ["eu-west-1", "ok", []],
        ["us-west-2", "ok", []],
      ],
    );
    for (const stack of run.stacks) {
      assert.deepEqual(registeredLines(stack), golden(stack.stack));
      const { policies, resources } = stack;
      assert.deepEqual(
        policies.findings.filter(({ state }) => state === "violated"),
        [],
      );
      const judging = policies.rules.filter(({ evaluated }) => evaluated > 0);
      assert.deepEqual([...new Set(judging.map(({ pack }) => pack))].sort(), [
        "access",
        "encryption",
        "retention",
        "workloads",
      ]);
      const unplaced = resources
        .filter(({ type, source }) => source === undefined && !type.startsWith("pulumi:"))
        .map(({ urn }) => urn);
      assert.deepEqual(unplaced, []);
      const vpc = resources.find(({ type }) => type === "aws:ec2/vpc:Vpc");
      assert.equal(vpc?.source?.file, "components/network/network.ts");
    }
    // What nobody can know before it is made is explained, place by place; an update settles it (below).
    const open = run.stacks.flatMap(({ policies }) =>
      policies.findings.flatMap(({ state, urn = "", property = "" }) =>
        state === "undetermined" ? [`${urn.split("::")[2]?.split("$").at(-1)} ${property}`] : [],
      ),
    );
    assert.deepEqual([...new Set(open)].sort(), explainedPlaces());
  });

  it("counts the hub's outputs as unknown in a spoke that is previewed before the hub exists", async () => {
    const run = await platform.with((conductor) => conductor.preview(["eu-west-1"]));
    assert.deepEqual(stackOf(run, "eu-west-1").unknownHubOutputs, [
      "ingestServiceName",
      "ingestRegions",
      "metricsKeyArn",
      "rootKeyArns",
    ]);
    assert.equal(stackOf(run, "eu-west-1").outcome, "ok");
  });

  it("refuses in one sentence to update a spoke whose hub does not exist, and changes nothing", async () => {
    await platform.with(async (conductor) => {
      const spoke = stackOf(await conductor.up(["us-west-2"]), "us-west-2");
      assert.equal(spoke.outcome, "failed");
      assert.deepEqual(errors(spoke), [
        "the hub us-east-1 is not deployed, and us-west-2 sends to it (missing: ingestServiceName, ingestRegions, metricsKeyArn, rootKeyArns): run `pulumi up --stack us-east-1` first",
      ]);
    });
  });

  it("goes preview, up, preview without changes", async () => {
    const up = await platform.with((conductor) => conductor.up());
    for (const stack of up.stacks)
      assert.deepEqual([stack.stack, stack.outcome, errors(stack)], [stack.stack, "ok", []]);
    assert.deepEqual(
      up.stacks.flatMap(({ unknownHubOutputs }) => unknownHubOutputs),
      [],
    );
    const preview = await platform.with((conductor) => conductor.preview());
    for (const stack of preview.stacks) {
      assert.deepEqual(changes(stack), []);
      assert.deepEqual(Object.keys(stack.operations), ["same"]);
    }
  });

  it("leaves nothing undetermined at update but the contents of charts, which nobody has rendered", async () => {
    const up = await platform.with((conductor) => conductor.up(["us-east-1"]));
    const found = stackOf(up, "us-east-1").policies.findings.map(
      ({ rule, state, urn = "" }) => `${rule} ${state} ${urn.split("::").at(-1)}`,
    );
    assert.deepEqual([...new Set(found)].sort(), [
      "K8S-HELM-01 undetermined certificates-cert-manager",
      "K8S-HELM-01 undetermined certificates-trust-manager",
      "K8S-HELM-01 undetermined cloudwatch-exporter",
      "K8S-HELM-01 undetermined explorer-release",
      "K8S-HELM-01 undetermined external-secrets-release",
      "K8S-HELM-01 undetermined gateway-alertmanager",
      "K8S-HELM-01 undetermined gateway-explorer",
      "K8S-HELM-01 undetermined gateway-grafana",
      "K8S-HELM-01 undetermined gateway-jaeger",
      "K8S-HELM-01 undetermined gateway-kibana",
      "K8S-HELM-01 undetermined gateway-metrics-ledger",
      "K8S-HELM-01 undetermined gateway-metrics-payments",
      "K8S-HELM-01 undetermined gateway-prometheus",
      "K8S-HELM-01 undetermined gateway-thanos",
      "K8S-HELM-01 undetermined grafana-release",
      "K8S-HELM-01 undetermined logs-crds",
      "K8S-HELM-01 undetermined logs-exporter",
      "K8S-HELM-01 undetermined logs-operator",
      "K8S-HELM-01 undetermined metrics-crds",
      "K8S-HELM-01 undetermined metrics-kube-prometheus-stack",
      "K8S-HELM-01 undetermined metrics-server",
      "K8S-HELM-01 undetermined probes-exporter",
      "K8S-HELM-01 undetermined runtime-security-falco",
      "K8S-HELM-01 undetermined runtime-security-falco-k8s-audit",
      "K8S-HELM-01 undetermined runtime-security-falcosidekick",
      "K8S-HELM-01 undetermined scaling-keda",
      "K8S-HELM-01 undetermined tracing-operator",
    ]);
  });

  it("shows exactly the resources of a changed setting", async () => {
    platform.set("Pulumi.eu-west-1.yaml", ["metrics", "storageGiB"], 900);
    const run = await platform.with((conductor) => conductor.preview(["eu-west-1"]));
    assert.deepEqual(changes(stackOf(run, "eu-west-1")), [
      "update kubernetes:core/v1:ResourceQuota namespaces-bounds-monitoring-quota", // counts the claims
      "update kubernetes:helm.sh/v3:Release metrics-kube-prometheus-stack",
    ]);
  });

  it("refuses, before the engine is asked, a setting that would replace what holds data", async () => {
    const cidr = ["network", "cidr"];
    platform.set("Pulumi.eu-west-1.yaml", cidr, "10.9.0.0/16");
    try {
      const refusal = {
        name: "UserError",
        message: /^eu-west-1: network\.cidr is deployed as 10\.2\.0\.0\/16, and /,
      };
      await platform.with(async (conductor) => {
        await assert.rejects(conductor.preview(["eu-west-1"]), refusal);
        await assert.rejects(conductor.up(["eu-west-1"]), refusal);
      });
    } finally {
      platform.set("Pulumi.eu-west-1.yaml", cidr, "10.2.0.0/16");
    }
  });

  it("destroys what may go, lists what stays and why, and leaves a hub whose outputs nobody can read", async () => {
    await platform.with(async (conductor) => {
      const run = await conductor.destroy();
      for (const stack of run.stacks) {
        assert.deepEqual([stack.stack, stack.outcome, errors(stack)], [stack.stack, "ok", []]);
        const stays = stack.stays!.map(({ type, name, why }) => `${type} ${name}: ${why}`).sort();
        const list = `survivors-${stack.stack}`;
        if (UPDATE) writeFileSync(path.join(ROOT, "infra", "golden", `${list}.txt`), `${stays.join("\n")}\n`);
        assert.deepEqual(stays, golden(list));
      }
      const spoke = stackOf(await conductor.up(["us-west-2"]), "us-west-2");
      assert.match(errors(spoke).join("\n"), /^the hub us-east-1 is not deployed, and us-west-2 sends to it/);
    });
  });

  it("adopts the survivors in the next update", async () => {
    const up = await platform.with((conductor) => conductor.up());
    for (const stack of up.stacks) {
      assert.deepEqual([stack.outcome, errors(stack)], ["ok", []]);
      const kept = golden(`survivors-${stack.stack}`).map((line) =>
        line.split(":").slice(0, 3).join(":").split(" ").slice(0, 2).join(" "),
      );
      const made = changes(stack).filter(
        (line) => kept.some((resource) => line.endsWith(resource)) && line.startsWith("create"),
      );
      assert.deepEqual(made, []);
    }
  });
});

describe("a trial", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("leaves nothing when it is destroyed", async () => {
    platform.set("Pulumi.yaml", ["environment"], "sandbox");
    platform.set("Pulumi.yaml", ["assurance"], "trial");
    await platform.with(async (conductor) => {
      const up = await conductor.up();
      for (const stack of up.stacks) assert.deepEqual([stack.outcome, errors(stack)], ["ok", []]);
      await assert.rejects(conductor.destroy(["us-east-1"]), {
        name: "UserError",
        message: "the hub us-east-1 still has spokes that send to it: eu-west-1, us-west-2",
        fix: "destroy them first, or all together: pharos destroy eu-west-1 us-west-2 us-east-1",
      });
      const spoke = await conductor.destroy(["us-west-2"]);
      assert.deepEqual(
        spoke.stacks.map(({ stack, outcome, stays }) => [stack, outcome, stays]),
        [["us-west-2", "ok", []]],
      );
      const down = await conductor.destroy();
      for (const { stack, outcome, stays } of down.stacks) {
        assert.deepEqual([stack, outcome, stays], [stack, "ok", []]);
        const state = await conductor.exportState(stack);
        const left = (state.deployment.resources ?? [])
          .map(({ type }) => type)
          .filter((type) => type !== "pulumi:pulumi:Stack");
        assert.deepEqual(left, []);
      }
    });
  });
});
