import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { createColors } from "picocolors";
import { Page, TOGETHER, wrap } from "./page";

const page = (width: number): Page => new Page(width, createColors(false));

describe("wrapping", () => {
  it("never goes beyond the width and loses nothing but spaces", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        assert.ok(lines.every((line) => line.length <= width));
        assert.equal(lines.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
      }),
    );
  });

  it("keeps together what belongs together", () => {
    assert.deepEqual(wrap(`one two 3${TOGETHER}keys`, 10), ["one two", "3 keys"]);
    assert.deepEqual(wrap(`one two 3 keys`, 10), ["one two 3", "keys"]);
  });

  it("cuts what is longer than a line", () => {
    assert.deepEqual(wrap("a abcdefgh", 3), ["a", "abc", "def", "gh"]);
    assert.deepEqual(wrap("abcdef", 3), ["abc", "def"]);
    assert.deepEqual(wrap("", 3), []);
  });
});

describe("a page for a terminal", () => {
  it("puts two texts at its edges, on two lines where one is too narrow", () => {
    const wide = page(20);
    wide.edges("left", "right", String);
    wide.edges("a left side", "right", String);
    wide.edges("a longer left side", "right", String);
    assert.deepEqual(wide.lines, [
      "left           right",
      "a left side    right",
      "a longer left side",
      "right",
    ]);
  });

  it("lets rows hang from their values and paragraphs from their marks", () => {
    const narrow = page(32);
    narrow.row("label", "a value that is long");
    narrow.hang(2, "- ", "a paragraph that is longer than a line");
    assert.deepEqual(narrow.lines, [
      "  label             a value that",
      "                    is long",
      "  - a paragraph that is longer",
      "    than a line",
    ]);
  });

  it("begins no page with an empty line", () => {
    const empty = page(40);
    empty.blank();
    empty.row("a", "b");
    empty.blank();
    assert.deepEqual(empty.lines, ["  a                 b", ""]);
  });

  it("passes nothing on that a terminal would obey", () => {
    const guarded = page(80);
    guarded.row("\u0041", "red\u001b[31m bell\u0007 back\rover\u009b2J");
    assert.deepEqual(guarded.lines, ["  A                 red bell back over 2J"]);
  });
});
