import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { record, type Recording } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { hubOutputs } from "./testing/stacks";

const ROOT = path.resolve(__dirname, "..", "..");
const STACKS = ["us-east-1", "us-west-2", "eu-west-1"];
/** Set it to accept a change: what is registered now becomes the golden list. */
const UPDATE = process.env["PHAROS_UPDATE_GOLDEN"] === "1";

const goldenFile = (stack: string): string => path.join(ROOT, "infra", "golden", `${stack}.txt`);

/** Registers a stack with its real settings. */
const register = (stack: string): Promise<Recording> =>
  record(() => createRegion(loadSettings(ROOT, stack)), { stack, hubOutputs });

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("golden list", function () {
  this.timeout(PATIENCE_MS);
  const recordings = new Map<string, Recording>();
  before(async () => {
    for (const stack of STACKS) recordings.set(stack, await register(stack));
  });
  const recordingOf = (stack: string): Recording => recordings.get(stack) ?? assert.fail(stack);

  for (const stack of STACKS) {
    it(`of ${stack}: every resource has its type, name and parent, as published`, () => {
      const { lines } = recordingOf(stack);
      const text = `${[...lines].sort().join("\n")}\n`;
      if (UPDATE) writeFileSync(goldenFile(stack), text);
      assert.equal(
        text,
        readFileSync(goldenFile(stack), "utf8"),
        "a name, type or parent changed, which replaces resources: give the old one as an alias, or accept the list with PHAROS_UPDATE_GOLDEN=1",
      );
    });

    it(`of ${stack}: two runs register the same in the same order`, async () => {
      const [first, second] = [recordingOf(stack), await register(stack)];
      assert.deepEqual(first.lines, second.lines);
      assert.deepEqual(
        first.resources.map(({ inputs }) => JSON.stringify(inputs)),
        second.resources.map(({ inputs }) => JSON.stringify(inputs)),
      );
    });
  }

  it("has no name twice in a type", () => {
    for (const stack of STACKS) {
      const names = recordingOf(stack).resources.map(({ type, name }) => `${type} ${name}`);
      assert.equal(new Set(names).size, names.length);
    }
  });
});
