import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { allAlertGroups, type AlertGroup, type AlertTest } from ".";
import { renderTests, testName } from "./promtool";
import { renderGroups } from "./render";

const RULES = "rules.yaml";
const TESTS = "tests.yaml";

/** A first build of promtool takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;

/** One run of promtool takes a tenth of a second, and on a busy machine much longer. */
const RUN_TIMEOUT_MS = 20_000;

describe("alerts, judged by promtool", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let promtool: string;
  let folder: string;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    promtool = process.env["PHAROS_PROMTOOL"] ?? (await obtainTool("promtool")).command;
    folder = mkdtempSync(path.join(tmpdir(), "pharos-alerts-"));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are rules that Prometheus accepts, templates included", () => {
    write(RULES, renderGroups(allAlertGroups));
    const { status, output } = run("check", "rules", RULES);
    assert.equal(status, 0, output);
    const count = allAlertGroups.reduce((sum, { rules }) => sum + rules.length, 0);
    assert.match(output, new RegExp(`SUCCESS: ${count} rules found`));
  });

  for (const group of allAlertGroups) {
    for (const test of group.tests) {
      it(testName(test), () => {
        const { status, output } = judge(group, test);
        assert.equal(status, 0, output);
      });
    }

    describe(`a mutant of ${group.name}`, () => {
      for (const rule of group.rules) {
        const tests = group.tests.filter(({ alert }) => alert === rule.alert);
        it(`that never fires is caught: ${rule.alert}`, () => {
          assertCaught(
            { ...group, rules: [{ ...rule, expr: `(${rule.expr}) and on () (vector(1) == 2)` }] },
            tests,
          );
        });
        if (rule.alwaysFires === true) continue;
        it(`that fires at once is caught: ${rule.alert}`, () => {
          const { for: _for, ...eager } = rule;
          assertCaught({ ...group, rules: [eager] }, tests);
        });
        it(`that compares with nothing is caught: ${rule.alert}`, () => {
          const expr = rule.expr.replace(/ [<>] [^<>]*$/, "");
          assert.notEqual(expr, rule.expr);
          assertCaught({ ...group, rules: [{ ...rule, expr }] }, tests);
        });
      }
    });
  }

  function assertCaught(mutant: AlertGroup, tests: readonly AlertTest[]): void {
    const { status, output } = judge({ ...mutant, tests }, ...tests);
    assert.equal(status, 1, `promtool accepts the mutant: ${output}`);
    assert.match(output, /FAILED/);
  }

  function judge(group: AlertGroup, ...tests: AlertTest[]): { status: number | null; output: string } {
    write(RULES, renderGroups([group]));
    write(TESTS, renderTests([{ ...group, tests }], RULES));
    return run("test", "rules", TESTS);
  }

  /** JSON is YAML. */
  function write(file: string, content: object): void {
    writeFileSync(path.join(folder, file), JSON.stringify(content));
  }

  function run(...args: string[]): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(promtool, args, { cwd: folder, encoding: "utf8" });
    return { status, output: stdout + stderr };
  }
});
