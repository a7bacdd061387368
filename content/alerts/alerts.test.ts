import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { ownMetrics } from "../applications/testing/own-metrics";
import { cloudWatchSeries } from "../cloudwatch/metrics";
import { everyDashboard } from "../dashboards";
import { readCatalogue } from "../metrics/catalogue";
import { readQuery } from "../metrics/promql";
import { SCRAPE_INTERVAL_SECONDS } from "../metrics/sizing";
import { type AlertRule, alertRules, everyAlertGroup, replacedChartAlerts } from ".";
import { RUNBOOK_FOLDER, renderGroups, runbookFile } from "./render";
import { renderRunbook } from "./runbooks";

const checkout = path.resolve(__dirname, "..", "..", "..");

describe("every alert", () => {
  for (const rule of alertRules()) {
    describe(rule.alert, () => {
      it("has a query that parses", async () => assert.equal((await readQuery(rule.expr)).error, undefined));

      it("has a panel on a dashboard of ours, which shows a metric that the alert reads", async () => {
        const dashboard = everyDashboard().find(({ uid }) => uid === rule.panel.dashboard);
        const panel = dashboard?.panels?.find(({ id }) => id === rule.panel.panel);
        assert.ok(
          panel !== undefined && "targets" in panel,
          `no panel ${rule.panel.panel} on ${rule.panel.dashboard}`,
        );
        const targets = (panel.targets ?? []) as unknown as { expr: string }[];
        const shown = (await Promise.all(targets.map(({ expr }) => readQuery(expr)))).flatMap(
          ({ metrics }) => metrics,
        );
        const read = (await readQuery(rule.expr)).metrics;
        // A replica that is missing is shown by `up`, and the Watchdog reads nothing.
        const indirect = ["PrometheusReplicaMissing", "AlertmanagerReplicaMissing", "Watchdog"].includes(
          rule.alert,
        );
        assert.ok(
          indirect || read.some((metric) => shown.includes(metric)),
          `${read.join()} not in ${shown.join()}`,
        );
      });

      it("names nothing but labels in its texts", () => {
        for (const text of [rule.summary, rule.description]) {
          assert.doesNotMatch(text.replace(/\{\{ \$labels\.\w+ \}\}/g, ""), /\{\{|\$/);
        }
      });

      it("has a runbook that says why, where to look and what to do", () => {
        const { cause, check, act } = rule.runbook;
        for (const lines of [cause, check, act]) assert.ok(lines.length > 0);
      });

      it("has its runbook in docs, as it is generated", () => {
        assert.equal(
          readFileSync(path.join(checkout, RUNBOOK_FOLDER, runbookFile(rule)), "utf8"),
          renderRunbook(rule),
        );
      });

      it("waits at least two scrapes, or fires always", () => {
        assert.ok(rule.alwaysFires === true || seconds(rule.for ?? "0s") >= 2 * SCRAPE_INTERVAL_SECONDS);
      });

      it("is tested where it fires, where it does not, and a minute before its time", () => {
        const tests = everyAlertGroup()
          .flatMap((group) => group.tests)
          .filter(({ alert }) => alert === rule.alert);
        assert.ok(
          tests.some(({ fires }) => fires.length > 0),
          "no case in which it fires",
        );
        if (rule.alwaysFires === true) return;
        assert.ok(
          tests.some(({ fires }) => fires.length === 0),
          "no case in which it stays silent",
        );
        const boundary = tests.some(
          (firing) =>
            firing.fires.length > 0 &&
            tests.some(
              (silent) =>
                silent.fires.length === 0 &&
                JSON.stringify(silent.series) === JSON.stringify(firing.series) &&
                seconds(firing.at) - seconds(silent.at) === 60,
            ),
        );
        assert.ok(boundary, "no pair of cases that differ by the last minute only");
      });
    });
  }

  it("has a name of its own", () => {
    const names = alertRules().map(({ alert }) => alert);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it("replaces a chart's alert that nobody else replaces", () => {
    assert.deepEqual(replacedChartAlerts(), [...new Set(replacedChartAlerts())]);
  });
});

describe("rendering alerts", () => {
  const rule: AlertRule | undefined = alertRules().find(
    ({ alert }) => alert === "PrometheusRemoteWriteBehind",
  );

  it("gives Prometheus severity and team as labels, and both links as annotations", () => {
    assert.ok(rule);
    const links = { runbooks: "https://runbooks.example", grafana: "https://grafana.example" };
    const [group] = renderGroups([{ name: "g", rules: [rule], tests: [] }], links).groups;
    assert.deepEqual(group?.rules[0], {
      alert: "PrometheusRemoteWriteBehind",
      expr: rule.expr,
      for: "10m",
      keep_firing_for: "5m",
      labels: { severity: "P2", team: "platform" },
      annotations: {
        summary: rule.summary,
        description: rule.description,
        runbook_url: "https://runbooks.example/PrometheusRemoteWriteBehind.md",
        dashboard_url: "https://grafana.example/d/pharos-metrics-pipeline?viewPanel=panel-7",
      },
    });
  });
});

describeWithShared("alerts against the catalogue of metrics", ["metrics"], () => {
  const catalogue = readCatalogue(sharedPath("metrics"));
  const own = new Set([...ownMetrics(), ...cloudWatchSeries()]);
  for (const rule of alertRules()) {
    it(`${rule.alert} reads only metrics that exist`, async () => {
      const { metrics } = await readQuery(rule.expr);
      assert.deepEqual(
        metrics.filter((metric) => !catalogue.has(metric) && !own.has(metric)),
        [],
      );
    });
  }
});

describeWithShared("alerts against the PrometheusRule schema", ["schemas", "monitoring.coreos.com"], () => {
  it("render to a valid resource", function () {
    this.timeout(20_000);
    const schema = JSON.parse(
      readFileSync(sharedPath("schemas", "monitoring.coreos.com", "prometheusrule_v1.json"), "utf8"),
    ) as object;
    // One pattern of the schema is written in Go's dialect of regular expressions, for a field we do not use.
    const validate = new Ajv({ strict: false, validateFormats: false, code: { regExp: goRegExp } }).compile(
      schema,
    );
    const resource = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "example", namespace: "monitoring" },
      spec: renderGroups(everyAlertGroup()),
    };
    validate(resource);
    assert.deepEqual(validate.errors ?? [], []);
  });
});

describeWithShared("alerts that ours replace", ["reference", "alerting.md"], () => {
  it("are alerts of the pinned chart", () => {
    const text = readFileSync(sharedPath("reference", "alerting.md"), "utf8");
    const list = text.slice(text.indexOf("### A.1"), text.indexOf("### A.2"));
    const names = new Set(list.match(/\b[A-Za-z]+\b/g));
    assert.deepEqual(
      replacedChartAlerts().filter((alert) => !names.has(alert)),
      [],
    );
  });
});

const goRegExp = Object.assign(
  (pattern: string, flags: string) => new RegExp(pattern.replace("(?i)", ""), flags),
  {
    code: "new RegExp",
  },
);

function seconds(duration: string): number {
  const factor = { s: 1, m: 60, h: 3600, d: 86_400 }[duration.slice(-1)] ?? Number.NaN;
  return Number(duration.slice(0, -1)) * factor;
}
