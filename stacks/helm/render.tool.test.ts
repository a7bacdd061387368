import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { obtainTool, TOOLS } from "../../engine/tools/obtain-tool";
import { judge } from "../../policies/evaluation/judge";
import { ChartFolder } from "../../policies/packs/chart-folder";
import { noPrivilegedContainers } from "../../policies/rules/workloads/k8s-pod-01";
import { resourceFrom } from "../../policies/testing/resources";
import { SECRET, UNKNOWN, type StackRun } from "../model";
import { StackBuilder, stackRun } from "../report/testing/builder";
import { ChartStore } from "./chart-store";
import type { Helm } from "./helm";
import { renderStack, type Rendering } from "./render";

/** A first build of Helm takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;
/** One run of Helm takes a tenth of a second, and on a busy machine much longer. */
const RUN_TIMEOUT_MS = 60_000;

const RELEASE = "kubernetes:helm.sh/v3:Release";
const STACK = "us-east-1";

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {secret: {{ .Values.hidden | quote }}, later: {{ .Values.later | quote }}}
spec:
  template:
    spec:
      containers:
        - name: main
          image: "{{ .Values.image.repository }}:{{ .Chart.AppVersion }}"
          securityContext: {privileged: {{ .Values.privileged }}}
{{- if .Capabilities.APIVersions.Has "example.com/v1/Thing" }}
---
apiVersion: example.com/v1
kind: Thing
metadata: {name: known}
{{- end }}
`;
const DEFINITION = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;

describe("rendering of releases, by Helm, judged by policies", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let helm: Helm;
  let folder: string;
  let store: ChartStore;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    const command = process.env["PHAROS_HELM"] ?? (await obtainTool("helm")).command;
    helm = { command, version: TOOLS.helm.version };
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pharos render "));
    store = new ChartStore(folder);
    const chart = (name: string, file: string, text: string): void => {
      const root = path.join(folder, `${name}-1.2.3`);
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(
        path.join(root, "Chart.yaml"),
        `{apiVersion: v2, name: ${name}, version: 1.2.3, appVersion: "4.5"}`,
      );
      writeFileSync(
        path.join(root, "values.yaml"),
        "{image: {repository: ghcr.io/example/app, tag: ''}, privileged: false}",
      );
      writeFileSync(path.join(root, file), text);
    };
    chart("app", "templates/deployment.yaml", DEPLOYMENT);
    chart("definitions", "crds/things.yaml", DEFINITION);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const inputs = (chart: string, values: object, more: object = {}): Record<string, unknown> => ({
    name: chart,
    chart,
    version: "1.2.3",
    namespace: "apps",
    repositoryOpts: { repo: "https://charts.invalid" },
    values,
    ...more,
  });
  const stackOf = (...releases: [string, Record<string, unknown>][]): StackRun => {
    const builder = new StackBuilder(STACK);
    for (const [name, own] of releases) builder.add(RELEASE, name, undefined, { inputs: own });
    return stackRun(builder, { role: "hub", jurisdiction: "US" });
  };
  const render = (stack: StackRun, offline = true): Promise<Rendering[]> =>
    renderStack(stack, {
      store,
      helm: () => Promise.resolve(helm),
      kubernetes: "1.35",
      offline,
      env: process.env,
    });
  /** What policies say of a release after it was rendered. */
  const judged = (name: string, given: Record<string, unknown>): string[] => {
    const wanted = new Set(["kubernetes:apps/v1:Deployment"]);
    const release = resourceFrom({ type: RELEASE, name, inputs: given });
    const { contents, objects } = new ChartFolder(folder, true, wanted).of(release);
    if (contents.state !== "judged") return [contents.why];
    return objects.flatMap((object) =>
      judge(noPrivilegedContainers, object, { valid: [], faults: [] }).map(
        ({ outcome }) =>
          `${object.name} ${outcome.kind}${outcome.kind === "violation" ? ` ${outcome.reason}` : ""}`,
      ),
    );
  };

  it("lets policies judge the pods that a chart makes of the release's values", async () => {
    for (const [privileged, said] of [
      [false, "app-release!apps/app pass"],
      [true, "app-release!apps/app violation privileged"],
    ] as const) {
      const given = inputs("app", { privileged });
      const [rendering] = await render(stackOf(["app-release", given]));
      assert.equal(rendering?.state, "rendered");
      assert.deepEqual(judged("app-release", given), [said]);
    }
  });

  it("does not let what was rendered stand for other values", async () => {
    await render(stackOf(["app-release", inputs("app", { privileged: false })]));
    assert.deepEqual(judged("app-release", inputs("app", { privileged: true })), [
      "its manifests were rendered with another 'values.privileged'",
    ]);
  });

  it("puts a text in the place of what is not known, writes down no secret, and fits whatever it becomes", async () => {
    await render(stackOf(["app-release", inputs("app", { hidden: SECRET, later: UNKNOWN })]));
    const rendered = path.join(folder, STACK, "app-release");
    const [deployment] = [readFileSync(path.join(rendered, "app", "templates", "deployment.yaml"), "utf8")];
    assert.match(deployment, /secret: "not-known-before-the-update", later: "not-known-before-the-update"/);
    assert.deepEqual(judged("app-release", inputs("app", { hidden: "now known", later: "this too" })), [
      "app-release!apps/app pass",
    ]);
    const record = parse(readFileSync(path.join(rendered, "release.yaml"), "utf8")) as { chart: string };
    assert.equal(record.chart, "app");
  });

  it("tells charts of the kinds that releases before them define", async () => {
    const app = inputs("app", {});
    const alone = await render(stackOf(["app-release", app]));
    const after = await render(stackOf(["crds", inputs("definitions", {})], ["app-release", app]));
    const objects = (renderings: Rendering[]): (number | undefined)[] =>
      renderings.map((rendering) => (rendering.state === "rendered" ? rendering.objects : undefined));
    assert.deepEqual([objects(alone), objects(after)], [[1], [1, 2]]);
  });

  it("leaves definitions out where the release does", async () => {
    const [rendering] = await render(stackOf(["crds", inputs("definitions", {}, { skipCrds: true })]));
    assert.deepEqual(rendering?.state === "rendered" && rendering.objects, 0);
  });

  it("says which chart is missing and how to get it, and renders the others", async () => {
    const renderings = await render(
      stackOf(["gone", inputs("gone", {})], ["app-release", inputs("app", {})]),
    );
    assert.deepEqual(
      renderings.map(({ state }) => state),
      ["missing", "rendered"],
    );
    const [missing] = renderings;
    assert.ok(missing?.state === "missing");
    assert.equal(missing.why, `gone 1.2.3 does not lie in ${folder}`);
    assert.equal(
      missing.fix,
      "run 'helm pull gone --repo https://charts.invalid --version 1.2.3' where the repository can be reached, and put the archive there",
    );
    assert.ok(!existsSync(path.join(folder, STACK, "gone")));
  });

  it("says why a chart could not be fetched", async () => {
    const [missing] = await render(stackOf(["gone", inputs("gone", {})]), false);
    assert.ok(missing?.state === "missing");
    assert.match(
      missing.why,
      /^gone 1\.2\.3 does not lie in .*, and cannot be fetched \(exit code 1: .*charts\.invalid.*\)$/,
    );
  });

  it("says why Helm refuses a chart, and keeps nothing of it", async () => {
    writeFileSync(
      path.join(folder, "app-1.2.3", "templates", "broken.yaml"),
      '{{ fail "not with these values" }}',
    );
    const [missing] = await render(stackOf(["app-release", inputs("app", {})]));
    assert.ok(missing?.state === "missing");
    assert.match(missing.why, /^Helm does not render it: exit code 1: .*not with these values/);
    assert.ok(!existsSync(path.join(folder, STACK, "app-release")));
  });

  it("takes an archive as Helm packs it, and refuses one that holds another version", async () => {
    const { spawnSync } = await import("node:child_process");
    const packed = spawnSync(helm.command, [
      "package",
      path.join(folder, "app-1.2.3"),
      "--destination",
      folder,
    ]);
    assert.equal(packed.status, 0, String(packed.stderr));
    rmSync(path.join(folder, "app-1.2.3"), { recursive: true });
    const [rendering] = await render(stackOf(["app-release", inputs("app", {})]));
    assert.equal(rendering?.state, "rendered");
    const chartYaml = path.join(folder, "app-1.2.3", "Chart.yaml");
    writeFileSync(chartYaml, readFileSync(chartYaml, "utf8").replace("1.2.3", "1.2.4"));
    await assert.rejects(render(stackOf(["app-release", inputs("app", {})])), {
      message: `${path.join(folder, "app-1.2.3")} holds app 1.2.4, not app 1.2.3`,
      fix: "take it away, or name it app-1.2.4",
    });
  });

  it("does not write over what it has not made", async () => {
    const foreign = path.join(folder, STACK, "app-release");
    mkdirSync(foreign, { recursive: true });
    await assert.rejects(render(stackOf(["app-release", inputs("app", {})])), {
      message: `${foreign} has no release.yaml: somebody else has put something there`,
      fix: "move it away, and run the command again",
    });
  });
});
