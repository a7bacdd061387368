import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { RunSummary } from "../stacks/model";
import { isSettingsFile } from "../stacks/conduct/work-folder";
import { EXIT, ROOT } from "./flags";

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe("the pharos command", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos command "));
  const home = path.join(folder, "home");
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Settings files of their own, with one text replaced in one of them. */
  function settings(name: string, file: string, from: string, to: string): string {
    const root = mkdtempSync(path.join(folder, `${name} `));
    for (const each of readdirSync(ROOT).filter(isSettingsFile))
      copyFileSync(path.join(ROOT, each), path.join(root, each));
    const text = readFileSync(path.join(root, file), "utf8");
    assert.ok(text.includes(from), `${file} has no "${from}"`);
    writeFileSync(path.join(root, file), text.replace(from, to));
    return root;
  }

  /** Runs the command as a user does. `watch` sees standard error as it comes and may signal. */
  function pharos(
    args: string[],
    env: NodeJS.ProcessEnv = {},
    watch?: (kill: () => void) => void,
  ): Promise<Ended> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(ROOT, "cli", "pharos.js"), ...args], {
        cwd: folder,
        env: { ...process.env, PHAROS_HOME: home, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (text) => (stdout += String(text)));
      child.stderr.on("data", (text) => (stderr += String(text)));
      watch?.(() => child.kill("SIGINT"));
      child.on("close", (code) => resolve({ code, stdout, stderr }));
    });
  }

  it("previews from any folder, writes the JSON summary and the report, and ends with their path", async () => {
    const json = path.join(folder, "summary.json");
    const picture = path.join(folder, "topology.svg");
    const { code, stdout } = await pharos(["preview", "us-east-1", "--json", json, "--picture", picture]);
    assert.equal(code, EXIT.ok, stdout);
    const summary = JSON.parse(readFileSync(json, "utf8")) as RunSummary;
    assert.deepEqual(Object.keys(summary).sort(), ["contents", "seconds", "stacks"]);
    const [stack] = summary.stacks;
    assert.deepEqual(Object.keys(stack!).sort(), [
      "byType",
      "cannotBeUndone",
      "contents",
      "policies",
      "resources",
      "role",
      "seconds",
      "stack",
    ]);
    assert.deepEqual([stack!.stack, stack!.role], ["us-east-1", "hub"]);
    assert.equal(
      Object.values(stack!.byType).reduce((sum, count) => sum + count, 0),
      stack!.resources,
    );
    assert.deepEqual(Object.keys(stack!.policies).sort(), [
      "evaluated",
      "notApplicable",
      "undetermined",
      "violations",
      "waived",
    ]);
    assert.match(readFileSync(picture, "utf8"), /^<svg /);
    const report = /^report +(.*)$/m.exec(stdout)?.[1];
    assert.ok(report !== undefined && existsSync(path.resolve(folder, report)), stdout);
    assert.deepEqual(readdirSync(path.join(home, "scratch")), [], "private logs are gone");
  });

  it("starts nothing when the settings are wrong, and says all of it without a stack trace", async () => {
    const root = settings(
      "wrong",
      "Pulumi.eu-west-1.yaml",
      "pharos:region: eu-west-1",
      "pharos:region: eu-west-2",
    );
    const other = path.join(folder, "other home");
    const { code, stdout, stderr } = await pharos(["preview", "--settings", root], { PHAROS_HOME: other });
    assert.equal(code, EXIT.failed);
    assert.equal(stdout, "");
    assert.match(stderr, /Pulumi\.eu-west-1\.yaml:\d+/);
    assert.match(stderr, /pharos:region/);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.equal(existsSync(other), false, "not even a folder was made");
  });

  it("stops on Ctrl-C with exit code 130, and the next update finishes", async () => {
    const made = path.join(home, "sandbox", "journal.jsonl");
    const faults = [{ type: "aws:eks/cluster:Cluster", operation: "create", action: { delayMs: 4000 } }];
    const stopped = await pharos(
      ["up", "us-east-1"],
      { PHAROS_SANDBOX_FAULTS: JSON.stringify(faults) },
      (kill) => {
        const look = setInterval(() => {
          if (!existsSync(made) || !readFileSync(made, "utf8").includes("aws:ec2/vpc:Vpc")) return;
          clearInterval(look);
          kill();
        }, 50);
      },
    );
    assert.equal(stopped.code, EXIT.stopped, stopped.stdout + stopped.stderr);
    assert.match(
      stopped.stderr,
      /stopping: what is under way is finished first \(Ctrl-C again stops at once\)/,
    );
    const next = await pharos(["up", "us-east-1"]);
    assert.equal(next.code, EXIT.ok, next.stdout + next.stderr);
  });

  it("does the same at a terminal, where the display has the keyboard's signals", async function () {
    // `script` gives the command a terminal; Ctrl-C is then a character that somebody types.
    if (spawnSync("script", ["--version"]).status !== 0) this.skip();
    const own = path.join(folder, "terminal home");
    const made = path.join(own, "sandbox", "journal.jsonl");
    const faults = [{ type: "aws:eks/cluster:Cluster", operation: "create", action: { delayMs: 4000 } }];
    const command = `'${process.execPath}' '${path.join(ROOT, "cli", "pharos.js")}' up us-east-1`;
    const child = spawn("script", ["-qec", command, path.join(folder, "typescript")], {
      env: { ...process.env, PHAROS_HOME: own, PHAROS_SANDBOX_FAULTS: JSON.stringify(faults) },
      stdio: ["pipe", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (text) => (output += String(text)));
    const look = setInterval(() => {
      if (!existsSync(made) || !readFileSync(made, "utf8").includes("aws:ec2/vpc:Vpc")) return;
      clearInterval(look);
      child.stdin.write("\u0003");
    }, 50);
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(code, EXIT.stopped, output);
    const said = stripVTControlCharacters(output).replace(/\s+/g, " ");
    assert.match(said, /stopped on request; what was under way has been finished and recorded/);
    assert.deepEqual(readdirSync(path.join(own, "scratch")), []);
  });

  it("prints Pulumi's deployment JSON and nothing else on export", async () => {
    const { code, stdout } = await pharos(["export", "us-east-1"]);
    assert.equal(code, EXIT.ok);
    const state = JSON.parse(stdout) as { version: number; deployment: { resources: unknown[] } };
    assert.equal(state.version, 3);
    assert.ok(state.deployment.resources.length > 100);
  });

  it("explains a setting: resources, values, rules, source lines", async () => {
    const { code, stdout, stderr } = await pharos(["explain", "metrics.storageGiB"]);
    assert.equal(code, EXIT.ok, stderr);
    assert.match(
      stdout,
      /^ {2}kubernetes:helm\.sh\/v3:Release metrics-kube-prometheus-stack {2}\(components\/metrics\/release\.ts:\d+\)$/m,
    );
    assert.match(stdout, /^ {4}K8S-HELM-01 /m);
    assert.match(stdout, /storage: \d+Gi → \d+Gi$/m);
  });

  it("explains a resource by its URN, and says what is near a name that does not exist", async () => {
    const urn = "urn:pulumi:us-east-1::pharos::pharos:network:Network$aws:ec2/vpc:Vpc::network-vpc";
    const found = await pharos(["explain", urn]);
    assert.equal(found.code, EXIT.ok, found.stderr);
    assert.match(
      found.stdout,
      /^ {2}aws:ec2\/vpc:Vpc network-vpc {2}\(components\/network\/network\.ts:\d+\)$/m,
    );
    assert.match(found.stdout, /^ {2}part of pharos:network:Network network$/m);
    const missing = await pharos(["explain", "network-vp"]);
    assert.equal(missing.code, EXIT.failed);
    assert.match(
      missing.stderr,
      /there is no setting and no resource network-vp\n {2}fix: did you mean urn:/,
    );
  });

  it("names the stacks there are when another is asked for", async () => {
    const { code, stderr } = await pharos(["preview", "eu-west-9"]);
    assert.equal(code, EXIT.failed);
    assert.match(
      stderr,
      /no such stack: eu-west-9\n {2}fix: name one of us-east-1, eu-west-1, us-west-2, or add Pulumi\.eu-west-9\.yaml/,
    );
  });

  it("looks at the machine without changing it", async () => {
    const { code, stdout } = await pharos(["doctor"]);
    assert.equal(code, EXIT.ok, stdout);
    assert.match(stdout, /^✔ Node\.js/m);
    assert.match(stdout, /^✔ Pulumi CLI/m);
  });
});
