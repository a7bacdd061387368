import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { elasticsearchUrl } from "../content/logs/names";
import { elasticVersion } from "../content/logs/versions";
import { tracingPorts } from "../content/tracing/names";
import { Authority } from "../engine/testing/authority";
import { registeredObjects } from "../engine/testing/rendered-charts";
import { eventually, RunningProgram } from "../engine/testing/running-program";
import { Stage, type StagedContainer } from "../engine/testing/stage";
import { obtainTool } from "../engine/tools/obtain-tool";
import { recordStack, STACKS } from "./testing/stacks";

/** A first build takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;
/** It starts in a second, and in many more on a busy machine. */
const PATIENCE_MS = 120_000;

const WORKLOADS = ["jaeger-collector", "jaeger-query"] as const;
type Workload = (typeof WORKLOADS)[number];

describe("what the stacks register of Jaeger, judged by Jaeger", function () {
  this.timeout(PATIENCE_MS);
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-jaeger-"));
  const authority = new Authority("region authority");
  const stages = new Map<string, Stage>();
  let jaeger: string;
  let store: https.Server;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    jaeger = process.env["PHAROS_JAEGER"] ?? (await obtainTool("jaeger")).command;
    const { certificate, key } = authority.issue({ usages: ["server auth"] });
    // All that it asks of Elasticsearch when it starts.
    store = https.createServer({ cert: certificate, key }, (_, response) => {
      response.setHeader("X-Elastic-Product", "Elasticsearch");
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ version: { number: elasticVersion }, tagline: "You Know, for Search" }));
    });
    store.listen(0, "127.0.0.1");
    await once(store, "listening");
    for (const stack of STACKS) {
      const stage = new Stage({
        objects: registeredObjects(await recordStack(stack)),
        folder: path.join(folder, stack),
        authority,
        secrets: { "elasticsearch-user-jaeger": { username: "jaeger", password: "of this test" } },
      });
      stage.route(elasticsearchUrl, `https://127.0.0.1:${(store.address() as AddressInfo).port}`);
      stages.set(stack, stage);
    }
  });
  after(() => {
    store.closeAllConnections();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const stageOf = (stack: string): Stage => stages.get(stack) ?? assert.fail(stack);
  const staged = (
    stack: string,
    workload: Workload,
    podName: string = workload,
  ): Promise<StagedContainer> => {
    const stage = stageOf(stack);
    return stage.container(podName, stage.pod("Deployment", workload), "jaeger");
  };
  function validate(args: readonly string[]): { status: number | null; said: string } {
    const { status, stderr } = spawnSync(jaeger, ["validate", ...args], { encoding: "utf8" });
    return { status, said: stderr };
  }

  it("is one that it accepts, in each region", async () => {
    for (const stack of STACKS)
      for (const workload of WORKLOADS) {
        const { status, said } = validate((await staged(stack, workload)).args);
        assert.equal(status, 0, `${stack} ${workload}: ${said}`);
      }
  });

  for (const workload of WORKLOADS) {
    it(`starts ${workload}, until it says that it is well`, async () => {
      const { args } = await staged("us-east-1", workload);
      const program = new RunningProgram(workload, jaeger, args);
      try {
        const health = await stageOf("us-east-1").port(workload, tracingPorts.health);
        await eventually(
          async () => (await fetch(`http://127.0.0.1:${health}/status`)).status === 200,
          () => program.log,
        );
        if (workload !== "jaeger-query") return;
        const port = await stageOf("us-east-1").port(workload, tracingPorts.query);
        await program.ready({ url: `https://127.0.0.1:${port}/`, ca: authority.root });
      } finally {
        await program.stop();
      }
    });
  }

  for (const [title, workload, from, to, complaint] of [
    ["a misspelt key", "jaeger-collector", '"use_aliases"', '"use_alias"', /has invalid keys: use_alias/],
    [
      "no duration",
      "jaeger-collector",
      /"max_span_age":\s*"\w+"/,
      '"max_span_age":"long"',
      /max_span_age' time: invalid duration/,
    ],
    [
      "an extension that it does not have",
      "jaeger-query",
      '"jaeger_query": {',
      '"jager_query": {',
      /unknown type: "jager_query"/,
    ],
  ] as const) {
    it(`is refused with ${title}`, async () => {
      const { args, folder: seen } = await staged("us-east-1", workload, `${workload}-refused`);
      const file = path.join(seen, "etc", "jaeger", "config.json");
      const text = readFileSync(file, "utf8");
      const mutant = text.replace(from, to);
      assert.notEqual(mutant, text);
      writeFileSync(file, mutant);
      const { status, said } = validate(args);
      assert.match(said, complaint);
      assert.notEqual(status, 0);
    });
  }
});
