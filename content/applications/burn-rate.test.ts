import assert from "node:assert/strict";
import { readQuery } from "../metrics/promql";
import { applications } from ".";
import { objectiveAlerts } from "./burn-rate";
import { example } from "./testing/example";

describe("alerts on error budgets", () => {
  const { recordings = [], rules } = objectiveAlerts(example);
  const exprOf = (alert: string): string | undefined => rules.find((rule) => rule.alert === alert)?.expr;

  it("burn at the rates and over the windows of the workbook, for a budget of 0.1 %", () => {
    const ratio = (window: string): string =>
      `application:objective_error:ratio_rate${window}{application="orders", objective="accepted"}`;
    assert.equal(
      exprOf("OrdersAcceptedBurnsFast"),
      `${ratio("1h")} > 0.0144 and ${ratio("5m")} > 0.0144 or ${ratio("6h")} > 0.006 and ${ratio("30m")} > 0.006`,
    );
    assert.equal(
      exprOf("OrdersAcceptedBurnsSlowly"),
      `${ratio("1d")} > 0.003 and ${ratio("2h")} > 0.003 or ${ratio("3d")} > 0.001 and ${ratio("6h")} > 0.001`,
    );
  });

  it("use up 2, 5, 10 and 10 per cent of a month's budget before they fire", () => {
    const hours = { "1h": 1, "6h": 6, "1d": 24, "3d": 72 } as const;
    const factors = { "1h": 14.4, "6h": 6, "1d": 3, "3d": 1 } as const;
    const spent = Object.entries(hours).map(([window, length]) =>
      Number(((length * factors[window as keyof typeof factors]) / (30 * 24)).toFixed(4)),
    );
    assert.deepEqual(spent, [0.02, 0.05, 0.1, 0.1]);
  });

  it("page for fast burning, and write a ticket for slow", () => {
    assert.deepEqual(
      rules.map(({ alert, severity, team }) => [alert, severity, team]),
      [
        ["OrdersAcceptedBurnsFast", "P1", "trading"],
        ["OrdersAcceptedBurnsSlowly", "P2", "trading"],
        ["OrdersSpeedBurnsFast", "P1", "trading"],
        ["OrdersSpeedBurnsSlowly", "P2", "trading"],
      ],
    );
  });

  it("are made from two series of raw ones, in this order", () => {
    const all = 'sum(rate(order_seconds_count{application="orders"}[5m]))';
    const which = '{application="orders", objective="speed"}';
    assert.deepEqual(
      recordings
        .filter(({ labels }) => labels["objective"] === "speed")
        .map(({ record, expr }) => [record, expr]),
      [
        ["application:objective_events:rate5m", all],
        [
          "application:objective_bad:rate5m",
          `${all} - sum(rate(order_seconds_bucket{application="orders", le=~"1(\\\\.0)?"}[5m])) or 0 * ${all}`,
        ],
        [
          "application:objective_error:ratio_rate5m",
          `application:objective_bad:rate5m${which} / application:objective_events:rate5m${which}`,
        ],
        ...["30m", "1h", "2h", "6h", "1d", "3d"].map((window) => [
          `application:objective_error:ratio_rate${window}`,
          `sum_over_time(application:objective_bad:rate5m${which}[${window}]) / sum_over_time(application:objective_events:rate5m${which}[${window}])`,
        ]),
      ],
    );
  });

  it("say of each series whose it is", () => {
    for (const { labels } of recordings) {
      assert.deepEqual(Object.keys(labels).sort(), ["application", "objective", "team"]);
      assert.equal(labels["team"], "trading");
    }
  });

  for (const application of applications) {
    const group = objectiveAlerts(application);

    it(`of ${application.name} read what is recorded, and that what is declared, over five minutes alone`, async () => {
      const declared = new Set(
        application.services.flatMap(({ metrics }) =>
          metrics.flatMap(({ name }) => [name, `${name}_count`, `${name}_bucket`]),
        ),
      );
      const made = new Set(group.recordings?.map(({ record }) => record));
      for (const { record, expr } of group.recordings ?? []) {
        const { metrics, error } = await readQuery(expr);
        assert.equal(error, undefined, expr);
        const raw = metrics.filter((metric) => !made.has(metric));
        assert.deepEqual(
          raw.filter((metric) => !declared.has(metric)),
          [],
          record,
        );
        if (raw.length > 0) assert.deepEqual([...new Set(expr.match(/\[\w+\]/g))], ["[5m]"], expr);
      }
      for (const { expr } of group.rules) {
        const { metrics } = await readQuery(expr);
        assert.deepEqual(
          metrics.filter((metric) => !made.has(metric)),
          [],
        );
      }
    });
  }
});
