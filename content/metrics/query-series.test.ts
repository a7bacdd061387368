import assert from "node:assert/strict";
import { everyAlertGroup } from "../alerts";
import { everyDashboard } from "../dashboards";
import { readSelectors } from "./promql";
import { seriesBudget, seriesOfSelector } from "./query-series";

/** What a region is sized for unless its settings say otherwise. */
const ACTIVE_SERIES = 1_000_000;
/** Series that do not grow with the region, at most in one query: operations of the services that are traced. */
const OF_ANY_REGION = 8_000;

interface Query {
  readonly of: "rule" | "panel";
  /** Whose it is, for people. */
  readonly name: string;
  readonly expr: string;
}

const queries: readonly Query[] = [
  ...everyAlertGroup().flatMap(({ rules, recordings = [] }) => [
    ...rules.map(({ alert, expr }): Query => ({ of: "rule", name: alert, expr })),
    ...recordings.map(({ record, labels, expr }): Query => ({
      of: "rule",
      name: [record, ...Object.values(labels ?? {})].join(" "),
      expr,
    })),
  ]),
  ...everyDashboard().flatMap(({ uid, panels = [] }) =>
    panels.flatMap((panel) =>
      (("targets" in panel ? panel.targets : undefined) ?? []).map((target): Query => ({
        of: "panel",
        name: `${uid}: ${"title" in panel ? panel.title : ""}`,
        expr: (target as unknown as { expr: string }).expr,
      })),
    ),
  ),
];

/** Series that a query reads; every selector counts, as each is read by itself. */
async function seriesOf(expr: string, activeSeries = ACTIVE_SERIES): Promise<number> {
  const selectors = await readSelectors(expr);
  return selectors.reduce((sum, selector) => {
    const series = seriesOfSelector(selector, activeSeries);
    assert.ok(
      series !== undefined,
      `nobody has said how many series ${selector.metric} has: add it to content/metrics/query-series.ts`,
    );
    return sum + series;
  }, 0);
}

/** What is wrong with a query; none: it reads no more than it may. */
async function excess({ of, name, expr }: Query): Promise<string[]> {
  const [series, budget] = [await seriesOf(expr), seriesBudget(of, ACTIVE_SERIES)];
  return series <= budget ? [] : [`${name} reads ${series} series, a ${of} may read ${budget}`];
}

describe("queries over raw series", () => {
  it("are all of the rules and dashboards", () => {
    assert.ok(queries.filter(({ of }) => of === "rule").length > 200, `${queries.length}`);
    assert.ok(queries.filter(({ of }) => of === "panel").length > 200, `${queries.length}`);
  });

  it("read no more than their budget: one in a hundred of the region's for a rule, one in forty for a panel", async () => {
    assert.deepEqual(
      [seriesBudget("rule", ACTIVE_SERIES), seriesBudget("panel", ACTIVE_SERIES)],
      [10_000, 25_000],
    );
    const found = await Promise.all(queries.map(excess));
    assert.deepEqual(found.flat(), []);
  });

  it("are within it in a region a tenth as large, too, where they are about the platform", async () => {
    const own = queries.filter(({ name }) => !/^(application:|pharos-app-|[A-Z]\w+Burns)/.test(name));
    const small = ACTIVE_SERIES / 10;
    for (const { of, name, expr } of own) {
      const series = await seriesOf(expr, small);
      assert.ok(series <= seriesBudget(of, small) + OF_ANY_REGION, `${name} reads ${series}`);
    }
  });

  it("are refused that read every application's durations at once, or every rule's on every node", async () => {
    const durations =
      "histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket[5m])))";
    assert.deepEqual(await excess({ of: "panel", name: "Everything", expr: durations }), [
      "Everything reads 41760 series, a panel may read 25000",
    ]);
    const twice =
      "sum(rate(falcosecurity_falco_rules_matches_total[5m])) / sum(rate(falcosecurity_scap_n_evts_total[5m]))";
    assert.deepEqual(await excess({ of: "rule", name: "Findings", expr: twice }), [
      "Findings reads 10400 series, a rule may read 10000",
    ]);
  });

  it("are refused of a metric of which nobody has said how many series it has", async () => {
    await assert.rejects(seriesOf("sum(apiserver_request_total)"), {
      message:
        "nobody has said how many series apiserver_request_total has: add it to content/metrics/query-series.ts",
    });
  });

  it("read fewer where labels are given", async () => {
    const of = (labels: string): Promise<number> =>
      seriesOf(`rate(http_server_request_duration_seconds_bucket{${labels}}[5m])`);
    const [all, application, bucket] = [
      await of(""),
      await of('application="payments"'),
      await of('application="payments", le="0.5"'),
    ];
    assert.ok(
      bucket > 0 && bucket * 15 === application && application < all,
      `${bucket} ${application} ${all}`,
    );
    assert.equal(await seriesOf('kube_pod_container_status_restarts_total{namespace="logging"}'), 300);
    assert.equal(await seriesOf("kube_pod_container_status_restarts_total"), 4000);
  });
});
