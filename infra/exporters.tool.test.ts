import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import type { cloudWatchExporterValues } from "../components/cloudwatch/exporter-values";
import type { blackboxValues } from "../components/probes/blackbox-values";
import type { Recording } from "../components/testing/record";
import { RELEASE_TOKEN } from "../content/images/supply";
import { ELASTICSEARCH_EXPORTER_PORT, elasticsearchUrl } from "../content/logs/names";
import { BLACKBOX_PORT, blackboxName } from "../content/probes/names";
import { Authority } from "../engine/testing/authority";
import {
  describeWithCharts,
  registeredObjects,
  renderRecorded,
  testHelm,
} from "../engine/testing/rendered-charts";
import { ask, eventually, RunningProgram } from "../engine/testing/running-program";
import { Stage, type StagedPod } from "../engine/testing/stage";
import { obtainTool, type ToolName } from "../engine/tools/obtain-tool";
import { recordStack, STACKS } from "./testing/stacks";

/** First builds take minutes; the test runner does them beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;
/** Registering a stack takes two seconds, and many more on a busy machine. */
const PATIENCE_MS = 120_000;

const recordings = new Map<string, Recording>();
const recordingOf = async (stack: string): Promise<Recording> => {
  const known = recordings.get(stack) ?? (await recordStack(stack));
  recordings.set(stack, known);
  return known;
};

/** The values of the one release of a chart. */
async function valuesOf<Values>(stack: string, chart: string): Promise<Values> {
  const releases = (await recordingOf(stack))
    .ofType(RELEASE_TOKEN)
    .filter(({ inputs }) => inputs["chart"] === chart);
  assert.equal(releases.length, 1, chart);
  return releases[0]!.inputs["values"] as Values;
}

describe("what the stacks register of exporters, judged by the exporters themselves", function () {
  this.timeout(PATIENCE_MS);
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-exporters-"));
  const commands = new Map<ToolName, string>();

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    for (const [name, variable] of [
      ["yace", "PHAROS_YACE"],
      ["blackbox_exporter", "PHAROS_BLACKBOX_EXPORTER"],
      ["elasticsearch_exporter", "PHAROS_ELASTICSEARCH_EXPORTER"],
    ] as const)
      commands.set(name, process.env[variable] ?? (await obtainTool(name)).command);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const commandOf = (name: ToolName): string => commands.get(name) ?? assert.fail(name);
  function run(name: ToolName, ...args: string[]): { status: number | null; said: string } {
    const { status, stdout, stderr } = spawnSync(commandOf(name), args, {
      encoding: "utf8",
      timeout: PATIENCE_MS,
    });
    return { status, said: `${stdout}${stderr}` };
  }
  function written(name: string, text: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  describe("CloudWatch's", () => {
    const verify = (text: string) =>
      run("yace", "verify-config", "--config.file", written("config.yml", text));
    const configOf = async (stack: string): Promise<string> =>
      (
        await valuesOf<ReturnType<typeof cloudWatchExporterValues>>(
          stack,
          "prometheus-yet-another-cloudwatch-exporter",
        )
      ).config;

    it("takes its configuration in each region", async () => {
      for (const stack of STACKS) {
        const { status, said } = verify(await configOf(stack));
        assert.equal(status, 0, `${stack}: ${said}`);
        assert.match(said, /Config file is valid/);
      }
    });

    for (const [title, from, to, complaint] of [
      ["a service that it does not know", '"AWS/SQS"', '"AWS/QSS"', /Service is not in known list/],
      ["a key that it does not know", '"statistics"', '"statistic"', /field statistic not found/],
    ] as const) {
      it(`refuses ${title}`, async () => {
        const text = await configOf("us-east-1");
        assert.ok(text.includes(from));
        const { status, said } = verify(text.replaceAll(from, to));
        assert.match(said, complaint);
        assert.notEqual(status, 0);
      });
    }
  });

  describe("the one that asks whether programs answer", () => {
    const CONFIG = "/config";
    const FILE = "blackbox.yaml";
    type Values = ReturnType<typeof blackboxValues>;

    /** The pod that the chart makes of the values, with the configuration changed. */
    async function staged(stack: string, change: (text: string) => string = (text) => text) {
      const values = await valuesOf<Values>(stack, "prometheus-blackbox-exporter");
      const mounts = [...values.extraConfigmapMounts, ...values.extraSecretMounts];
      const config = {
        kind: "ConfigMap",
        metadata: { name: blackboxName },
        data: { [FILE]: change(stringify(values.config)) },
      };
      const pod: StagedPod = {
        containers: [
          {
            name: blackboxName,
            image: blackboxName,
            args: [
              `--config.file=${CONFIG}/${FILE}`,
              `--web.listen-address=0.0.0.0:${BLACKBOX_PORT}`,
              ...values.extraArgs,
            ],
            ports: [{ containerPort: BLACKBOX_PORT }],
            volumeMounts: [...mounts, { name: "config", mountPath: CONFIG }],
          },
        ],
        volumes: [
          ...values.extraConfigmapMounts.map(({ name, configMap }) => ({
            name,
            configMap: { name: configMap },
          })),
          ...values.extraSecretMounts.map(({ name, secretName }) => ({ name, secret: { secretName } })),
          { name: "config", configMap: { name: blackboxName } },
        ],
      };
      const authority = new Authority("region authority");
      const objects = [...registeredObjects(await recordingOf(stack)), { by: "chart", manifest: config }];
      const stage = new Stage({ objects, folder: path.join(folder, stack), authority });
      const { args } = await stage.container(blackboxName, pod, blackboxName);
      return { args, authority, port: await stage.port(blackboxName, BLACKBOX_PORT) };
    }

    for (const stack of STACKS) {
      it(`takes its configuration in ${stack}, and serves HTTPS`, async () => {
        const { args, authority, port } = await staged(stack);
        const { status, said } = run("blackbox_exporter", ...args, "--config.check");
        assert.equal(status, 0, said);
        const program = new RunningProgram("blackbox_exporter", commandOf("blackbox_exporter"), args);
        try {
          const request = { url: `https://127.0.0.1:${port}`, ca: authority.root, servername: blackboxName };
          await program.ready({ ...request, url: `${request.url}/-/healthy` });
          // Nobody is there; that it asks at all says that it could make the module's client.
          const probe = `${request.url}/probe?module=answers&target=${encodeURIComponent("https://127.0.0.1:1")}`;
          const { text } = await ask({ ...request, url: probe });
          assert.match(text, /^probe_success 0$/m);
        } finally {
          await program.stop();
        }
      });
    }

    it("refuses a key that it does not know", async () => {
      const { args } = await staged("us-west-2", (text) =>
        text.replaceAll("fail_if_not_ssl", "fail_if_no_ssl"),
      );
      const { status, said } = run("blackbox_exporter", ...args, "--config.check");
      assert.match(said, /field fail_if_no_ssl not found/);
      assert.equal(status, 1);
    });
  });

  describeWithCharts("the log store's", () => {
    it("takes its command line, and says that the store does not answer", async () => {
      const { resources } = await recordingOf("us-east-1");
      const releases = resources.filter(
        ({ inputs }) => inputs["chart"] === "prometheus-elasticsearch-exporter",
      );
      const made = await renderRecorded({ resources: releases }, await testHelm());
      const authority = new Authority("region authority");
      const stage = new Stage({ objects: made, folder: path.join(folder, "log-store"), authority });
      const pod = stage.pod("Deployment", "prometheus-elasticsearch-exporter");
      const [{ name, command = [] }] = pod.containers as unknown as [{ name: string; command: string[] }];
      const container = { ...pod.containers[0]!, args: command.slice(1) };
      stage.route(elasticsearchUrl, "https://127.0.0.1:1");
      const here = `127.0.0.1:${await stage.port(name, ELASTICSEARCH_EXPORTER_PORT)}`;
      stage.route(`--web.listen-address=:${ELASTICSEARCH_EXPORTER_PORT}`, `--web.listen-address=${here}`);
      const { args } = await stage.container(name, { ...pod, containers: [container] }, name);
      const mutant = args.map((arg) => arg.replace("--collector.slm", "--collector.slmm"));
      const { status, said } = run("elasticsearch_exporter", ...mutant);
      assert.match(said, /unknown long flag '--collector.slmm'/);
      assert.notEqual(status, 0);
      const program = new RunningProgram(name, commandOf("elasticsearch_exporter"), args);
      try {
        let metrics = "";
        await eventually(
          async () => {
            metrics = await (await fetch(`http://${here}/metrics`)).text();
            return metrics !== "";
          },
          () => program.log,
        );
        assert.match(metrics, /^elasticsearch_exporter_build_info/m);
        const asks = [...metrics.matchAll(/^elasticsearch_scrape_success\{collector="([^"]+)"\} 0$/gm)];
        assert.deepEqual(asks.map(([, collector]) => collector).sort(), [
          "cluster-info",
          "clustersettings",
          "data-stream",
          "ilm",
          "slm",
          "snapshots",
        ]);
      } finally {
        await program.stop();
      }
    });
  });
});
