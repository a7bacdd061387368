import assert from "node:assert/strict";
import { workspaceCost } from "./cost";

/** Samples a second that make so many of a month of 30.4 days. */
const aMonth = (samples: number): number => samples / (30.4 * 86_400);

describe("cost of a workspace", () => {
  it("is by the tiers of the price list, each for what is in it", () => {
    const ingestion = (samples: number) =>
      Math.round(workspaceCost(aMonth(samples), 0).ingestion * 100) / 100;
    assert.deepEqual(
      [1e9, 2e9, 3e9, 252e9, 262e9].map(ingestion),
      // 0.9 for each 10 million; then 0.35; then 0.16.
      [90, 180, 215, 8930, 9090],
    );
  });

  it("of what is kept is by the GB, at two bytes a sample", () => {
    // 1000 samples a second for 400 days: 34.56 billion samples, 69 GB.
    assert.equal(Math.round(workspaceCost(1000, 400).storage * 1000) / 1000, 2.074);
  });
});
