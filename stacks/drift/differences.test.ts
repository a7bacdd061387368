import assert from "node:assert/strict";
import { SECRET } from "../model";
import { differences, placeOf } from "./differences";

function told(was: unknown, is: unknown) {
  return differences(was, is).map((difference) => [placeOf(difference), difference.was, difference.is]);
}

describe("the differences of two values", () => {
  it("are told as deep down as they have the same shape", () => {
    assert.deepEqual(told({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { b: 2, c: [1, 3] }, d: 1 }), [
      ["a.b", 1, 2],
      ["a.c[1]", 2, 3],
    ]);
    assert.deepEqual(told({ a: { b: 1 } }, { a: "x" }), [["a", { b: 1 }, "x"]]);
  });

  it("include what came and what went", () => {
    assert.deepEqual(told({ tags: { owner: "a" }, list: [1, 2] }, { tags: { "x:y": "b" }, list: [1] }), [
      ["list[1]", 2, undefined],
      ["tags.owner", "a", undefined],
      ['tags["x:y"]', undefined, "b"],
    ]);
  });

  it("are followed into documents in JSON, which may be written differently and say the same", () => {
    assert.deepEqual(told({ policy: '{"a": 1, "b": 2}' }, { policy: '{"b":2,"a":1}' }), []);
    assert.deepEqual(
      told({ policy: '{"Statement":[{"Effect":"Allow"}]}' }, { policy: '{"Statement":[{"Effect":"Deny"}]}' }),
      [["policy.Statement[0].Effect", "Allow", "Deny"]],
    );
    assert.deepEqual(told({ text: "{no" }, { text: "{yes" }), [["text", "{no", "{yes"]]);
  });

  it("leave out what providers note for themselves, and never look into a secret", () => {
    assert.deepEqual(told({ __defaults: ["a"] }, { __defaults: [] }), []);
    assert.deepEqual(told({ a: SECRET }, { a: SECRET }), []);
    assert.deepEqual(told({ a: SECRET }, { a: { x: 1 } }), [["a", SECRET, { x: 1 }]]);
  });
});
