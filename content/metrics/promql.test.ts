import assert from "node:assert/strict";
import { readQuery, readSelectors } from "./promql";

describe("reading PromQL", () => {
  it("finds every metric, also in joins, functions and subqueries", async () => {
    const query =
      'sum by (a) (rate(b_total{c="d"}[5m])) / ignoring(e) group_left max_over_time(f[1h:5m]) or vector(1)';
    assert.deepEqual(await readQuery(query), { metrics: ["b_total", "f"] });
  });

  it("fills in Grafana's variables", async () => {
    assert.deepEqual(await readQuery('rate(a_total{job="$job", b=~"${c:regex}"}[$__rate_interval])'), {
      metrics: ["a_total"],
    });
  });

  it("says where a query does not parse", async () => {
    assert.deepEqual((await readQuery("sum(a")).error, 'does not parse at character 5: "sum(a"');
  });

  it("refuses a selector without a name", async () => {
    assert.deepEqual(
      (await readQuery('{job="a"}')).error,
      'has a selector without a metric name: "{job=\\"a\\"}"',
    );
  });

  it("finds each selector with the labels that it asks for", async () => {
    assert.deepEqual(await readSelectors('sum(a_total{job="x", b=~"y|z", c!="d"}) / a_total{job="$job"}'), [
      { metric: "a_total", equal: { job: "x" } },
      { metric: "a_total", equal: { job: "x" } },
    ]);
    assert.deepEqual(await readSelectors('a{b="say \\"c=\\"d\\""} or up'), [
      { metric: "a", equal: { b: 'say \\"c=\\"d\\"' } },
      { metric: "up", equal: {} },
    ]);
  });
});
