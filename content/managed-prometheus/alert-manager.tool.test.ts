import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { severities } from "../severity";
import { alertManagerDefinition } from "./alert-manager";

/** A first build of amtool takes a minute; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;

/** One run of amtool takes a tenth of a second, and on a busy machine much longer. */
const RUN_TIMEOUT_MS = 20_000;

const arn = (name: string): string => `arn:aws:sns:us-east-1:111122223333:${name}`;
const topics = { P0: arn("p0"), P1: arn("p1"), P2: arn("p2"), P3: arn("p3") };

/** What a definition is made of: a configuration of Alertmanager, and its files of templates by name. */
interface Definition {
  readonly template_files: Readonly<Record<string, string>>;
  readonly alertmanager_config: string;
}

describe("the alert manager's definition of a workspace, judged by amtool", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let amtool: string;
  let folder: string;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    amtool = process.env["PHAROS_AMTOOL"] ?? (await obtainTool("amtool")).command;
    folder = mkdtempSync(path.join(tmpdir(), "pharos-amtool-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(definition: Definition, ...args: string[]): { status: number | null; output: string } {
    for (const [name, text] of Object.entries(definition.template_files))
      writeFileSync(path.join(folder, name), text);
    const file = path.join(folder, "alertmanager.yaml");
    writeFileSync(file, definition.alertmanager_config);
    const { status, stdout, stderr } = spawnSync(amtool, args.concat(file), { encoding: "utf8" });
    return { status, output: `${stdout}${stderr}`.trim() };
  }
  const routed = (definition: Definition, ...labels: string[]): string => {
    run(definition, "check-config");
    const args = ["config", "routes", "test", `--config.file=${path.join(folder, "alertmanager.yaml")}`];
    return spawnSync(amtool, [...args, ...labels], { encoding: "utf8" }).stdout.trim();
  };
  const definition = parse(alertManagerDefinition(topics, "us-east-1")) as Definition;

  it("has a configuration and templates that Alertmanager accepts", () => {
    const { status, output } = run(definition, "check-config");
    assert.equal(status, 0, output);
    assert.match(output, /- 4 receivers\n - 1 templates/);
  });

  it("is refused with a template that does not end: the check can fail", () => {
    const broken = { ...definition, template_files: { pharos: '{{ define "pharos.subject" }}' } };
    assert.notEqual(run(broken, "check-config").status, 0);
  });

  it("leads each severity to its topic, and an alert without one to where somebody is woken", () => {
    assert.deepEqual(
      severities.map((severity) => routed(definition, "alertname=RegionUnheard", `severity=${severity}`)),
      ["topic-p0", "topic-p1", "topic-p2", "topic-p3"],
    );
    assert.equal(routed(definition, "alertname=RegionUnheard"), "topic-p1");
    const { receivers } = parse(definition.alertmanager_config) as {
      receivers: { name: string; sns_configs: { topic_arn: string; sigv4: { region: string } }[] }[];
    };
    assert.deepEqual(
      receivers.map(({ name, sns_configs: configs }) => [
        name,
        ...configs.map(({ topic_arn: topic }) => topic),
      ]),
      [
        ["topic-p0", arn("p0")],
        ["topic-p1", arn("p1")],
        ["topic-p2", arn("p2")],
        ["topic-p3", arn("p3")],
      ],
    );
  });

  it("says what is wrong, where, and what to do", () => {
    const data = path.join(folder, "alerts.json");
    const labels = { alertname: "RegionUnheard", region: "eu-west-1", severity: "P1" };
    const annotations = { summary: "Nothing is heard", description: "Look there", runbook_url: "docs/x.md" };
    const alert = { status: "firing", labels, annotations };
    writeFileSync(data, JSON.stringify({ status: "firing", commonLabels: labels, alerts: [alert] }));
    run(definition, "check-config");
    const rendered = (text: string): string =>
      spawnSync(
        amtool,
        [
          "template",
          "render",
          `--template.glob=${path.join(folder, "pharos")}`,
          `--template.data=${data}`,
          `--template.text=${text}`,
        ],
        { encoding: "utf8" },
      ).stdout.trim();
    assert.equal(rendered('{{ template "pharos.subject" . }}'), "firing: RegionUnheard eu-west-1");
    assert.equal(
      rendered('{{ template "pharos.message" . }}'),
      "firing P1 RegionUnheard\nNothing is heard\nLook there\ndocs/x.md",
    );
  });
});
