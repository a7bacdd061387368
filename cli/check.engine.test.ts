import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { sarifReport } from "../policies/reports/sarif";
import { sarifValidator } from "../policies/reports/testing/sarif-schema";
import { tamper } from "../engine/sandbox/tamper";
import { reportOfRun } from "../stacks/report/judged";
import { TestPlatform } from "../stacks/testing/platform";
import { EXIT, ROOT } from "./flags";

const KEY = "urn:pulumi:us-east-1::pharos::pharos:encryption:DataKey$aws:kms/key:Key::audit-data-key";

describe("checks on the engine", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos check "));
  const home = path.join(folder, "home");
  after(() => rmSync(folder, { recursive: true, force: true }));

  function pharos(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(ROOT, "cli", "pharos.js"), ...args], {
        cwd: folder,
        env: { ...process.env, PHAROS_HOME: home, GITHUB_SHA: "", CI_COMMIT_SHA: "" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (text) => (stdout += String(text)));
      child.stderr.on("data", (text) => (stderr += String(text)));
      child.on("close", (code) => resolve({ code, stdout, stderr }));
    });
  }

  it("write the reports that were asked for, and the last to standard output", async () => {
    const args = [
      "--format",
      "sarif",
      "--output",
      "a.sarif",
      "--format",
      "csv",
      "--output",
      "a.csv",
      "--format",
      "markdown",
    ];
    const { code, stdout, stderr } = await pharos("check", "us-east-1", ...args);
    assert.equal(code, EXIT.ok, stderr);
    assert.match(stdout, /^<!-- pharos:check -->\n\n## Pharos: no violation/);
    const validate = sarifValidator();
    assert.ok(
      validate(JSON.parse(readFileSync(path.join(folder, "a.sarif"), "utf8"))),
      JSON.stringify(validate.errors),
    );
    assert.match(
      readFileSync(path.join(folder, "a.csv"), "utf8"),
      /^PCI DSS 4\.0\.1,[^,]+,ENC-KMS-01,.*components\/.*\.ts,\d+\r$/m,
    );
  });

  it("judge an exported file without an engine, and refuse what a mandatory rule forbids", async () => {
    const up = await pharos("up", "us-east-1");
    assert.equal(up.code, EXIT.ok, up.stdout + up.stderr);
    const { stdout } = await pharos("export", "us-east-1");
    const file = path.join(folder, "state.json");
    writeFileSync(file, stdout);
    const good = await pharos("check", "--state", file);
    assert.equal(good.code, EXIT.ok, good.stdout);
    assert.equal(good.stderr, "", "no engine was looked for");
    assert.match(good.stdout, /^us-east-1, as deployed\n/);
    writeFileSync(file, stdout.replaceAll('"enableKeyRotation": true', '"enableKeyRotation": false'));
    const bad = await pharos("check", "--state", file);
    assert.equal(bad.code, EXIT.refused, bad.stdout);
    assert.match(bad.stdout, /^mandatory ENC-KMS-01\/rotation-off {2}aws:kms\/key:Key audit-data-key$/m);
    const odd = await pharos("check", "--state", path.join(ROOT, "package.json"));
    assert.deepEqual(
      [odd.code, odd.stderr],
      [
        EXIT.failed,
        `${path.join(ROOT, "package.json")} is no state: it has no deployment\n  fix: give what pulumi stack export, or pharos export, has written\n`,
      ],
    );
  });

  it("tell drift by the exit code, and the report from what is said of it", async () => {
    const none = await pharos("drift", "us-east-1");
    assert.equal(none.code, EXIT.ok, none.stdout + none.stderr);
    assert.match(none.stdout, /^us-east-1: no drift in \d+ resources\n/);
    await tamper(path.join(home, "sandbox"), KEY, { description: "changed by hand" });
    const some = await pharos("drift", "us-east-1", "--json", "drift.json", "--format", "json");
    assert.equal(some.code, EXIT.drifted, some.stderr);
    assert.match(some.stderr, /^ {4}description: ".*" → "changed by hand"$/m);
    assert.equal((JSON.parse(some.stdout) as { subject: string }).subject, "drifted");
    const { stacks } = JSON.parse(readFileSync(path.join(folder, "drift.json"), "utf8")) as {
      stacks: { drifted: { urn: string }[] }[];
    };
    assert.deepEqual(
      stacks[0]!.drifted.map(({ urn }) => urn),
      [KEY],
    );
  });
});

describe("a violation in SARIF", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("stands on the line of the program that made the resource", async () => {
    const program = path.join(ROOT, "dist", "stacks", "testing", "careless.js");
    const run = await platform.with((conductor) => conductor.preview(["us-east-1"]), { program });
    const log = JSON.parse(sarifReport(reportOfRun(run, { version: "0.1.0" }))) as {
      runs: { results: { ruleId: string; locations: { physicalLocation: unknown }[] }[] }[];
    };
    const { results } = log.runs[0]!;
    const physicalLocation = {
      artifactLocation: { uri: "stacks/testing/careless.ts", uriBaseId: "%SRCROOT%" },
      region: { startLine: 14 },
    };
    assert.deepEqual(
      results.map(({ ruleId, locations }) => [ruleId, locations.map((at) => at.physicalLocation)]),
      [
        ["ENC-KMS-01", [physicalLocation]],
        ["ENC-KMS-05", [physicalLocation]], // an advice: the key has no policy of its own
      ],
    );
  });
});
