import assert from "node:assert/strict";
import { UNKNOWN } from "../testing/resources";
import { Reader } from "./reader";
import { selects, selectsEverything } from "./selectors";

const LABELS = { app: "a", tier: "web" };
const ask = (selector: unknown, labels: unknown = LABELS): unknown => {
  const answer = selects(Reader.of({ selector }).at("selector"), Reader.of({ labels }).at("labels"));
  return typeof answer === "boolean" ? answer : answer.path;
};
const rule = (key: unknown, operator: unknown, values?: unknown) => ({
  matchExpressions: [{ key, operator, values }],
});

describe("a label selector", () => {
  for (const [selector, expected] of [
    [undefined, false],
    [{}, true],
    [{ matchLabels: { app: "a" } }, true],
    [{ matchLabels: { app: "a", tier: "web" } }, true],
    [{ matchLabels: { app: "b" } }, false],
    [{ matchLabels: { other: "a" } }, false],
    [rule("app", "In", ["a", "b"]), true],
    [rule("app", "In", ["b"]), false],
    [rule("app", "NotIn", ["b"]), true],
    [rule("app", "NotIn", ["a"]), false],
    [rule("other", "NotIn", ["a"]), true],
    [rule("app", "Exists"), true],
    [rule("other", "Exists"), false],
    [rule("other", "DoesNotExist"), true],
    [rule("app", "DoesNotExist"), false],
    [rule("app", "Like", ["a"]), false],
    [{ matchLabels: { app: "a" }, ...rule("tier", "In", ["db"]) }, false],
    [UNKNOWN, "selector"],
    [{ matchLabels: { app: UNKNOWN } }, "selector.matchLabels.app"],
    [{ matchLabels: { app: UNKNOWN, tier: "db" } }, false],
    [rule("app", "In", ["b", UNKNOWN]), "selector.matchExpressions[0].values[1]"],
    [rule("app", "In", ["a", UNKNOWN]), true],
    [rule(UNKNOWN, "Exists"), "selector.matchExpressions[0].key"],
  ] as const) {
    it(`answers ${String(expected)}: ${JSON.stringify(selector)}`, () =>
      assert.equal(ask(selector), expected));
  }

  it("does not know what labels that are not known carry", () => {
    assert.equal(ask({ matchLabels: { app: "a" } }, UNKNOWN), "labels");
    assert.equal(ask({}, UNKNOWN), true);
  });

  for (const [selector, expected] of [
    [undefined, false],
    [{}, true],
    [{ matchLabels: {}, matchExpressions: [] }, true],
    [{ matchLabels: { app: "a" } }, false],
    [rule("app", "Exists"), false],
  ] as const) {
    it(`${expected ? "selects" : "does not select"} everything: ${JSON.stringify(selector)}`, () =>
      assert.equal(selectsEverything(Reader.of({ selector }).at("selector")), expected));
  }
});
