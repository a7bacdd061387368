import assert from "node:assert/strict";
import fc from "fast-check";
import { days, SECONDS_PER_DAY } from "../units";
import {
  catchUpSeconds,
  remoteWriteQueue,
  retentionSize,
  sizePrometheus,
  WAL_REPLAY_SECONDS,
} from "./sizing";

const GIB = 1024 ** 3;
const load = fc.record({
  activeSeries: fc.integer({ min: 1_000, max: 10_000_000 }),
  retention: fc.integer({ min: 1, max: 90 }).map(days),
});

describe("sizing", () => {
  it("gives a million series nine gigabytes, one core and a quarter terabyte", () => {
    assert.deepEqual(sizePrometheus({ activeSeries: 1_000_000, retention: days(15) }), {
      samplesPerSecond: 1_000_000 / 30,
      cpuMillicores: 917,
      memoryMiB: 8325,
      memoryLimitMiB: 16650,
      storageGiB: 95,
    });
  });

  it("limits memory at no less than twice the steady use", () => {
    fc.assert(
      fc.property(load, (of) => {
        const { memoryMiB, memoryLimitMiB } = sizePrometheus(of);
        assert.ok(memoryLimitMiB >= 2 * memoryMiB);
      }),
    );
  });

  it("never asks for less when there is more to carry", () => {
    fc.assert(
      fc.property(load, fc.integer({ min: 0, max: 1_000_000 }), (of, more) => {
        const small = sizePrometheus(of);
        const large = sizePrometheus({ ...of, activeSeries: of.activeSeries + more });
        for (const key of ["cpuMillicores", "memoryMiB", "storageGiB"] as const)
          assert.ok(large[key] >= small[key], key);
      }),
    );
  });

  it("asks for a volume whose blocks reach the retention time before the retention size", () => {
    fc.assert(
      fc.property(load, (of) => {
        const { storageGiB, samplesPerSecond } = sizePrometheus(of);
        const blocks = samplesPerSecond * of.retention * SECONDS_PER_DAY * 2;
        // `retentionSize` rounds down to whole GiB, so up to one is missing.
        assert.ok((Number.parseInt(retentionSize(storageGiB), 10) + 1) * GIB >= blocks);
      }),
    );
  });

  it("leaves 15 % of every volume to the write-ahead log and compaction", () => {
    assert.equal(retentionSize(100), "85GiB");
    assert.equal(retentionSize(1), "1GiB");
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 16_384 }), (volume) => {
        assert.ok(Number.parseInt(retentionSize(volume), 10) <= volume * 0.85);
      }),
    );
  });
});

describe("the queue to the hub", () => {
  it("catches up after the longest outage it can replay before the log is cut again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120_000 }), (samplesPerSecond) => {
        assert.ok(catchUpSeconds(samplesPerSecond, WAL_REPLAY_SECONDS) <= 40 * 60);
      }),
    );
  });

  it("keeps the hub safe from spokes that come back together", () => {
    assert.equal(remoteWriteQueue(10_000_000).maxShards, 50);
    assert.equal(remoteWriteQueue(1).maxShards, 4);
  });

  it("neither gives up nor drops a backlog", () => {
    const queue = remoteWriteQueue(10_000);
    assert.equal(queue.retryOnRateLimit, true);
    assert.ok(!("maxRetries" in queue));
    assert.ok(!("sampleAgeLimit" in queue));
  });

  it("holds five requests a shard", () => {
    const { capacity, maxSamplesPerSend } = remoteWriteQueue(10_000);
    assert.equal(capacity, 5 * maxSamplesPerSend);
  });
});
