import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { otlpRoutesOf } from "../../content/logs-shipping/routes";
import { sizeTracing } from "../../content/tracing/sizing";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { agentConfig, NODE_VARIABLE } from "./agent-config";
import { gatewayConfig, POD_VARIABLE } from "./gateway-config";

/** A first build of the collector takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;

/** One run takes half a second, and on a busy machine much longer. */
const RUN_TIMEOUT_MS = 20_000;

const monitoringNamespace = "monitoring";
const { gateway } = sizeTracing({ spansPerSecond: 5000, keptPercent: 2 });

const configs = {
  "of an agent": agentConfig({ monitoringNamespace }),
  "of an agent that takes logs": agentConfig({
    monitoringNamespace,
    logs: otlpRoutesOf({ finance: true, dag: true }).map((route) => ({
      ...route,
      url: `https://${route.path}.example:4318`,
    })),
  }),
  "of a gateway": gatewayConfig({ monitoringNamespace, keptPercent: 2, size: gateway }),
};

describe("configurations of collectors, judged by the collector", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let otelcol: string;
  let folder: string;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    otelcol = process.env["PHAROS_OTELCOL"] ?? (await obtainTool("otelcol")).command;
    folder = mkdtempSync(path.join(tmpdir(), "pharos-otelcol-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What the collector says against a configuration; empty if nothing. JSON is YAML. */
  function complaints(config: string): string {
    const file = path.join(folder, "config.yaml");
    writeFileSync(file, config);
    const { status, stdout, stderr } = spawnSync(otelcol, ["validate", "--config", file], {
      encoding: "utf8",
      // The operator's pods have them.
      env: { ...process.env, [NODE_VARIABLE]: "node", [POD_VARIABLE]: "pod" },
    });
    assert.equal(status === 0, stderr === "", stderr);
    return `${stdout}${stderr}`;
  }

  for (const [title, config] of Object.entries(configs)) {
    it(`${title} is one that it accepts`, () => assert.equal(complaints(JSON.stringify(config)), ""));
  }

  const text = JSON.stringify(configs["of a gateway"]);
  for (const [title, mutant, complaint] of [
    [
      "a processor that it does not have",
      text.replaceAll("tail_sampling", "tail_sampler"),
      /unknown type: "tail_sampler"/,
    ],
    ["a misspelt key", text.replace("decision_wait", "decision_wate"), /has invalid keys: decision_wate/],
    [
      "no duration",
      text.replace('"decision_wait":"30s"', '"decision_wait":"soon"'),
      /'decision_wait' time: invalid duration/,
    ],
    [
      "an exporter that nobody defines",
      text.replace('"otlp_grpc/jaeger":', '"otlp_grpc/jager":'),
      /references exporter "otlp_grpc\/jaeger" which is not configured/,
    ],
  ] as const) {
    it(`with ${title} is refused`, () => {
      assert.notEqual(mutant, text);
      assert.match(complaints(mutant), complaint);
    });
  }
});
