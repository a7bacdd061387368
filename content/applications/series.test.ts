import assert from "node:assert/strict";
import fc from "fast-check";
import type { Application, DeclaredMetric, Service } from "./application";
import { applications, applicationsOf } from ".";
import {
  sampleLimitOf,
  seriesOf,
  seriesOfMetric,
  seriesOfRegion,
  seriesOfService,
  targetLimitOf,
} from "./series";
import { example } from "./testing/example";

const labels = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: 1, max: 20 }), {
  maxKeys: 4,
});
const metric: fc.Arbitrary<DeclaredMetric> = fc.record({
  name: fc.constant("m"),
  type: fc.constantFrom("counter", "gauge", "histogram"),
  meaning: fc.constant("things"),
  labels,
  buckets: fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 15 }),
});
const service: fc.Arbitrary<Service> = fc.record({
  name: fc.constant("s"),
  mostPods: fc.integer({ min: 1, max: 50 }),
  metrics: fc.array(metric, { minLength: 1, maxLength: 8 }),
});

/** The series of one instance, each written out. */
function enumerate({ type, labels = {}, buckets = [] }: DeclaredMetric): Set<string> {
  const combinations = Object.entries(labels).reduce<string[]>(
    (all, [label, values]) =>
      all.flatMap((start) => Array.from({ length: values }, (_, value) => `${start},${label}=${value}`)),
    [""],
  );
  const parts =
    type === "histogram" ? [...buckets.map((_, index) => `bucket ${index}`), "+Inf", "sum", "count"] : [""];
  return new Set(combinations.flatMap((each) => parts.map((part) => `${part}${each}`)));
}

describe("series of applications", () => {
  it("are those that a metric would have if each were written out", () => {
    fc.assert(
      fc.property(metric, (each) => {
        fc.pre(seriesOfMetric(each) < 20_000);
        assert.equal(seriesOfMetric(each), enumerate(each).size);
      }),
    );
  });

  it("never become fewer with one more pod, metric, label or value", () => {
    fc.assert(
      fc.property(service, metric, (each, more) => {
        const before = seriesOfService(each);
        const { mostPods = 1 } = each;
        assert.ok(seriesOfService({ ...each, mostPods: mostPods + 1 }) > before);
        assert.ok(seriesOfService({ ...each, metrics: [...each.metrics, more] }) > before);
        const wider = each.metrics.map((old) => ({ ...old, labels: { ...old.labels, extra_label: 2 } }));
        assert.ok(seriesOfService({ ...each, metrics: wider }) > before);
      }),
    );
  });

  it("cannot be more than the limits of the monitor let in", () => {
    fc.assert(
      fc.property(service, (each) => {
        const declared = each.metrics.reduce((sum, one) => sum + seriesOfMetric(one), 0);
        assert.ok(sampleLimitOf(each) >= declared);
        assert.ok(sampleLimitOf(each) <= Math.ceil(1.25 * declared));
        assert.ok(seriesOfService(each) >= (each.mostPods ?? 1) * sampleLimitOf(each));
        assert.equal(targetLimitOf(each), 2 * (each.mostPods ?? 1));
      }),
    );
  });

  it("add up by application and by team to the region's", () => {
    fc.assert(
      fc.property(fc.subarray([...applications]), (some) => {
        const { byApplication, byTeam, total } = seriesOfRegion(some);
        const sum = (counts: Readonly<Partial<Record<string, number>>>): number =>
          Object.values(counts).reduce<number>((all, each = 0) => all + each, 0);
        assert.equal(sum(byApplication), total);
        assert.equal(sum(byTeam), total);
      }),
    );
  });

  it("of an application of six pods, by hand", () => {
    // 3 orders, 6 of a histogram of three buckets, 1 gauge: 10; with a quarter more 13, and five of each scrape.
    assert.equal(sampleLimitOf(example.services[0]!), 13);
    assert.equal(seriesOf(example), 6 * (13 + 5));
  });

  it("of a region of both workloads are those of each", () => {
    const of = (finance: boolean, dag: boolean): number =>
      seriesOfRegion(applicationsOf({ finance, dag })).total;
    assert.equal(of(true, true), of(true, false) + of(false, true));
    assert.deepEqual([of(true, false), of(false, true), of(false, false)], [50_248, 49_794, 0]);
  });

  it("of nothing are none", () => {
    const nothing: Application = { ...example, services: [] };
    assert.equal(seriesOf(nothing), 0);
  });
});
