import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../components/testing/record";
import { committedFacts } from "../content/images/known-charts";
import { upstreamOf } from "../content/images/registry-mirror";
import { supplyOf, type Supply } from "../content/images/supply";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { useRegistryMirror } from "./registry-mirror";
import { hubOutputs } from "./testing/stacks";

const ROOT = path.resolve(__dirname, "..", "..");
const STACK = "us-west-2";
const MIRROR = "111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror";
const PATIENCE_MS = 60_000;

/** What a stack registers under a root of its own, as the engine runs it. */
async function supplied(registryMirror?: string): Promise<Supply> {
  const { settings, topology } = loadSettings(ROOT, STACK);
  const images = registryMirror === undefined ? {} : { registryMirror };
  const { resources } = await record(
    () =>
      pulumi.runtime.runInPulumiStack(() => createRegion({ settings: { ...settings, images }, topology })),
    { stack: STACK, hubOutputs },
  );
  return supplyOf(resources, committedFacts);
}

describe("a registry mirror", function () {
  this.timeout(PATIENCE_MS);

  it("has every image of a stack, each under the name of the registry it came from", async () => {
    const [own, mirrored] = [await supplied(), await supplied(MIRROR)];
    assert.notEqual(own.images.length, 0);
    assert.deepEqual(mirrored.gaps, []);
    assert.deepEqual(
      mirrored.images.map(({ image }) => image),
      own.images.map(({ image }) => `${MIRROR}/${image}`),
    );
    assert.deepEqual(
      mirrored.images.map(({ image }) => upstreamOf(image, MIRROR)),
      own.images.map(({ image }) => image),
    );
  });

  it("changes nothing but images: the charts come from where they came from", async () => {
    assert.deepEqual((await supplied(MIRROR)).charts, (await supplied()).charts);
  });

  it("is refused for a chart of which nothing is known", async () => {
    const program = (): Promise<unknown> =>
      pulumi.runtime.runInPulumiStack(async () => {
        useRegistryMirror(MIRROR);
        const { Release } = await import("@pulumi/kubernetes/helm/v3/release.js");
        new Release("strange", { chart: "strange", version: "1.2.3" });
        return {};
      });
    await assert.rejects(record(program), {
      message:
        "images of strange 1.2.3 cannot be taken from the mirror: nothing is known of them (node dist/content/images/extract.js reads them)",
    });
  });
});
