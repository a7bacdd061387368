import assert from "node:assert/strict";
import { SPAN_COPIES, spanGiBPerDay } from "../tracing/sizing";
import { days } from "../units";
import { sizeLogStore, storeMemoryGiB, type StoreSize } from "./sizing";

/** `count × memory, volume` of each kind of node. */
function outline({ size, nodes, shards }: StoreSize): Record<string, string | number> {
  const kinds = Object.entries(nodes).map(([kind, { count, resources, volumeGiB }]) => [
    kind,
    `${count} × ${resources.limits.memory}, ${volumeGiB} GiB`,
  ]);
  return { size, ...(Object.fromEntries(kinds) as Record<string, string>), shards };
}

const store = (gigabytesPerDay: number, spansPerSecond: number, keptPercent = 2): StoreSize =>
  sizeLogStore({ gigabytesPerDay, traces: { spansPerSecond, keptPercent } });

/** Volumes of all nodes together, GiB. */
const volumesOf = ({ nodes }: StoreSize): number =>
  Object.values(nodes).reduce((sum, { count, volumeGiB }) => sum + count * volumeGiB, 0);

describe("the size of the log store", () => {
  it("is worked out from the logs and the spans that come in", () => {
    assert.deepEqual(
      (
        [
          [1, 500],
          [5, 5000],
          [200, 50_000],
          [500, 100],
        ] as const
      ).map(([gigabytes, spans]) => outline(store(gigabytes, spans))),
      [
        {
          size: "dev",
          master: "3 × 2048Mi, 10 GiB",
          hot: "3 × 4096Mi, 11 GiB",
          warm: "2 × 2048Mi, 128 GiB",
          cold: "2 × 2048Mi, 271 GiB",
          shards: 1,
        },
        {
          size: "small",
          master: "3 × 4096Mi, 10 GiB",
          hot: "3 × 16384Mi, 85 GiB",
          warm: "3 × 8192Mi, 636 GiB",
          cold: "3 × 8192Mi, 1302 GiB",
          shards: 1,
        },
        {
          size: "large",
          master: "3 × 8192Mi, 10 GiB",
          hot: "3 × 59392Mi, 1473 GiB",
          warm: "13 × 29696Mi, 2894 GiB",
          cold: "15 × 29696Mi, 5541 GiB",
          shards: 3,
        },
        {
          size: "large",
          master: "3 × 8192Mi, 10 GiB",
          hot: "4 × 59392Mi, 1573 GiB",
          warm: "22 × 29696Mi, 2816 GiB",
          cold: "26 × 29696Mi, 5660 GiB",
          shards: 3,
        },
      ],
    );
  });

  it("has logs and spans of their whole time in it, twice", () => {
    // Application logs and spans are in an index for 4 + 27 + 51 = 82 days, security logs for 4 + 89 + 264 = 357.
    const { dataGiB } = store(5, 5000);
    assert.equal(Math.round(dataGiB.logs), Math.round(5 * 1.1 * (0.8 * 82 + 0.2 * 357) * 2));
    assert.equal(Math.round(dataGiB.logs), 1507);
    // 346 spans a second × 86 400 seconds × 600 bytes × 82 days × 2
    const traces = { spansPerSecond: 5000, keptPercent: 2 };
    assert.equal(dataGiB.spans.toFixed(6), (spanGiBPerDay(traces) * 82 * (1 + SPAN_COPIES)).toFixed(6));
    assert.equal(Math.round(dataGiB.spans), 2740);
  });

  it("has room for both, and a volume for each GB and for each thousand spans as its description says", () => {
    for (const [gigabytes, spans] of [
      [1, 500],
      [5, 5000],
      [5, 100_000],
      [200, 50_000],
      [400, 1000],
    ] as const) {
      const size = store(gigabytes, spans);
      assert.ok(volumesOf(size) * 0.7 >= size.dataGiB.logs + size.dataGiB.spans, `${gigabytes} ${spans}`);
    }
    const { dataGiB } = store(1, 1000);
    assert.deepEqual(
      [dataGiB.logs, dataGiB.logs / 0.7, dataGiB.spans, dataGiB.spans / 0.7].map(Math.round),
      [301, 431, 546, 780],
    );
  });

  it("follows the retention of applications' telemetry with its spans, too", () => {
    const of = (period: number) =>
      sizeLogStore({
        gigabytesPerDay: 5,
        traces: { spansPerSecond: 5000, keptPercent: 2 },
        retention: { "gdpr-app-telemetry": days(period) },
      }).dataGiB.spans;
    // 30 days: an index for 1 + 21 days, and snapshots for the rest.
    assert.equal((of(30) / of(90)).toFixed(6), (22 / 82).toFixed(6));
  });

  it("never plans a volume above 70 %, nor more data than memory carries", () => {
    const perMemory = { hot: 30, warm: 100, cold: 200 };
    for (let gigabytesPerDay = 1; gigabytesPerDay <= 500; gigabytesPerDay += 7) {
      const { nodes } = store(gigabytesPerDay, gigabytesPerDay * 500);
      for (const kind of ["hot", "warm", "cold"] as const) {
        const { resources, volumeGiB } = nodes[kind];
        const memoryGiB = Number.parseInt(resources.limits.memory, 10) / 1024;
        assert.ok(volumeGiB * 0.7 <= memoryGiB * perMemory[kind], `${gigabytesPerDay} ${kind} ${volumeGiB}`);
      }
    }
  });

  it("grows with what comes in, node by node and volume by volume", () => {
    for (let gigabytesPerDay = 1; gigabytesPerDay < 500; gigabytesPerDay += 13)
      assert.ok(
        volumesOf(store(gigabytesPerDay + 13, 5000)) > volumesOf(store(gigabytesPerDay, 5000)),
        `${gigabytesPerDay}`,
      );
    for (let spans = 1000; spans < 500_000; spans += 13_000)
      assert.ok(volumesOf(store(5, spans + 13_000)) > volumesOf(store(5, spans)), `${spans}`);
  });

  it("asks for the memory of all its nodes", () => {
    // 3 × 4 masters, 3 × 16 hot, 3 × 8 warm, 3 × 8 cold
    assert.equal(storeMemoryGiB(store(5, 5000)), 12 + 48 + 24 + 24);
  });
});
