import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { obtainPulumi } from "../engine/cli/obtain";
import { startSandbox } from "../engine/sandbox/start";
import { isSettingsFile } from "../stacks/conduct/work-folder";
import { ROOT } from "./flags";

/** Loaded into every Node process of the run: writes down each of the checkout's own modules as it is loaded. */
const SPY = `
const { appendFileSync } = require("node:fs");
const { Module } = require("node:module");
const load = Module._extensions[".js"];
Module._extensions[".js"] = (module, file) => {
  if (file.startsWith(process.env.SPY_DIST)) appendFileSync(process.env.SPY_FILE, file.slice(process.env.SPY_DIST.length + 1) + "\\n");
  return load(module, file);
};`;

describe("the plain Pulumi CLI in the checkout", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos plain "));
  const home = path.join(folder, "home");
  const checkout = path.join(folder, "checkout");
  const loaded = path.join(folder, "loaded");
  let command: string;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    const cli = await obtainPulumi();
    command = cli.command;
    mkdirSync(path.join(home, "state"), { recursive: true });
    mkdirSync(checkout);
    // What `npm ci` leaves: settings, the compiled program, the packages. Pulumi writes its salt into the settings, hence copies.
    for (const name of readdirSync(ROOT).filter(isSettingsFile))
      cpSync(path.join(ROOT, name), path.join(checkout, name));
    for (const name of ["dist", "node_modules", "package.json"])
      symlinkSync(path.join(ROOT, name), path.join(checkout, name));
    writeFileSync(path.join(folder, "spy.cjs"), SPY);
    writeFileSync(loaded, "");
    env = {
      PATH: [path.dirname(cli.command), path.dirname(process.execPath), "/usr/bin", "/bin"].join(
        path.delimiter,
      ),
      HOME: home,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${path.join(home, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      NODE_OPTIONS: `--require "${path.join(folder, "spy.cjs")}"`,
      SPY_FILE: loaded,
      SPY_DIST: path.join(ROOT, "dist"),
    };
    const made = await pulumi(["stack", "init", "us-east-1"]);
    assert.equal(made.code, 0, made.output);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function pulumi(args: string[], more: NodeJS.ProcessEnv = {}): Promise<{ code: number; output: string }> {
    return new Promise((resolve) => {
      execFile(
        command,
        [...args, "--non-interactive"],
        { cwd: checkout, env: { ...env, ...more } },
        (error, stdout, stderr) => {
          resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` });
        },
      );
    });
  }

  it("runs the program until it needs the provider's plugin, which a closed network does not have", async () => {
    const { code, output } = await pulumi(["up", "--stack", "us-east-1", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0);
    const { version } = JSON.parse(
      readFileSync(path.join(ROOT, "node_modules", "@pulumi", "aws", "package.json"), "utf8"),
    ) as { version: string };
    assert.match(
      output,
      new RegExp(`no resource plugin 'pulumi-resource-aws' found in the workspace at version v${version}`),
    );
  });

  it("makes its first calls to a provider without a module of the sandbox, the conductor or the command line", async () => {
    const sandbox = await startSandbox({
      home: path.join(home, "cloud"),
      faults: [{ type: "aws:*", operation: "create", action: { fail: "the first call" } }],
    });
    try {
      const { code, output } = await pulumi(["up", "--stack", "us-east-1", "--yes", "--skip-preview"], {
        PULUMI_DEBUG_PROVIDERS: sandbox.debugProviders,
      });
      assert.notEqual(code, 0);
      assert.match(output, /the first call/);
    } finally {
      await sandbox.stop();
    }
    const modules = [...new Set(readFileSync(loaded, "utf8").trim().split("\n"))];
    assert.ok(modules.includes("infra/index.js"), "the spy saw the program");
    assert.deepEqual(
      modules.filter((module) => /^(engine|cli|policies)\/|^stacks\/conduct/.test(module)),
      [],
    );
  });
});
