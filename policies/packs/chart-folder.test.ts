import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { stringify } from "yaml";
import type { Finding } from "../evaluation/judge";
import { noPrivilegedContainers } from "../rules/workloads/k8s-pod-01";
import { resourceFrom, urnOf } from "../testing/resources";
import { toPolicy } from "./adapter";
import { ChartFolder } from "./chart-folder";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const inputs = { chart: "app", version: "1.2.3", namespace: "apps", values: { replicas: 2 } };
const release = resourceFrom({ type: RELEASE, name: "app", inputs });
const MANIFESTS = `
# Source: app/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec: {template: {spec: {containers: [{name: main, securityContext: {privileged: true}}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
---
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec: {this: is, never: {parsed: {as: it, is: broken
`;
const workloads = new Set(["kubernetes:apps/v1:Deployment"]);

describe("the folder of rendered charts", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(os.tmpdir(), "pharos charts "))));
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (name: string, text: string): void => {
    const file = path.join(root, "us-east-1", "app", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const render = (change: object = {}): void => {
    const { chart, version, values } = { ...inputs, ...change };
    write("release.yaml", stringify({ chart, version, values }));
    write("app/templates/all.yaml", MANIFESTS);
  };

  it("gives the objects of a release that was rendered with its values, and parses nothing that nobody judges", () => {
    render();
    const { contents, objects } = new ChartFolder(root, true, workloads).of(release);
    assert.deepEqual(contents, { state: "judged" });
    assert.deepEqual(
      objects.map(({ name }) => name),
      ["app!apps/app"],
    );
  });

  for (const demanded of [true, false]) {
    it(`says of a release that nobody rendered that it was not judged, ${demanded ? "with" : "without"} a cloud`, () => {
      assert.deepEqual(new ChartFolder(path.join(root, "none"), demanded, workloads).of(release), {
        contents: { state: "not judged", why: "nobody has rendered it into manifests", demanded },
        objects: [],
      });
    });
  }

  it("does not take manifests of other values for what will be installed", () => {
    render({ values: { replicas: 1 } });
    const { contents, objects } = new ChartFolder(root, false, workloads).of(release);
    assert.deepEqual(contents, {
      state: "not judged",
      why: "its manifests were rendered with another 'values.replicas'",
      demanded: false,
    });
    assert.deepEqual(objects, []);
  });

  it("says why manifests cannot be read", () => {
    render();
    write("broken.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {");
    const { contents } = new ChartFolder(root, false, workloads).of(release);
    assert.ok(contents.state === "not judged");
    assert.match(contents.why, /^its manifests cannot be read \(/);
  });

  it("is read once for each release", () => {
    render();
    const folder = new ChartFolder(root, false, workloads);
    const first = folder.of(release);
    rmSync(path.join(root, "us-east-1"), { recursive: true });
    assert.equal(folder.of(release), first);
    assert.equal(folder.objectsOf(release.urn), first.objects);
    assert.deepEqual(folder.objectsOf("urn:of:another"), []);
  });

  it("lets the rules judge what the release installs, and report it under the release", async () => {
    render();
    const folder = new ChartFolder(root, true, workloads);
    const found: Finding[] = [];
    const policy = toPolicy(noPrivilegedContainers, "mandatory", {
      waivers: { valid: [], faults: [] },
      charts: folder,
      resourceJudged: (_rule, _resource, findings) => void found.push(...findings),
    }) as ResourceValidationPolicy;
    const said: [string, string | undefined][] = [];
    const args = {
      type: RELEASE,
      name: "app",
      urn: release.urn,
      props: inputs,
      opts: { protect: false },
      notApplicable: () => assert.fail("it is applicable"),
    };
    const validate = [policy.validateResource].flat()[0]!;
    await validate(
      args as unknown as ResourceValidationArgs,
      (message, urn) => void said.push([message, urn]),
    );
    assert.deepEqual(said, [
      [
        "[K8S-POD-01/privileged] Deployment apps/app of release 'app': 'securityContext.privileged' of container 'main' is true, which gives it the whole node; no container may have that. " +
          "To mend it: take it out, and give the capability or the device that is needed.",
        urnOf(`${RELEASE} app`),
      ],
    ]);
    assert.deepEqual(
      found.map(({ urn }) => urn),
      [`urn:pulumi:us-east-1::pharos::${RELEASE}$kubernetes:apps/v1:Deployment::app!apps/app`],
    );
  });
});
