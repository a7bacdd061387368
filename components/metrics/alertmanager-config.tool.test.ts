import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { alertmanagerConfig } from "./alertmanager-config";

/** A first build of amtool takes a minute; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;

/** One run of amtool takes a tenth of a second, and on a busy machine much longer. */
const RUN_TIMEOUT_MS = 20_000;

describe("Alertmanager's configuration, judged by amtool", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let amtool: string;
  let folder: string;
  const target = { topicArn: "arn:aws:sns:us-west-2:111122223333:acme-heartbeat", region: "us-west-2" };

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    amtool = process.env["PHAROS_AMTOOL"] ?? (await obtainTool("amtool")).command;
    folder = mkdtempSync(path.join(tmpdir(), "pharos-amtool-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(config: object, ...args: string[]): { status: number | null; output: string } {
    const file = path.join(folder, "alertmanager.yaml");
    writeFileSync(file, stringify(config));
    const { status, stdout, stderr } = spawnSync(amtool, [...args, file], { encoding: "utf8" });
    return { status, output: `${stdout}${stderr}` };
  }

  it("is one that Alertmanager accepts, with and without somebody who watches", () => {
    for (const config of [alertmanagerConfig(target), alertmanagerConfig()]) {
      const { status, output } = run(config, "check-config");
      assert.equal(status, 0, output);
    }
  });

  it("is refused when the topic is missing: the check can fail", () => {
    const broken = alertmanagerConfig({ ...target, topicArn: "" });
    const { status, output } = run(broken, "check-config");
    assert.notEqual(status, 0, output);
  });

  it("leads the Watchdog to the heartbeat, and everything else to nobody", () => {
    const file = path.join(folder, "routes.yaml");
    writeFileSync(file, stringify(alertmanagerConfig(target)));
    const routeOf = (alert: string) =>
      spawnSync(amtool, ["config", "routes", "test", "--config.file", file, `alertname=${alert}`], {
        encoding: "utf8",
      }).stdout.trim();
    assert.equal(routeOf("Watchdog"), "heartbeat");
    assert.equal(routeOf("PrometheusVolumeFilling"), "nobody");
  });
});
