import assert from "node:assert/strict";
import { days } from "./units";

describe("units", () => {
  it("counts whole days", () => {
    assert.equal(days(15), 15);
    assert.equal(days(0), 0);
  });

  it("refuses what is no number of days", () => {
    for (const wrong of [-1, 1.5, NaN, Infinity]) {
      assert.throws(
        () => days(wrong),
        new RangeError(`${wrong} is not a number of days: a whole number of 0 or more is`),
      );
    }
  });
});
