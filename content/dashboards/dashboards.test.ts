import assert from "node:assert/strict";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { alertRules } from "../alerts";
import { ownMetrics } from "../applications/testing/own-metrics";
import { cloudWatchSeries } from "../cloudwatch/metrics";
import { readCatalogue } from "../metrics/catalogue";
import { readQuery } from "../metrics/promql";
import { dashboardJson, dashboards, everyDashboard } from ".";
import { GRID_COLUMNS, layOut, type PlacedLater } from "./style";

interface BuiltPanel {
  id: number;
  title: string;
  description: string;
  datasource: { type: string; uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
  fieldConfig: { defaults: { unit: string } };
  targets: { expr: string; refId: string; legendFormat: string }[];
  links: { title: string; url: string }[];
}

/** Panels as Grafana will read them: what counts is the JSON. */
function panelsOf(json: string): BuiltPanel[] {
  return (JSON.parse(json) as { panels: BuiltPanel[] }).panels;
}

/** More than this on one page is slow to load and slower to read. */
const MOST_QUERIES = 30;

for (const dashboard of everyDashboard()) {
  const json = dashboardJson(dashboard);
  const panels = panelsOf(json);

  describe(`the dashboard "${dashboard.title}"`, () => {
    it("cannot be edited, has a fixed uid and refreshes", () => {
      const { uid, editable, refresh } = JSON.parse(json) as {
        uid: string;
        editable: boolean;
        refresh: string;
      };
      assert.match(uid, /^pharos-[a-z-]+$/);
      assert.equal(uid, dashboard.uid);
      assert.deepEqual({ editable, refresh }, { editable: false, refresh: "1m" });
    });

    it("gives each panel a number, a title, a description and a unit", () => {
      const ids = panels.map(({ id }) => id);
      assert.deepEqual(ids, [...new Set(ids)]);
      for (const panel of panels) {
        for (const text of [panel.title, panel.description, panel.fieldConfig.defaults.unit])
          assert.ok(text, panel.title);
      }
    });

    it("reads from the data source that its reader chose", () => {
      for (const { title, datasource } of panels) assert.equal(datasource.uid, "${datasource}", title);
    });

    it("lays its panels on the grid without overlap", () => assertNoOverlap(panels));

    it(`asks no more than ${MOST_QUERIES} queries, each with a legend`, () => {
      const targets = panels.flatMap((panel) => panel.targets);
      assert.ok(targets.length <= MOST_QUERIES);
      for (const { expr, legendFormat } of targets) assert.ok(legendFormat, expr);
    });

    for (const { title, targets } of panels) {
      it(`has queries that parse: ${title}`, async () => {
        for (const { expr } of targets) assert.equal((await readQuery(expr)).error, undefined);
      });
    }

    it("links every runbook of the alerts it is about, and no other", () => {
      const linked = new Set(panels.flatMap(({ links }) => links.map(({ url }) => url)));
      const expected = alertRules()
        .filter(({ panel }) => panel.dashboard === dashboard.uid)
        .map(({ alert }) => `docs/runbooks/${alert}.md`);
      assert.deepEqual([...linked].sort(), expected.sort());
    });

    it("is the same text each time", () => {
      const again = everyDashboard().find(({ uid }) => uid === dashboard.uid);
      assert.equal(again === undefined ? undefined : dashboardJson(again), json);
    });
  });
}

describe("dashboards", () => {
  it("are these, by the names under which links find them", () => {
    assert.deepEqual(
      dashboards().map(({ uid }) => uid),
      [
        "pharos-metrics-pipeline",
        "pharos-runtime-security",
        "pharos-metrics-history",
        "pharos-applications",
        "pharos-log-store",
        "pharos-log-shipping",
        "pharos-tracing",
        "pharos-reachability",
        "pharos-aws-infrastructure",
        "pharos-trust",
        "pharos-scaling",
      ],
    );
  });
});

describe("laying out panels", () => {
  const panel = (height: number): PlacedLater => ({
    height,
    at: (position) => ({ build: () => ({ type: "test", gridPos: position }) }),
  });

  it("shares the width of a row, and starts the next below its highest panel", () => {
    const positions = layOut([[panel(4), panel(6)], [panel(8)]]).map(
      (built) => (built.build() as { gridPos: unknown }).gridPos,
    );
    assert.deepEqual(positions, [
      { x: 0, y: 0, w: 12, h: 6 },
      { x: 12, y: 0, w: 12, h: 6 },
      { x: 0, y: 6, w: 24, h: 8 },
    ]);
  });

  it("is checked by a test that sees an overlap", () => {
    const overlapping = [
      { title: "a", gridPos: { x: 0, y: 0, w: 12, h: 4 } },
      { title: "b", gridPos: { x: 11, y: 3, w: 12, h: 4 } },
    ];
    assert.throws(() => assertNoOverlap(overlapping), /^AssertionError.*: a overlaps b/s);
  });
});

describeWithShared("dashboards against the catalogue of metrics", ["metrics"], () => {
  const catalogue = readCatalogue(sharedPath("metrics"));
  const own = new Set([...ownMetrics(), ...cloudWatchSeries()]);
  for (const dashboard of everyDashboard()) {
    it(`"${dashboard.title}" reads only metrics that exist`, async () => {
      const queries = panelsOf(dashboardJson(dashboard)).flatMap(({ targets }) => targets);
      const read = (await Promise.all(queries.map(({ expr }) => readQuery(expr)))).flatMap(
        ({ metrics }) => metrics,
      );
      assert.ok(read.length > 0);
      assert.deepEqual(
        read.filter((metric) => !catalogue.has(metric) && !own.has(metric)),
        [],
      );
    });
  }
});

function assertNoOverlap(
  panels: readonly { title: string; gridPos: { x: number; y: number; w: number; h: number } }[],
): void {
  for (const [index, { title, gridPos: a }] of panels.entries()) {
    assert.ok(a.x >= 0 && a.x + a.w <= GRID_COLUMNS, `${title} leaves the grid`);
    for (const { title: other, gridPos: b } of panels.slice(index + 1)) {
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      assert.ok(apart, `${title} overlaps ${other}`);
    }
  }
}
