import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../../content/user-error";
import { LABEL_PROXY_IMAGE } from "../../content/access/images";
import { thanosVersion } from "../../content/thanos/names";
import { chart } from "../../content/versions";
import { CHECKOUT } from "../cli/checkout";
import { FakeMachine, ProgressRecord } from "../cli/fake-machine";
import { obtainTool, toolBuild, TOOLS, type ToolName } from "./obtain-tool";

const names = Object.keys(TOOLS) as ToolName[];

describe("obtaining tools for tests", function () {
  // Each test starts processes, which takes its time on a busy machine.
  this.timeout(20_000);
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  it("builds what is asked for, does not trust PATH, and uses the cache the next time", async () => {
    machine.installGo({ answer: '"amtool, version 0.31.1"' });
    machine.install("amtool", 'echo "amtool, version 0.31.1"');
    const progress = new ProgressRecord();
    const options = { env: machine.env, platform: "linux" as const };
    const folder = path.join(machine.cache, "amtool", "0.31.1");
    assert.deepEqual(await obtainTool("amtool", { ...options, onProgress: progress.take }), {
      command: path.join(folder, "bin", "amtool"),
      version: "0.31.1",
      source: "build",
      steps: [
        { source: "cache", outcome: "skipped", detail: `no ${folder}` },
        { source: "build", outcome: "used", detail: folder },
      ],
    });
    assert(progress.texts.includes("compiling amtool: 2 of 3 packages (66 %)"));
    const { source, steps } = await obtainTool("amtool", options);
    assert.equal(source, "cache");
    const { made } = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8")) as { made: string };
    const detail = `${folder}, built on ${made.slice(0, 10)}`;
    assert.deepEqual(steps, [{ source: "cache", outcome: "used", detail }]);
    assert.equal(machine.goLog.length, 2);
  });

  it("says what to do without Go", async () => {
    await assert.rejects(obtainTool("promtool", { env: machine.env, platform: "linux" }), (error) => {
      assert(error instanceof UserError);
      assert.equal(
        error.toString(),
        `promtool 3.14.0 could not be obtained. What was tried:
  cache    skipped  no ${machine.cache}/promtool/3.14.0
  build    skipped  no \`go\` on PATH
  fix: install Go 1.25.11 or newer (https://go.dev/dl/) and run the command again`,
      );
      return true;
    });
  });

  it("refuses a tool that tells another version", async () => {
    machine.installGo({ answer: "0.30.0" });
    await assert.rejects(obtainTool("amtool", { env: machine.env, platform: "linux" }), (error: Error) => {
      const last = error.message.split("\n").at(-1);
      assert.equal(last, '  build    failed   bin/amtool says "0.30.0" instead of 0.31.1, after it was made');
      return true;
    });
  });

  it("refuses Windows in one error", async () => {
    await assert.rejects(obtainTool("helm", { platform: "win32" }), (error) => {
      assert(error instanceof UserError);
      assert.equal(
        error.toString(),
        "helm 3.20.2 cannot be obtained: building from Go modules is not supported on Windows.\n  fix: work in the Windows Subsystem for Linux (`wsl --install`)",
      );
      return true;
    });
  });

  for (const name of names)
    it(`pins ${name} in a Go module of its own`, () => {
      const { package: main, moduleVersion } = TOOLS[name];
      const [program] = toolBuild(name).programs;
      const text = readFileSync(path.join(program!.module, "go.mod"), "utf8");
      assert.match(text, new RegExp(`^module pharos/engine/tools/${name}$`, "m"));
      assert(text.includes(`\ntool ${main}\n`), `tool ${main}`);
      const required = [...text.matchAll(/^(?:require|\t)\s*(\S+) (v\S+)/gm)].map(([, path, version]) => ({
        path,
        version,
      }));
      // A program of ours has the version of the components that it is made of.
      const isOurs = main === `pharos/engine/tools/${name}`;
      const own = required.filter(({ path }) =>
        isOurs ? path === "go.opentelemetry.io/collector/otelcol" : `${main}/`.startsWith(`${path}/`),
      );
      assert.deepEqual(
        own.map(({ version }) => version),
        [moduleVersion],
      );
    });

  it("judges what is installed with the versions that are installed", () => {
    const installed: Readonly<Partial<Record<ToolName, string>>> = {
      thanos: thanosVersion.version,
      "oauth2-proxy": chart("oauth2-proxy").appVersion,
      "prom-label-proxy": LABEL_PROXY_IMAGE.split(":")[1] ?? "",
      yace: chart("prometheus-yet-another-cloudwatch-exporter").appVersion,
      blackbox_exporter: chart("prometheus-blackbox-exporter").appVersion,
      elasticsearch_exporter: chart("prometheus-elasticsearch-exporter").appVersion,
      otelcol: chart("opentelemetry-operator").appVersion,
    };
    for (const [name, version] of Object.entries(installed))
      assert.equal(TOOLS[name as ToolName].version, version.replace(/^v/, ""), name);
  });

  it("has a module for each tool and no other", () => {
    const folder = path.join(CHECKOUT, "engine", "tools");
    const modules = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "go.mod")));
    assert.deepEqual(modules.sort(), [...names].sort());
  });
});
