import assert from "node:assert/strict";
import { days } from "../units";
import { blockRetention } from "./history";
import {
  bucketBytes,
  SERIES_PER_INGESTER,
  sizeCompactor,
  sizeIngesters,
  sizeRouters,
  sizeStores,
} from "./sizing";

const load = { activeSeries: 1_000_000, spokes: 2, zones: 3 };
const GB = 1e9;

describe("sizes of Thanos", () => {
  it("of ingesters: each zone holds each exported series of both halves of each spoke once", () => {
    // 1 000 000 × ½ × 2 spokes × 2 halves × 3 copies ÷ 3 zones = 2 000 000 series of 8 KiB, and 66 667 samples a second for two days.
    assert.deepEqual(sizeIngesters(load), {
      replicas: 1,
      cpuMillicores: 1584,
      memoryMiB: 512 + 15_625,
      memoryLimitMiB: 2 * (512 + 15_625),
      volumeGiB: 31,
    });
  });

  it("of ingesters: more of them instead of larger ones", () => {
    const larger = sizeIngesters({ ...load, activeSeries: 1_000_001 });
    assert.equal(larger.replicas, 2);
    for (const activeSeries of [10_000, 3_000_000, 20_000_000]) {
      const { replicas, memoryMiB } = sizeIngesters({ ...load, activeSeries });
      assert.ok(((memoryMiB - 512 - 1) * 1024 ** 2) / (8 * 1024) <= SERIES_PER_INGESTER, `${activeSeries}`);
      assert.ok(replicas * SERIES_PER_INGESTER >= activeSeries * 2, `${activeSeries}`);
    }
  });

  it("of ingesters: a fourth zone takes its share", () => {
    assert.equal(sizeIngesters({ ...load, zones: 4 }).memoryMiB, 512 + Math.ceil(15_625 * 0.75));
  });

  it("of routers: one a zone, and one can carry all", () => {
    assert.deepEqual(sizeRouters(load), {
      replicas: 3,
      cpuMillicores: 250 + Math.ceil((66_666.67 / 50_000) * 1000),
      memoryMiB: 1024,
      memoryLimitMiB: 2048,
    });
  });

  it("of the bucket: raw samples of both halves, and five values for what is coarser", () => {
    const retention = blockRetention();
    // 2880 samples a day × 1 000 000 series × 2 halves × 2 bytes = 11.52 GB a day and region.
    const day = 11.52 * GB;
    const expected = day * (92 + 400 * (5 / 10) + 400 * (5 / 120));
    assert.ok(
      Math.abs(bucketBytes({ activeSeries: 1_000_000, regions: 1, retention }) - expected) < expected * 1e-9,
    );
    assert.equal(
      bucketBytes({ activeSeries: 1_000_000, regions: 3, retention }),
      3 * bucketBytes({ activeSeries: 1_000_000, regions: 1, retention }),
    );
  });

  it("of the compactor: two weeks of one stream twice", () => {
    // 2880 × 14 × 1 000 000 × 2 bytes = 80.64 GB = 75.1 GiB; twice, on 85 % of the volume.
    assert.deepEqual(sizeCompactor({ activeSeries: 1_000_000 }), {
      replicas: 1,
      cpuMillicores: 1000,
      memoryMiB: 1024 + 3907,
      memoryLimitMiB: 2 * (1024 + 3907),
      volumeGiB: 177,
    });
  });

  it("of store gateways: two, with a hundredth of the bucket on their disks", () => {
    const small = {
      activeSeries: 100_000,
      regions: 1,
      retention: blockRetention({ "metrics-operational": days(10) }),
    };
    const { replicas, volumeGiB } = sizeStores(small);
    assert.deepEqual([replicas, volumeGiB], [2, 1]);
    assert.equal(
      sizeStores({ activeSeries: 1_000_000, regions: 2, retention: blockRetention() }).volumeGiB,
      67,
    );
  });
});
