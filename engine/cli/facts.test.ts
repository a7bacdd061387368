import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { gatherFacts, pluginOf } from "./facts";
import { FakeMachine } from "./fake-machine";
import { obtainPulumi } from "./obtain";

describe("the facts that the doctor looks at", function () {
  // Each test starts processes, which takes its time on a busy machine.
  this.timeout(20_000);
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());
  const gather = (env: NodeJS.ProcessEnv = {}) =>
    gatherFacts({ env: { ...machine.env, ...env }, platform: "linux" });

  it("are gathered on an empty machine, and nothing is made", async () => {
    const facts = await gather();
    assert.deepEqual(
      [
        facts.npm,
        facts.git,
        facts.helm,
        facts.pulumi.cli,
        facts.aws,
        facts.plugins.present,
        facts.cache.entries,
      ],
      [undefined, undefined, undefined, undefined, [], [], []],
    );
    assert.equal(facts.cache.notWritable, undefined);
    assert.deepEqual(facts.pulumi.next.detail, "it can be neither downloaded nor built");
    assert.equal(facts.pulumi.next.possible, false);
    assert.deepEqual(machine.everything, ["usr bin"]);
  });

  it("name the ways that a missing CLI would come", async () => {
    machine.installClosedCurl();
    machine.installGo();
    const build = "build it with Go 1.26.8 (about 8 minutes, once)";
    assert.equal(
      (await gather()).pulumi.next.detail,
      `the next command will download it from get.pulumi.com or ${build}`,
    );
    assert.equal(
      (await gather({ PHAROS_OFFLINE: "1" })).pulumi.next.detail,
      `the next command will ${build}`,
    );
  });

  it("name sources of credentials, never their values", async () => {
    const file = path.join(machine.root, ".aws", "config");
    mkdirSync(path.dirname(file));
    writeFileSync(file, "[default]");
    const { aws } = await gather({ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_PROFILE: "" });
    assert.deepEqual(aws, ["AWS_ACCESS_KEY_ID", file]);
  });

  it("read every byte of the cache", async () => {
    machine.installGo();
    const { root, command } = await obtainPulumi({ env: machine.env, platform: "linux" });
    const before = (await gather()).cache.entries;
    assert.deepEqual(before, [{ folder: root, bytes: 48, damage: undefined }]);
    appendFileSync(command, "#");
    mkdirSync(path.join(machine.cache, "pulumi", "1.0.0"));
    assert.deepEqual((await gather()).cache.entries, [
      { folder: path.join(machine.cache, "pulumi", "1.0.0"), bytes: 0, damage: "it was never finished" },
      { folder: root, bytes: 48, damage: `${command} has changed since it was made` },
    ]);
  });

  it("know the plugins of the installed packages", () => {
    assert.deepEqual(pluginOf("@pulumi/aws"), { name: "aws", version: "7.48.0" });
    assert.deepEqual(pluginOf("@pulumi/pagerduty"), { name: "pagerduty", version: "3.4.0" });
    assert.deepEqual(pluginOf("@pulumiverse/grafana"), {
      name: "grafana",
      version: "2.40.0",
      server: "github://api.github.com/pulumiverse",
    });
  });
});
