import * as assert from "node:assert/strict";
import { STACK_TYPE, type Run } from "../model";
import { exampleRun } from "./testing/run";
import { cardText, fitText, wrapWords } from "./topology-cards";

const WIDTH = 200;

describe("a card in the picture of the topology", () => {
  it("says where the region is, how much it holds, its network, its cluster, its modules in the order of their building", () => {
    assert.deepEqual(cardText(exampleRun(), "us-west-2", WIDTH), {
      facts: ["Oregon · 39 resources", "10.32.0.0/16 · 3 zones", "EKS 1.34, private endpoint"],
      modules: ["network · encryption", "storage · cluster · metrics", "dashboards"],
      height: 47 + 5 * 17 + 7 + 12,
    });
  });

  it("says the same in whatever order the engine went, and puts modules that nobody has ranked last", () => {
    const run = exampleRun();
    for (const stack of run.stacks) {
      const root = stack.resources.find(({ type }) => type === STACK_TYPE);
      assert.ok(root);
      stack.resources.push(
        { ...root, urn: "z", type: "pharos:zeta:Z" },
        { ...root, urn: "a", type: "pharos:alpha:A" },
      );
      stack.resources.reverse();
    }
    assert.deepEqual(cardText(run, "us-west-2", WIDTH).modules, [
      "network · encryption",
      "storage · cluster · metrics",
      "dashboards · alpha · zeta",
    ]);
  });

  it("says of a region without a stack that it has none, of one that was left out that it was", () => {
    const run: Run = { ...exampleRun(), stacks: [] };
    assert.deepEqual(cardText(run, "eu-central-1", WIDTH), {
      facts: ["Frankfurt", "no stack of its own"],
      modules: [],
      height: 47 + 17 + 12,
    });
    assert.deepEqual(cardText(run, "eu-west-1", WIDTH).facts, [
      "Ireland",
      "not part of this run",
      "10.48.0.0/16 · 3 zones",
    ]);
    assert.deepEqual(cardText(run, "mars-north-1", WIDTH).facts, ["no stack of its own"]);
  });
});

describe("text in the picture", () => {
  it("is cut where it is too wide", () => {
    assert.equal(fitText("short", 100, 12), "short");
    assert.equal(fitText("a text that is much too long", 67.2, 12), "a text th…");
  });

  it("is broken between words, and cut after the last line", () => {
    assert.deepEqual(wrapWords(["network", "storage", "cluster"], 140, 12, 3), [
      "network · storage",
      "cluster",
    ]);
    assert.deepEqual(wrapWords(["network", "storage", "cluster"], 140, 12, 1), ["network · storage …"]);
    assert.deepEqual(wrapWords([], 140, 12, 3), []);
  });
});
