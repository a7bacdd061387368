import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { escapeText, markup, trusted } from "./markup";
import { markupMistakes, TROUBLESOME } from "./testing/well-formed";

describe("markup", () => {
  it("escapes what is put into it, as text and as an attribute", () => {
    assert.equal(
      markup`<a title="${`"><script>alert('x')</script>`}">${"a < b & c"}</a>`.text,
      '<a title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;">a &lt; b &amp; c</a>',
    );
  });

  it("leaves markup and what is trusted as it is, joins lists, drops what is absent", () => {
    assert.equal(
      markup`${[markup`<b>${1}</b>`, trusted("<i></i>"), undefined, false, ["&", 2]]}`.text,
      "<b>1</b><i></i>&amp;2",
    );
  });

  it("replaces characters that no document may hold", () => {
    assert.equal(escapeText("a\u0000b\u001b[31mc\nd\te"), "a\ufffdb\ufffd[31mc\nd\te");
  });

  it("stays well-formed whatever text it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...TROUBLESOME) }), (text) => {
        assert.deepEqual(markupMistakes(markup`<p title="${text}">${text}</p>`.text), []);
      }),
    );
  });
});

describe("the checker of markup", () => {
  const bad: [string, string[]][] = [
    ["<p><b></p></b>", ["</p> closes <b>", "</b> closes <p>"]],
    ["<p>", ["never closed: p"]],
    ["<p>a & b</p>", ['bare & in "& b"']],
    ["<p>a < b</p>", ['bare < in "< b"']],
    ['<p id="a" id="b"></p>', ['an attribute twice in <p id="a" id="b">']],
  ];
  for (const [text, mistakes] of bad) {
    it(`finds what is wrong with ${text}`, () => assert.deepEqual(markupMistakes(text), mistakes));
  }
});
