import assert from "node:assert/strict";
import { applicationsOf } from "./applications";
import { activeSeriesFor, seriesOfRegion } from "./applications/series";
import { sizePrometheus } from "./metrics/sizing";
import { DEFAULT_SIZE, figuresOf, prometheusVolumeGiB, sizeNames, sizeVolumes } from "./sizes";
import { days } from "./units";

const region = { keptPercent: 2, spokes: 2, zones: 3 };

describe("sizes", () => {
  it("grow from one to the next, in each of their volumes", () => {
    const volumes = sizeNames.map((size) => Object.values(sizeVolumes[size]) as number[]);
    for (const [index, larger] of volumes.slice(1).entries())
      larger.forEach((volume, which) => assert.ok(volume > (volumes[index]?.[which] ?? Infinity)));
  });

  it("have room for every application that is declared", () => {
    const { total } = seriesOfRegion(applicationsOf({ finance: true, dag: true }));
    for (const size of sizeNames) assert.ok(sizeVolumes[size].activeSeries >= activeSeriesFor(total), size);
  });

  it("are small where nobody says anything", () => {
    assert.equal(DEFAULT_SIZE, "small");
    assert.deepEqual(sizeVolumes.small, {
      activeSeries: 1_000_000,
      gigabytesPerDay: 5,
      spansPerSecond: 5000,
    });
  });

  it("give Prometheus twice the volume that it needs, in steps", () => {
    // 15 days of 33 333 samples a second, two bytes each, on 85 % of the volume.
    assert.equal(sizePrometheus({ activeSeries: 1_000_000, retention: days(15) }).storageGiB, 95);
    assert.equal(prometheusVolumeGiB(1_000_000), 200);
    assert.equal(prometheusVolumeGiB(1_000_000, days(30)), 400);
    assert.equal(prometheusVolumeGiB(250_000), 50);
    assert.equal(prometheusVolumeGiB(5_000_000), 950);
  });

  it("say what comes in and what is kept, of the size small", () => {
    const figures = figuresOf(sizeVolumes.small, region);
    assert.equal(Math.round(figures.samplesPerSecond), 33_333);
    // 2880 samples a day × 1 000 000 series × 2 bytes × 2 halves
    assert.equal(Math.round(figures.blockBytesPerDay), 11_520_000_000);
    assert.equal(figures.hub.bucketBytes, 3 * figures.bucketBytes);
    assert.deepEqual(
      [figures.prometheus.count, figures.prometheus.volumeGiB, figures.hub.ingesters.count],
      [2, 200, 3],
    );
    assert.equal(figures.keptSpansPerSecond, 345 + 1);
    assert.deepEqual(
      [figures.logNodes, figures.logVolumesGiB, ...Object.values(figures.storedGiB).map(Math.round)],
      [12, 6099, 1507, 2740],
    );
  });

  it("give the log store room for logs and spans together", () => {
    for (const size of sizeNames) {
      const { logVolumesGiB, storedGiB } = figuresOf(sizeVolumes[size], region);
      assert.ok(logVolumesGiB * 0.7 >= storedGiB.logs + storedGiB.spans, size);
    }
  });

  it("ask for more in a hub than in a spoke", () => {
    for (const size of sizeNames) {
      const { spoke, hub } = figuresOf(sizeVolumes[size], region).stateful;
      assert.ok(hub.cpus > spoke.cpus && hub.memoryGiB > spoke.memoryGiB, size);
    }
  });
});
