import assert from "node:assert/strict";
import { alertRules } from "../alerts";
import type { KeyIndex } from "../charts/index-format";
import { definitionChanges } from "./definitions";
import type { Manifest } from "./difference";
import { imageChanges, objectChanges } from "./images-and-objects";
import { immutableFields } from "./immutable-fields";
import { metricChanges, seriesIn } from "./metrics";
import { seriesReaders } from "./readers";
import { rehearse, stepsOf, type Rehearsal } from "./rehearsal";

const object = (kind: string, spec: object, more: object = {}): Manifest => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "app", namespace: "apps" },
  spec,
  ...more,
});
const definition = (...versions: object[]): Manifest => ({
  kind: "CustomResourceDefinition",
  metadata: { name: "things.example.com" },
  spec: { group: "example.com", scope: "Namespaced", versions },
});
const schema = (properties: object, required: string[] = []): object => ({
  openAPIV3Schema: { properties: { spec: { properties, required } } },
});
const pods = (image: string, args: string[] = []): Manifest =>
  object("Deployment", { template: { spec: { containers: [{ name: "main", image, args }] } } });
const rules = (...own: object[]): Manifest =>
  object("PrometheusRule", { groups: [{ name: "own", rules: own }] });
const told = (differences: readonly { subject: string; what: string }[]): string[] =>
  differences.map(({ subject, what }) => `${subject} ${what}`);

describe("an upgrade that changes an immutable field", () => {
  it("says which, and how the object is made anew without its pods going", () => {
    const [old, young] = ["a", "b"].map((app) =>
      object("Deployment", { selector: { matchLabels: { app } } }),
    );
    assert.deepEqual(immutableFields([old!], [young!]), [
      {
        class: "immutable field",
        subject: "Deployment apps/app",
        what: "changes spec.selector, which cannot be changed in an object that is there",
        needsWork: true,
        before:
          "run 'kubectl delete deployment app --namespace apps --cascade=orphan' just before the update, which makes it anew",
        back: "the same again, before the old version is installed: kubectl delete deployment app --namespace apps --cascade=orphan",
      },
    ]);
  });

  it("of a StatefulSet means everything but what may be changed", () => {
    const old = object("StatefulSet", {
      replicas: 1,
      serviceName: "a",
      template: { a: 1 },
      volumeClaimTemplates: [],
    });
    const young = object("StatefulSet", { replicas: 2, serviceName: "b", template: { a: 2 } });
    assert.deepEqual(told(immutableFields([old], [young])), [
      "StatefulSet apps/app changes spec.serviceName, which cannot be changed in an object that is there",
      "StatefulSet apps/app changes spec.volumeClaimTemplates, which cannot be changed in an object that is there",
    ]);
  });

  it("is none where only the order of keys differs, the object is new, or a hook is made anew each time", () => {
    const [old, young] = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ].map((matchLabels) => object("DaemonSet", { selector: { matchLabels } }));
    assert.deepEqual(immutableFields([old!], [young!]), []);
    assert.deepEqual(immutableFields([], [young!]), []);
    const hook = { metadata: { name: "app", annotations: { "helm.sh/hook": "pre-upgrade" } } };
    const [first, second] = [1, 2].map((a) => object("Job", { template: { a } }, hook));
    assert.deepEqual(immutableFields([first!], [second!]), []);
  });
});

describe("an upgrade that changes a definition", () => {
  const v1 = { name: "v1", storage: true, served: true, schema: schema({ size: {}, tags: { items: {} } }) };

  it("says which version is no longer served, and which is stored", () => {
    const old = definition({ name: "v1beta1", served: true, storage: true }, { ...v1, storage: false });
    assert.deepEqual(told(definitionChanges([old], [definition(v1)])), [
      "things.example.com no longer serves v1beta1",
      "things.example.com stores v1 instead of v1beta1",
    ]);
  });

  it("says which fields are gone and which are demanded, the outermost alone", () => {
    const deep = { ...v1, schema: schema({ size: {}, tags: { items: { properties: { key: {} } } } }) };
    const less = { ...v1, schema: schema({ size: {}, owner: {} }, ["owner"]) };
    assert.deepEqual(told(definitionChanges([definition(deep)], [definition(less)])), [
      "things.example.com v1 no longer knows spec.tags: the API server drops them silently",
      "things.example.com v1 demands spec.owner",
    ]);
  });

  it("says that objects go with a definition, and that a scope cannot be changed", () => {
    assert.deepEqual(told(definitionChanges([definition(v1)], [])), [
      "things.example.com is no longer there: where the release owns it, it goes, and with it every object of its kind",
    ]);
    const cluster = { ...definition(v1), spec: { ...(definition(v1)["spec"] as object), scope: "Cluster" } };
    assert.deepEqual(told(definitionChanges([definition(v1)], [cluster])), [
      "things.example.com changes its scope from Namespaced to Cluster, which cannot be changed in a definition that is there",
    ]);
  });

  it("is told where there is more, and needs nothing then", () => {
    const more = definitionChanges([definition(v1)], [definition(v1, { name: "v2", served: true })]);
    assert.deepEqual(told(more), ["things.example.com also serves v2"]);
    assert.deepEqual(
      more.map(({ needsWork }) => needsWork),
      [false],
    );
    assert.deepEqual(told(definitionChanges([], [definition(v1)])), ["things.example.com is new"]);
  });
});

describe("an upgrade that takes another image", () => {
  it("says from which version to which, also of images that an operator is told by a flag", () => {
    const old = pods("quay.io/example/app:v1", [
      "--reloader=quay.io/example/reloader:v1",
      "--listen=0.0.0.0:80",
    ]);
    const young = pods("quay.io/example/app:v2", ["--reloader=quay.io/example/reloader:v2"]);
    assert.deepEqual(told(imageChanges([old], [young])), [
      "quay.io/example/app goes from v1 to v2",
      "quay.io/example/reloader goes from v1 to v2",
    ]);
  });

  it("says which are new and which are gone", () => {
    assert.deepEqual(told(imageChanges([pods("busybox:1")], [pods("ghcr.io/example/new:1")])), [
      "docker.io/library/busybox is no longer used (1)",
      "ghcr.io/example/new is new (1)",
    ]);
  });
});

describe("an upgrade that installs other objects", () => {
  it("says which, and that data may go with one", () => {
    const differences = objectChanges(
      [object("StatefulSet", {}), object("Service", {})],
      [object("ConfigMap", {})],
    );
    assert.deepEqual(told(differences), [
      "ConfigMap apps/app is new",
      "Service apps/app is no longer installed: Helm deletes it",
      "StatefulSet apps/app is no longer installed: Helm deletes it",
    ]);
    assert.deepEqual(
      differences.map(({ needsWork }) => needsWork),
      [false, false, true],
    );
  });
});

describe("an upgrade that loses a series", () => {
  const readers = [
    { name: "alert A", queries: ['rate(app_old_total{job="app"}[5m]) > 0'] },
    { name: "panel 'P' of D", queries: ["sum(app:rate5m)", "up"] },
  ];

  it("says which alerts and panels die with a rule of the chart that records it", () => {
    const old = [
      rules({ record: "app:rate5m", expr: "rate(a_total[5m])" }, { record: "app:other", expr: "a_total" }),
    ];
    assert.deepEqual(metricChanges(old, [rules({ record: "app:rate1m", expr: "a_total" })], readers), [
      {
        class: "metric",
        subject: "app:rate5m",
        what: "is no longer recorded by a rule of the chart: panel 'P' of D would see nothing",
        needsWork: true,
        before:
          "let it read the old and the new name ('old or new') before the update, and only the new one afterwards",
        back: "queries that read both names work with either version",
      },
    ]);
  });

  it("knows it of what exporters gave before and after", () => {
    const exported = {
      before: seriesIn('# HELP app_old_total x\napp_old_total{a="b"} 1\napp_same 2\n'),
      after: seriesIn("app_new_total 1\napp_same 2\n"),
    };
    assert.deepEqual(told(metricChanges([], [], readers, exported)), [
      "app_old_total is no longer exported: alert A would see nothing",
    ]);
  });

  it("suspects it where the chart's own rules no longer read it", () => {
    const [old, young] = ["app_old_total", "app_new_total"].map((name) =>
      rules({ alert: "X", expr: `${name} > 0` }),
    );
    assert.deepEqual(told(metricChanges([old!], [young!], readers)), [
      "app_old_total is no longer read by the chart's own rules, and may have another name now: alert A would see nothing",
    ]);
    const exported = { before: new Set(["app_old_total"]), after: new Set(["app_old_total"]) };
    assert.deepEqual(metricChanges([old!], [young!], readers, exported), []);
  });

  it("knows it of a job whose Service has another name", () => {
    assert.deepEqual(told(metricChanges([object("Service", {})], [], readers)), [
      'job "app" is the name of a Service that is no longer installed: alert A would see nothing',
    ]);
  });

  it("reads every alert and panel of ours", () => {
    const all = seriesReaders();
    const silent = all.filter(({ name, queries }) => name.startsWith("alert ") && queries.length === 0);
    assert.deepEqual(silent, []);
    assert.equal(all.filter(({ name }) => name.startsWith("alert ")).length, alertRules().length);
    const old = [rules({ record: "prometheus_remote_storage_samples_pending", expr: "x" })];
    const [found] = metricChanges(old, [], all);
    assert.match(found?.what ?? "", /panel '.+' of .+ would see nothing$/);
  });
});

describe("a rehearsal", () => {
  const keys = (version: string, own: KeyIndex["keys"]): KeyIndex => ({
    chart: "app",
    version,
    sources: [],
    keys: own,
  });
  const rehearsal: Rehearsal = {
    chart: "app",
    values: { replicas: 2, nested: { mode: "x" }, typo: 1 },
    readers: [{ name: "alert A", queries: ["app:rate5m"] }],
    old: {
      version: "1.0.0",
      keys: keys("1.0.0", { replicas: "number", nested: "map", "nested > mode": "string" }),
      manifests: [object("Deployment", { selector: 1 }), rules({ record: "app:rate5m", expr: "a" })],
    },
    young: {
      version: "2.0.0",
      keys: keys("2.0.0", { replicas: "string", nested: "map" }),
      manifests: [object("Deployment", { selector: 2 })],
    },
  };

  it("names values that the new version does not take, and none that the old one did not take either", () => {
    assert.deepEqual(told(rehearse(rehearsal).filter(({ class: kind }) => kind === "removed value")), [
      "replicas is not taken: app 2.0.0 has a string here, the value is a number: 2",
      "nested > mode is not taken: app 2.0.0 knows no such key",
    ]);
  });

  it("finds nothing between a version and itself", () => {
    const own = { ...rehearsal, values: { replicas: 2 }, young: rehearsal.old };
    assert.deepEqual(rehearse(own), []);
  });

  it("puts what alerts read first, what cannot be changed just before the update, and gives the way back", () => {
    const { forward, back } = stepsOf(rehearsal, rehearse(rehearsal));
    assert.deepEqual(
      forward.map((step) => step.slice(0, 40)),
      [
        "app:rate5m: let it read the old and the ",
        "replicas: change the function that makes",
        "nested > mode: change the function that ",
        "write 2.0.0 for app in content/versions.",
        "run npm test and pharos preview",
        "Deployment apps/app: run 'kubectl delete",
        "update one spoke ('pharos up <spoke>'), ",
        "update the hub, then the other spokes, i",
      ],
    );
    assert.deepEqual(back, [
      "a release that fails is rolled back by Helm itself, as a whole",
      "Deployment apps/app: the same again, before the old version is installed: kubectl delete deployment app --namespace apps --cascade=orphan",
      "app:rate5m: queries that read both names work with either version",
      "write 1.0.0 for app again, and update the same stacks",
    ]);
  });
});
