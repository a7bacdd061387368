import assert from "node:assert/strict";
import fc from "fast-check";
import {
  canonical,
  hasUnknown,
  isSecret,
  isUnknown,
  reveal,
  revealDeep,
  sameValue,
  secret,
  UNKNOWN,
  valuesAt,
  type Value,
} from "./values";

const UNKNOWN_LIST = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";

describe("property values", () => {
  it("tells unknown values, also inside secrets and of other types than text", () => {
    assert.equal(isUnknown(UNKNOWN), true);
    assert.equal(isUnknown(secret(UNKNOWN_LIST)), true);
    assert.equal(isUnknown({ a: UNKNOWN }), false);
    assert.equal(hasUnknown({ a: [secret({ b: UNKNOWN })] }), true);
    assert.equal(hasUnknown({ a: ["known"] }), false);
  });

  it("wraps a secret once and reveals it at any depth", () => {
    assert.equal(isSecret(secret("x")), true);
    assert.deepEqual(secret(secret("x")), secret("x"));
    assert.equal(reveal(secret("x")), "x");
    assert.deepEqual(revealDeep({ a: [secret({ b: secret(1), c: null })] }), { a: [{ b: 1 }] });
  });

  it("finds the values at a path, in every item of lists on the way", () => {
    const root: Value = { rules: [{ to: "a" }, secret({ to: "b" }), {}], one: { two: UNKNOWN } };
    assert.deepEqual(valuesAt(root, "rules.to"), ["a", "b"]);
    assert.deepEqual(valuesAt(root, "one.two.three"), [UNKNOWN]);
    assert.deepEqual(valuesAt(root, "none.at.all"), []);
  });

  it("compares documents by what they say", () => {
    assert.equal(sameValue('{"a": 1, "b": [2]}', '{"b":[2],"a":1}'), true);
    assert.equal(sameValue('{"a":1}', { a: 1 }), true);
    assert.equal(sameValue('{"a":1}', '{"a":2}'), false);
    assert.equal(sameValue("{not json", "{not json "), false);
    assert.equal(sameValue("10", 10), false);
    assert.equal(sameValue(undefined, null), true);
  });

  it("is the same as itself in any order of keys and with or without secrecy", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const value = json as Value;
        assert.equal(canonical(value), canonical(secret(value)));
        assert.equal(sameValue(value, reordered(value)), true);
      }),
    );
  });
});

function reordered(value: Value): Value {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, Value] => [key, reordered(item)])
      .reverse(),
  );
}
