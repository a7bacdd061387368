import assert from "node:assert/strict";
import { describeMissingOutputs, parseMissingOutputs } from "./missing-outputs";

describe("missing outputs", () => {
  it("are counted and named in one line", () => {
    assert.equal(
      describeMissingOutputs("us-east-1", ["ingestServiceName", "ingestRegions"]),
      "2 outputs of the hub us-east-1 not known yet: ingestServiceName, ingestRegions",
    );
    assert.equal(
      describeMissingOutputs("us-east-1", ["ingestRegions"]),
      "1 output of the hub us-east-1 not known yet: ingestRegions",
    );
  });

  it("are found again in a diagnostic", () => {
    for (const missing of [["one"], ["ingestServiceName", "ingestRegions"]]) {
      assert.deepEqual(
        parseMissingOutputs(`warning: ${describeMissingOutputs("eu-west-1", missing)}\n`),
        missing,
      );
    }
    assert.equal(parseMissingOutputs("warning: something else"), undefined);
  });
});
