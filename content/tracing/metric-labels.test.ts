import assert from "node:assert/strict";
import { allowedMetricLabels } from "./metric-labels";

describe("labels of metrics that come by OTLP", () => {
  const allowed = allowedMetricLabels();

  it("are those of the conventions that have few values, and those that applications declare", () => {
    for (const label of ["http.route", "error.type", "status", "venue"])
      assert.ok(allowed.includes(label), label);
    assert.deepEqual(allowed, [...new Set(allowed)].sort());
  });

  it("name no person, and nothing that has a value for each request", () => {
    const personal = /user|customer|account_id|email|client|address|url|trace|session|ip$/;
    assert.deepEqual(
      allowed.filter((label) => personal.test(label)),
      [],
    );
  });
});
