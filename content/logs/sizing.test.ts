import assert from "node:assert/strict";
import { sizeLogStore, type StoreSize } from "./sizing";

/** `count × memory, volume` of each kind of node. */
function outline({ size, nodes, shards }: StoreSize): Record<string, string | number> {
  const kinds = Object.entries(nodes).map(([kind, { count, resources, volumeGiB }]) => [
    kind,
    `${count} × ${resources.limits.memory}, ${volumeGiB} GiB`,
  ]);
  return { size, ...(Object.fromEntries(kinds) as Record<string, string>), shards };
}

describe("the size of the log store", () => {
  it("is worked out from what comes in", () => {
    assert.deepEqual(
      [2, 5, 100, 500].map((gigabytesPerDay) => outline(sizeLogStore({ gigabytesPerDay }))),
      [
        {
          size: "dev",
          master: "3 × 2048Mi, 10 GiB",
          hot: "3 × 4096Mi, 10 GiB",
          warm: "2 × 2048Mi, 124 GiB",
          cold: "2 × 2048Mi, 295 GiB",
          shards: 1,
        },
        {
          size: "small",
          master: "3 × 4096Mi, 10 GiB",
          hot: "3 × 16384Mi, 21 GiB",
          warm: "2 × 8192Mi, 310 GiB",
          cold: "2 × 8192Mi, 736 GiB",
          shards: 1,
        },
        {
          size: "small",
          master: "3 × 4096Mi, 10 GiB",
          hot: "3 × 16384Mi, 420 GiB",
          warm: "16 × 8192Mi, 774 GiB",
          cold: "19 × 8192Mi, 1549 GiB",
          shards: 1,
        },
        {
          size: "large",
          master: "3 × 8192Mi, 10 GiB",
          hot: "4 × 59392Mi, 1572 GiB",
          warm: "22 × 29696Mi, 2815 GiB",
          cold: "26 × 29696Mi, 5658 GiB",
          shards: 3,
        },
      ],
    );
  });

  it("never plans a volume above 70 %, nor more data than memory carries", () => {
    const perMemory = { hot: 30, warm: 100, cold: 200 };
    for (let gigabytesPerDay = 1; gigabytesPerDay <= 500; gigabytesPerDay += 7) {
      const { nodes } = sizeLogStore({ gigabytesPerDay });
      for (const kind of ["hot", "warm", "cold"] as const) {
        const { resources, volumeGiB } = nodes[kind];
        const memoryGiB = Number.parseInt(resources.limits.memory, 10) / 1024;
        assert.ok(volumeGiB * 0.7 <= memoryGiB * perMemory[kind], `${gigabytesPerDay} ${kind} ${volumeGiB}`);
      }
    }
  });

  it("grows with what comes in, node by node and volume by volume", () => {
    const total = (gigabytesPerDay: number): number =>
      Object.values(sizeLogStore({ gigabytesPerDay }).nodes).reduce(
        (sum, { count, volumeGiB }) => sum + count * volumeGiB,
        0,
      );
    for (let gigabytesPerDay = 1; gigabytesPerDay < 500; gigabytesPerDay += 13)
      assert.ok(total(gigabytesPerDay + 13) > total(gigabytesPerDay), `${gigabytesPerDay}`);
  });
});
