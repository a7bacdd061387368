import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { metricsReport } from "./metrics";
import { exampleReport } from "./testing/example";

/** A first build of promtool takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;

describe("metrics of a check, judged by promtool", () => {
  it("parse, and keep to the naming rules", async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    const promtool = process.env["PHAROS_PROMTOOL"] ?? (await obtainTool("promtool")).command;
    const { status, stdout, stderr } = spawnSync(promtool, ["check", "metrics"], {
      input: metricsReport(exampleReport()),
      encoding: "utf8",
    });
    assert.deepEqual([status, `${stdout}${stderr}`.trim()], [0, ""]);
  });
});
