import assert from "node:assert/strict";
import { UNKNOWN } from "../testing/resources";
import { Reader } from "./reader";
import { leavesOf, mayHideATree } from "./trees";

const LOOP: Record<string, unknown> = {};
LOOP["loop"] = LOOP;

describe("leaves", () => {
  it("are the ends of a tree, in order, with the names that lead there", () => {
    const tree = { b: [{ c: 1 }, "text", []], a: { d: { e: true } }, none: null };
    assert.deepEqual(
      leavesOf(Reader.of(tree)).map(({ keys, path, value }) => [
        keys,
        path,
        value.state === "value" && value.value,
      ]),
      [
        [["a", "d", "e"], "a.d.e", "true"],
        [["b", "c"], "b[0].c", "1"],
        [["b"], "b[1]", "text"],
      ],
    );
  });

  it("end where a tree goes on for ever", () => {
    const [leaf] = leavesOf(Reader.of(LOOP));
    assert.equal(leaf?.value.state === "unknown" && leaf.value.why, "lies deeper than values do");
  });

  it("that are not known may be trees, unless their name says that they are texts", () => {
    const hiding = leavesOf(
      Reader.of({ pod: UNKNOWN, roleArn: UNKNOWN, clusterName: UNKNOWN, size: 1 }),
    ).filter(mayHideATree);
    assert.deepEqual(
      hiding.map(({ path }) => path),
      ["pod"],
    );
  });
});
