import assert from "node:assert/strict";
import { obtainTool } from "../../engine/tools/obtain-tool";
import type { AlertGroup, AlertTest } from "../alerts/rule";
import { BUILD_TIMEOUT_MS, PromtoolJudge, RUN_TIMEOUT_MS } from "../alerts/testing/promtool-judge";
import { applications } from ".";
import { applicationAlertGroups } from "./alerts";
import { objectiveAlerts } from "./burn-rate";
import { example } from "./testing/example";

type Change = (expr: string) => string;

const group = objectiveAlerts(example);

/** Cases that take hours of evaluations: what they say follows from the windows, and so is the same for every application. */
const isLong = ({ at }: AlertTest): boolean => /^(?:\d+h|90m)$/.test(at);

const withRules = (change: Change): AlertGroup => ({
  ...group,
  rules: group.rules.map((rule) => ({ ...rule, expr: change(rule.expr) })),
});
const withRecordings = (change: Change, only: RegExp): AlertGroup => ({
  ...group,
  recordings: (group.recordings ?? []).map((recording) =>
    only.test(recording.record) ? { ...recording, expr: change(recording.expr) } : recording,
  ),
});

/** What may be wrong with rules that are made: one thing each, which the cases have to notice. */
const mutants: readonly (readonly [string, AlertGroup, "in the long run"?])[] = [
  ["never fire", withRules((expr) => `(${expr}) and on () (vector(1) == 2)`)],
  ["fire at once", { ...group, rules: group.rules.map(({ for: _for, ...rule }) => rule) }],
  ["do not compare the last window", withRules((expr) => expr.replace(/ > [^>]*$/, "")), "in the long run"],
  [
    "do not look at the short windows",
    withRules((expr) => expr.replace(/ and \S+ \S+ > [\d.]+/g, "")),
    "in the long run",
  ],
  ["burn a thousand times too easily", withRules((expr) => expr.replace(/> ([\d.]+)/g, "> 0.0000$1"))],
  [
    "take good events for bad ones",
    withRecordings((expr) => expr.replace("sum(rate(orders_total", "sum(rate(other_total"), /_bad:/),
  ],
  ["count no bucket", withRecordings((expr) => expr.replace(/le=~"[^"]*"/, 'le="9"'), /_bad:/)],
  [
    "look at another application",
    withRecordings((expr) => expr.replaceAll('"orders"', '"other"'), /_events:/),
  ],
];

describe("alerts on error budgets, judged by promtool", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let promtool: PromtoolJudge;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    promtool = new PromtoolJudge(process.env["PHAROS_PROMTOOL"] ?? (await obtainTool("promtool")).command);
  });

  after(() => promtool.close());

  it("are rules that Prometheus accepts", () => {
    const groups = applicationAlertGroups();
    const { status, output } = promtool.check(groups);
    assert.equal(status, 0, output);
    const count = groups.reduce(
      (sum, { rules, recordings = [] }) => sum + rules.length + recordings.length,
      0,
    );
    assert.match(output, new RegExp(`SUCCESS: ${count} rules found`));
  });

  it("forget what is over, though the long windows remember it", () => {
    const long = group.tests.filter(isLong);
    assert.equal(long.length, 4);
    const { status, output } = promtool.judge(group, long);
    assert.equal(status, 0, output);
  });

  for (const application of [example, ...applications]) {
    it(`of ${application.name} fire and stay silent as they should, at every objective`, () => {
      const made = objectiveAlerts(application);
      const { status, output } = promtool.judge(
        made,
        made.tests.filter((test) => !isLong(test)),
      );
      assert.equal(status, 0, output);
    });
  }

  for (const [what, mutant, run] of mutants) {
    it(`are caught where they ${what}`, () => {
      assert.notDeepEqual(mutant, group);
      const { status, output } = promtool.judge(
        mutant,
        group.tests.filter((test) => isLong(test) === (run === "in the long run")),
      );
      assert.equal(status, 1, `promtool accepts the mutant: ${output}`);
      assert.match(output, /FAILED/);
    });
  }
});
