import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { record, type Recording } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";

const ROOT = path.resolve(__dirname, "..", "..");
const STACKS = ["us-east-1", "us-west-2", "eu-west-1"];
/** Set it to accept a change: what is registered now becomes the golden list. */
const UPDATE = process.env["PHAROS_UPDATE_GOLDEN"] === "1";

const goldenFile = (stack: string): string => path.join(ROOT, "infra", "golden", `${stack}.txt`);

const hubOutputs = {
  ingestServiceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  ingestRegions: ["eu-west-1", "us-east-1", "us-west-2"],
};

/** Registers a stack with its real settings. */
const register = (stack: string): Promise<Recording> =>
  record(() => createRegion(loadSettings(ROOT, stack)), { stack, hubOutputs });

describe("golden list", () => {
  for (const stack of STACKS) {
    it(`of ${stack}: every resource has its type, name and parent, as published`, async () => {
      const { lines } = await register(stack);
      const text = `${[...lines].sort().join("\n")}\n`;
      if (UPDATE) writeFileSync(goldenFile(stack), text);
      assert.equal(
        text,
        readFileSync(goldenFile(stack), "utf8"),
        "a name, type or parent changed, which replaces resources: give the old one as an alias, or accept the list with PHAROS_UPDATE_GOLDEN=1",
      );
    });

    it(`of ${stack}: two runs register the same in the same order`, async () => {
      const [first, second] = [await register(stack), await register(stack)];
      assert.deepEqual(first.lines, second.lines);
      assert.deepEqual(
        first.resources.map(({ inputs }) => JSON.stringify(inputs)),
        second.resources.map(({ inputs }) => JSON.stringify(inputs)),
      );
    });
  }

  it("has no name twice in a type", async () => {
    for (const stack of STACKS) {
      const names = (await register(stack)).resources.map(({ type, name }) => `${type} ${name}`);
      assert.equal(new Set(names).size, names.length);
    }
  });
});
