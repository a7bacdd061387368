import assert from "node:assert/strict";
import {
  falcoPriorities,
  isMoreUrgent,
  priorityOfSeverity,
  severities,
  severityMeaning,
  severityOfPriority,
} from "./severity";

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

describe("priorities of Falco", () => {
  it("each have a severity, and none is more urgent than one above it", () => {
    assert.deepEqual(Object.keys(severityOfPriority), [...falcoPriorities]);
    const given = falcoPriorities.map((priority) => severityOfPriority[priority]);
    assert.deepEqual(given, [...given].sort());
  });

  it("lead to every severity, and back from it", () => {
    for (const severity of severities)
      assert.equal(severityOfPriority[priorityOfSeverity[severity]], severity);
  });
});
