import assert from "node:assert/strict";
import { samplingPolicies } from "./sampling";
import { sizeTracing, spanGiBPerDay } from "./sizing";

describe("sizes of tracing", () => {
  it("follow from the spans a second", () => {
    assert.deepEqual(sizeTracing({ spansPerSecond: 50_000, keptPercent: 2 }), {
      agent: { cpuMillicores: 2600, memoryMiB: 373, memoryLimitMiB: 746 },
      gateway: {
        cpuMillicores: 2100,
        memoryMiB: 714,
        memoryLimitMiB: 1428,
        replicas: 6,
        mostReplicas: 12,
        traces: 75_000,
        newTracesPerSecond: 1250,
      },
      jaegerCollector: { cpuMillicores: 791, memoryMiB: 196, memoryLimitMiB: 392, replicas: 2 },
      jaegerQuery: { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 1024, replicas: 2 },
      keptSpansPerSecond: 3451,
    });
  });

  it("have two of everything for the smallest load, and more for more", () => {
    const loads = [100, 10_000, 10_001, 100_000].map((spansPerSecond) =>
      sizeTracing({ spansPerSecond, keptPercent: 1 }),
    );
    assert.deepEqual(
      loads.map(({ gateway }) => gateway.replicas),
      [2, 2, 3, 11],
    );
    assert.deepEqual(
      loads.map(({ jaegerCollector }) => jaegerCollector.replicas),
      [2, 2, 2, 3],
    );
  });

  it("let the gateways that are left hold what all of them got, when one is gone", () => {
    for (const spansPerSecond of [500, 25_000, 200_000]) {
      const { gateway } = sizeTracing({ spansPerSecond, keptPercent: 5 });
      const newTraces = spansPerSecond / 8;
      assert.ok((gateway.replicas - 1) * gateway.newTracesPerSecond >= newTraces);
      assert.ok((gateway.replicas - 1) * gateway.traces >= newTraces * 30 * 2);
    }
  });

  it("say what Elasticsearch gets in a day", () => {
    // 5000 × (5 % + 95 % × 2 %) = 345 spans a second, rounded up, × 86 400 seconds × 600 bytes
    assert.equal(sizeTracing({ spansPerSecond: 5000, keptPercent: 2 }).keptSpansPerSecond, 346);
    assert.equal(spanGiBPerDay({ spansPerSecond: 5000, keptPercent: 2 }), (346 * 86_400 * 600) / 1024 ** 3);
    // All of them: 5000 × 86 400 × 600
    assert.equal(
      spanGiBPerDay({ spansPerSecond: 5000, keptPercent: 100 }),
      (5000 * 86_400 * 600) / 1024 ** 3,
    );
  });
});

describe("sampling", () => {
  it("keeps what failed, was slow or is suspected, and some of the rest", () => {
    assert.deepEqual(samplingPolicies(2.5), [
      { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
      { name: "slow", type: "latency", latency: { threshold_ms: 1000 } },
      { name: "fraud", type: "boolean_attribute", boolean_attribute: { key: "fraud.flagged", value: true } },
      { name: "rest", type: "probabilistic", probabilistic: { sampling_percentage: 2.5 } },
    ]);
  });

  for (const percent of [0.9, 5.1, Number.NaN])
    it(`refuses ${percent} % of the rest`, () =>
      assert.throws(() => samplingPolicies(percent), {
        name: "RangeError",
        message: `${percent} % of ordinary traces is not between 1 and 5 %`,
      }));
});
