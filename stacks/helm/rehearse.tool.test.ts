import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { StackBuilder, stackRun } from "../report/testing/builder";
import { ChartStore } from "./chart-store";
import { renderRehearsal } from "./rehearsal-text";
import { rehearseUpgrade, type StackRehearsal } from "./rehearse";

/** A first build of Helm takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;
/** One run of Helm takes a tenth of a second, and on a busy machine much longer. */
const RUN_TIMEOUT_MS = 60_000;

const deployment = (label: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: {{ .Release.Namespace }}}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: ${label}}}
  template:
    metadata: {labels: {app: ${label}}}
    spec: {containers: [{name: main, image: "quay.io/example/app:{{ .Chart.AppVersion }}"}]}
`;

describe("the rehearsal of an upgrade, by Helm", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let command: string;
  let folder: string;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    command = process.env["PHAROS_HELM"] ?? (await obtainTool("helm")).command;
    folder = mkdtempSync(path.join(tmpdir(), "pharos rehearsal "));
    const chart = (version: string, values: string, label: string): void => {
      const root = path.join(folder, `app-${version}`);
      mkdirSync(path.join(root, "templates"), { recursive: true });
      const head = `{apiVersion: v2, name: app, version: ${version}, appVersion: "${version}"}`;
      writeFileSync(path.join(root, "Chart.yaml"), head);
      writeFileSync(path.join(root, "values.yaml"), values);
      writeFileSync(path.join(root, "templates", "deployment.yaml"), deployment(label));
    };
    chart("1.0.0", "replicas: 1\nold: {enabled: true}\n", "a");
    chart("2.0.0", "replicas: 1\n", "b");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const rehearsed = (version: string, name = "app"): Promise<StackRehearsal[]> => {
    const stacks = ["us-east-1", "us-west-2"].map((region) => {
      const builder = new StackBuilder(region);
      const values = { replicas: 2, old: { enabled: false } };
      builder.add("kubernetes:helm.sh/v3:Release", "app-release", undefined, {
        inputs: { name: "app", chart: "app", version: "1.0.0", namespace: "apps", values },
      });
      return stackRun(builder, { role: "hub", jurisdiction: "US" });
    });
    return rehearseUpgrade(stacks, name, version, {
      store: new ChartStore(folder),
      helm: () => Promise.resolve({ command, version: "" }),
      kubernetes: () => "1.35",
      offline: true,
      env: process.env,
    });
  };

  it("tells what both versions make of our values, once for stacks in which it is the same", async () => {
    const text = renderRehearsal("app", { from: "1.0.0", to: "2.0.0" }, await rehearsed("2.0.0"));
    assert.equal(
      text,
      `app: 1.0.0 → 2.0.0

us-east-1/app-release, us-west-2/app-release
  3 differences, 2 of which need work before

  values of ours that it does not take: 1
    ! old is not taken: app 2.0.0 knows no such key

  fields that cannot be changed: 1
    ! Deployment apps/app changes spec.selector, which cannot be changed in an object that is there

  images: 1
    - quay.io/example/app goes from 1.0.0 to 2.0.0

  steps
    1. old: change the function that makes the values: Helm ignores what a chart does not know
    2. quay.io/example/app: copy 2.0.0 into the mirror where there is one
    3. write 2.0.0 for app in content/versions.ts, and make its key index and facts anew
    4. run npm test and pharos preview
    5. Deployment apps/app: run 'kubectl delete deployment app --namespace apps --cascade=orphan' just before the update, which makes it anew
    6. update one spoke ('pharos up <spoke>'), and look at its alerts and dashboards for a day
    7. update the hub, then the other spokes, in the same way

  way back
    - a release that fails is rolled back by Helm itself, as a whole
    - Deployment apps/app: the same again, before the old version is installed: kubectl delete deployment app --namespace apps --cascade=orphan
    - write 1.0.0 for app again, and update the same stacks`,
    );
  });

  it("finds nothing between a version and itself", async () => {
    const [first] = await rehearsed("1.0.0");
    assert.deepEqual(first?.differences, []);
  });

  it("says which chart is missing, and which charts there are", async () => {
    await assert.rejects(rehearsed("3.0.0"), {
      message: `app 3.0.0 does not lie in ${folder}`,
      fix: "run 'helm pull app --version 3.0.0' where the repository can be reached, and put the archive there",
    });
    await assert.rejects(rehearsed("2.0.0", "ap"), {
      message: "no release installs ap",
      fix: "name one of app",
    });
  });
});
