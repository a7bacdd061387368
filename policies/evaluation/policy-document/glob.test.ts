import assert from "node:assert/strict";

import fc from "fast-check";
import { globMatches, isStar } from "./glob";

describe("globs of policies", () => {
  it("match as a regular expression of the same meaning does", () => {
    const letters = fc.array(fc.constantFrom("a", "b", "*", "?", ".", ":"), { maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const source = pattern
          .map((letter) => (letter === "*" ? ".*" : letter === "?" ? "." : `\\${letter}`))
          .map((part) => part.replace(/^\\([ab:])$/, "$1"))
          .join("");
        assert.equal(
          globMatches(pattern.join(""), text.join("")),
          new RegExp(`^${source}$`, "s").test(text.join("")),
        );
      }),
    );
  });

  it("do not get lost in many stars", () => {
    assert.equal(globMatches(`${"a*".repeat(200)}b`, "a".repeat(5_000)), false);
  });

  it("are a star however often it is written", () => {
    assert.deepEqual(["*", "**", " * ", "", "a*", "?"].map(isStar), [true, true, true, false, false, false]);
  });
});
