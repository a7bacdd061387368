import assert from "node:assert/strict";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { allAlertGroups, type AlertGroup, type AlertTest } from ".";
import { testName } from "./promtool";
import { BUILD_TIMEOUT_MS, PromtoolJudge, RUN_TIMEOUT_MS } from "./testing/promtool-judge";

describe("alerts, judged by promtool", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let promtool: PromtoolJudge;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    promtool = new PromtoolJudge(process.env["PHAROS_PROMTOOL"] ?? (await obtainTool("promtool")).command);
  });

  after(() => promtool.close());

  it("are rules that Prometheus accepts, templates included", () => {
    const { status, output } = promtool.check(allAlertGroups);
    assert.equal(status, 0, output);
    const count = allAlertGroups.reduce((sum, { rules }) => sum + rules.length, 0);
    assert.match(output, new RegExp(`SUCCESS: ${count} rules found`));
  });

  for (const group of allAlertGroups) {
    for (const test of group.tests) {
      it(testName(test), () => {
        const { status, output } = promtool.judge(group, [test]);
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
    const { status, output } = promtool.judge(mutant, tests);
    assert.equal(status, 1, `promtool accepts the mutant: ${output}`);
    assert.match(output, /FAILED/);
  }
});
