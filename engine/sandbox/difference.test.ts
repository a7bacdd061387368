import assert from "node:assert/strict";
import fc from "fast-check";
import { differences, replacesOn } from "./difference";
import { secret, UNKNOWN, type Properties } from "./values";

const replaces = replacesOn(["name", "encryption.key", "volumes.size"]);

describe("differences between inputs", () => {
  const cases: [string, Properties, Properties, string[]][] = [
    ["nothing changed", { a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, []],
    ["a value changed", { a: 1 }, { a: 2 }, ["update a"]],
    ["a name changed", { name: "x" }, { name: "y" }, ["update name, replaces"]],
    ["something came", {}, { tags: { "a/b": "c" } }, ["add tags"]],
    ["a tag came", { tags: { a: "b" } }, { tags: { a: "b", "x/y": "z" } }, ['add tags["x/y"]']],
    ["something went", { a: 1 }, {}, ["delete a"]],
    ["null is absent", { a: null }, {}, []],
    [
      "a list item changed",
      { l: [{ x: 1 }, { x: 2 }] },
      { l: [{ x: 1 }, { x: 3 }, { x: 4 }] },
      ["update l[1].x", "add l[2]"],
    ],
    [
      "replacing inside a list",
      { volumes: [{ size: 1 }] },
      { volumes: [{ size: 2 }] },
      ["update volumes[0].size, replaces"],
    ],
    ["replacing inside what came", {}, { encryption: { key: "k" } }, ["add encryption, replaces"]],
    ["harmless inside what came", {}, { encryption: { on: true } }, ["add encryption"]],
    ["a policy written otherwise", { policy: '{"a": 1}' }, { policy: '{ "a":1 }' }, []],
    ["not known yet", { a: 1 }, { a: UNKNOWN }, ["update a"]],
    ["not known on both sides", { a: UNKNOWN }, { a: UNKNOWN }, ["update a"]],
    ["a name not known yet", { name: "x" }, { name: UNKNOWN }, ["update name, replaces"]],
    ["unknown inside a secret", { a: "x" }, { a: secret(UNKNOWN) }, ["update a"]],
    ["secrecy is no difference", { a: "x" }, { a: secret("x") }, []],
  ];
  for (const [title, olds, news, expected] of cases)
    it(title, () =>
      assert.deepEqual(
        differences(olds, news, replaces).map(
          ({ kind, path, replaces: replacing }) => `${kind} ${path}${replacing ? ", replaces" : ""}`,
        ),
        expected,
      ),
    );

  it("are none between equals, and some between unequals", () => {
    const properties = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(properties, properties, (a, b) => {
        const [olds, news] = [a as Properties, b as Properties];
        assert.deepEqual(differences(olds, olds, replaces), []);
        assert.equal(differences(olds, news, replaces).length, 0 + differences(news, olds, replaces).length);
      }),
    );
  });
});
