import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Recording } from "../components/testing/record";
import { committedFacts } from "../content/images/known-charts";
import { supplyOf, type Supply } from "../content/images/supply";
import { recordStacks, STACKS } from "./testing/stacks";

const ROOT = path.resolve(__dirname, "..", "..");
/** Set it to accept a change: what is named now becomes the list. */
const UPDATE = process.env["PHAROS_UPDATE_GOLDEN"] === "1";
/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

const goldenFile = (stack: string): string => path.join(ROOT, "infra", "golden", `images-${stack}.txt`);

function linesOf({ charts, images }: Supply): string[] {
  return [
    ...charts.map(({ chart, version, repository }) => `chart ${chart} ${version} ${repository ?? ""}`),
    ...images.map(
      ({ image, namedBy }) =>
        `image ${image} < ${[...new Set(namedBy.map(({ by }) => by))].sort().join(", ")}`,
    ),
  ];
}

describe("charts and images of the stacks", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  before(async () => (recordings = await recordStacks()));
  const supplied = (stack: string): Supply => supplyOf(recordings.get(stack)!.resources, committedFacts);

  for (const stack of STACKS) {
    it(`of ${stack} are these, and no other`, () => {
      const text = `${linesOf(supplied(stack)).join("\n")}\n`;
      if (UPDATE) writeFileSync(goldenFile(stack), text);
      assert.equal(
        text,
        readFileSync(goldenFile(stack), "utf8"),
        "what has to be mirrored changed: look at the difference, then accept it with PHAROS_UPDATE_GOLDEN=1",
      );
    });

    it(`of ${stack} are all of them: nothing could not be told`, () => {
      assert.deepEqual(supplied(stack).gaps, []);
    });

    it(`of ${stack} name a version each, and never 'latest'`, () => {
      const without = supplied(stack).images.filter(
        ({ tag, digest }) => digest === undefined && (tag === undefined || tag === "latest"),
      );
      assert.deepEqual(without, []);
    });
  }
});
