import assert from "node:assert/strict";
import { packs } from "../packs/packs";
import { defaultOf, providerDefaults } from "./provider-defaults";
import { canonicalType } from "./resource-types";
import { typesReadBy } from "./rule";

describe("provider defaults", () => {
  const places = providerDefaults.map(({ type, property }) => `${type} ${property}`);

  it("are sorted and say each thing once", () => {
    assert.deepEqual(places, [...new Set(places)].sort());
  });

  it("speak of canonical types, with a source and a month", () => {
    for (const { type, since, source } of providerDefaults) {
      assert.equal(type, canonicalType(type));
      assert.match(source, /^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com)\/\S+$/);
      if (since !== undefined) assert.match(since, /^20\d\d-(0[1-9]|1[0-2])$/);
    }
  });

  it("speak of types that a rule reads", () => {
    const read = new Set(packs.flatMap(({ rules }) => rules.flatMap(([rule]) => typesReadBy(rule))));
    assert.deepEqual(
      providerDefaults.map(({ type }) => type).filter((type) => !read.has(type)),
      [],
    );
  });

  it("answer for a property, and never guess", () => {
    assert.equal(defaultOf("aws:ebs/volume:Volume", "encrypted"), false);
    assert.equal(defaultOf("aws:lb/listener:Listener", "protocol"), "HTTP");
    assert.throws(() => defaultOf("aws:ebs/volume:Volume", "size"), {
      message: "no default is known of size of aws:ebs/volume:Volume",
    });
  });
});
