import assert from "node:assert/strict";
import { isMoreUrgent, severities, severityMeaning } from "./severity";

describe("severities", () => {
  it("are ordered from the most urgent to the least", () => {
    assert.equal(isMoreUrgent("P0", "P1"), true);
    assert.equal(isMoreUrgent("P1", "P1"), false);
    assert.equal(isMoreUrgent("P3", "P2"), false);
  });

  it("page somebody for P0 and P1 only", () => {
    assert.deepEqual(
      severities.filter((severity) => severityMeaning[severity].pages),
      ["P0", "P1"],
    );
  });
});
