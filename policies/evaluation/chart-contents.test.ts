import assert from "node:assert/strict";
import { resourceFrom, UNKNOWN } from "../testing/resources";
import { differenceFrom, evaluatedContents, labelWithin, releaseOf, resourcesWithin } from "./chart-contents";
import { Reader } from "./reader";
import type { Result } from "./results";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const release = resourceFrom({ type: RELEASE, name: "logs", inputs: { namespace: "logging" } });
const all = (): boolean => true;

describe("what a release installs", () => {
  it("becomes resources below it, in its namespace unless they name one", () => {
    const found = resourcesWithin(
      release,
      [
        { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "app" } },
        { apiVersion: "v1", kind: "Service", metadata: { name: "app", namespace: "other" } },
        { apiVersion: "v1", kind: "Namespace", metadata: { name: "other" } },
      ],
      all,
    );
    assert.deepEqual(
      found.map(({ urn, type, parent, inputs }) => [
        urn,
        type,
        parent,
        inputs.at("metadata", "namespace").text(),
      ]),
      [
        [
          `urn:pulumi:us-east-1::pharos::${RELEASE}$kubernetes:apps/v1:Deployment::logs!logging/app`,
          "kubernetes:apps/v1:Deployment",
          release.urn,
          { state: "value", value: "logging" },
        ],
        [
          `urn:pulumi:us-east-1::pharos::${RELEASE}$kubernetes:core/v1:Service::logs!other/app`,
          "kubernetes:core/v1:Service",
          release.urn,
          { state: "value", value: "other" },
        ],
        [
          `urn:pulumi:us-east-1::pharos::${RELEASE}$kubernetes:core/v1:Namespace::logs!other`,
          "kubernetes:core/v1:Namespace",
          release.urn,
          { state: "absent" },
        ],
      ],
    );
  });

  it("has the canonical type, and the spelling of its manifest in the URN", () => {
    const [found] = resourcesWithin(
      release,
      [{ apiVersion: "batch/v1beta1", kind: "CronJob", metadata: { name: "job" } }],
      all,
    );
    assert.equal(found?.type, "kubernetes:batch/v1:CronJob");
    assert.match(found.urn, /\$kubernetes:batch\/v1beta1:CronJob::/);
  });

  it("leaves out tests, what nobody judges, and what is no object", () => {
    const documents = [
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "t", annotations: { "helm.sh/hook": "test-success" } },
      },
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" } },
      null,
      "text",
      { kind: "Pod" },
    ];
    assert.deepEqual(
      resourcesWithin(release, documents, (type) => type !== "kubernetes:core/v1:ConfigMap"),
      [],
    );
  });

  it("is traced back to its release, and called by kind, namespace and name", () => {
    const [found] = resourcesWithin(
      { ...release, urn: `urn:pulumi:us-east-1::pharos::pharos:logs:Logs$${RELEASE}::logs` },
      [{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "agent" } }],
      all,
    );
    assert.ok(found);
    assert.equal(releaseOf(found.urn), `urn:pulumi:us-east-1::pharos::pharos:logs:Logs$${RELEASE}::logs`);
    assert.equal(labelWithin(found.urn), "DaemonSet logging/agent of release 'logs'");
    assert.equal(releaseOf(release.urn), undefined);
    assert.equal(labelWithin(release.urn), undefined);
  });
});

describe("what a chart was rendered with", () => {
  const asked = { chart: "app", version: "1.2.3", values: { replicas: 2, hosts: ["a", "b"], on: true } };
  const difference = (given: object, rendered: object) => differenceFrom(Reader.of(given), rendered);

  it("fits where it is the same, in whatever spelling", () => {
    assert.equal(difference(asked, asked), undefined);
    assert.equal(
      difference(asked, { ...asked, values: { on: "true", hosts: ["a", "b"], replicas: "2" } }),
      undefined,
    );
    assert.equal(difference({ chart: "app", values: {} }, { chart: "app" }), undefined);
  });

  it("fits where a value is not known, on either side", () => {
    assert.equal(difference({ ...asked, values: { ...asked.values, replicas: UNKNOWN } }, asked), undefined);
    assert.equal(difference(asked, { ...asked, values: { ...asked.values, replicas: UNKNOWN } }), undefined);
  });

  for (const [where, other] of [
    ["chart", { ...asked, chart: "other" }],
    ["version", { ...asked, version: "1.2.4" }],
    ["version", { chart: "app", values: asked.values }],
    ["values.replicas", { ...asked, values: { ...asked.values, replicas: 1 } }],
    ["values.hosts", { ...asked, values: { ...asked.values, hosts: ["a"] } }],
    ["values.hosts[1]", { ...asked, values: { ...asked.values, hosts: ["a", "c"] } }],
    ["values.extra", { ...asked, values: { ...asked.values, extra: 1 } }],
    ["values.on", { ...asked, values: { ...asked.values, on: { deep: true } } }],
  ] as const) {
    it(`does not fit: ${where}`, () => {
      assert.equal(difference(asked, other), where);
    });
  }
});

describe("the count of charts whose contents were judged", () => {
  const type = "kubernetes:helm.sh/v3:Release";
  const result = (urn: string, outcome: Result["outcome"], more: Partial<Result> = {}): Result => ({
    rule: "K8S-HELM-01",
    urn,
    type,
    outcome,
    ...more,
  });

  it("is of releases, and leaves out those whose contents were not evaluated, waived ones too", () => {
    assert.deepEqual(
      evaluatedContents([
        result("judged", "pass"),
        result("judged with a fault", "violation", { reason: "version", property: "version" }),
        result("unknown version", "undetermined", { property: "version" }),
        result("not rendered", "undetermined", { property: "contents" }),
        result("not rendered", "violation", { reason: "version" }),
        result("demanded", "violation", { reason: "not-rendered", property: "contents" }),
        result("waived", "waived", { reason: "not-rendered", property: "contents" }),
        result("another type", "pass", { type: "kubernetes:helm.sh/v4:Chart" }),
        result("another rule", "pass", { rule: "K8S-POD-01" }),
      ]),
      { evaluated: 3, releases: 6 },
    );
  });

  it("is nothing where nobody looked at releases", () => {
    assert.deepEqual(evaluatedContents([]), { evaluated: 0, releases: 0 });
  });
});
