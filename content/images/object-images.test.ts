import assert from "node:assert/strict";
import { imagesOfObject } from "./object-images";
import { joinSupplies, supplyOf } from "./supply";

describe("images of an object", () => {
  it("are those of all containers of a pod", () => {
    const spec = {
      template: {
        spec: {
          initContainers: [{ name: "a", image: "busybox:1" }],
          containers: [{ name: "b", image: "app:2" }],
        },
      },
    };
    assert.deepEqual(imagesOfObject("kubernetes:apps/v1:Deployment", { spec }), [
      { text: "busybox:1", at: "spec.template.spec.initContainers[0].image", by: "pods" },
      { text: "app:2", at: "spec.template.spec.containers[0].image", by: "pods" },
    ]);
  });

  it("are those that a custom resource tells its operator", () => {
    const type = "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector";
    assert.deepEqual(imagesOfObject(type, { spec: { image: "ghcr.io/example/collector:1" } }), [
      { text: "ghcr.io/example/collector:1", at: "spec.image", by: "custom resource" },
    ]);
  });

  it("are those that Elastic's operator makes of a version, unless the resource names one", () => {
    const of = (kind: string, spec: object): string[] =>
      imagesOfObject(`kubernetes:${kind}`, { spec }).map(({ text }) => text);
    assert.deepEqual(of("elasticsearch.k8s.elastic.co/v1:Elasticsearch", { version: "9.6.0" }), [
      "docker.elastic.co/elasticsearch/elasticsearch:9.6.0",
    ]);
    assert.deepEqual(of("beat.k8s.elastic.co/v1beta1:Beat", { version: "9.6.0", type: "filebeat" }), [
      "docker.elastic.co/beats/filebeat:9.6.0",
    ]);
    assert.deepEqual(of("kibana.k8s.elastic.co/v1:Kibana", { version: "9.6.0", image: "own/kibana:1" }), [
      "own/kibana:1",
    ]);
  });

  it("are not made of a version where every pod template of the resource names its own", () => {
    const set = (image?: string) => ({
      podTemplate: {
        spec: { containers: [{ name: "elasticsearch", ...(image !== undefined && { image }) }] },
      },
    });
    const of = (...nodeSets: object[]): string[] =>
      imagesOfObject("kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch", {
        spec: { version: "9.6.0", nodeSets },
      }).map(({ text }) => text);
    const made = "docker.elastic.co/elasticsearch/elasticsearch:9.6.0";
    assert.deepEqual(of(set("own/es:1"), set("own/es:1")), ["own/es:1", "own/es:1"]);
    assert.deepEqual(of(set("own/es:1"), set()), ["own/es:1", made]);
    assert.deepEqual(of(set(), set()), [made]);
    const beside = { podTemplate: { spec: { containers: [{ name: "side", image: "side:1" }] } } };
    assert.deepEqual(of(beside), ["side:1", made]);
  });

  it("are none where nothing names one", () => {
    assert.deepEqual(imagesOfObject("kubernetes:core/v1:ConfigMap", { data: { images: "x" } }), []);
  });
});

describe("the supply of a stack", () => {
  const release = {
    type: "kubernetes:helm.sh/v3:Release",
    name: "app-release",
    inputs: {
      chart: "app",
      version: "1.2.3",
      repositoryOpts: { repo: "https://charts.example.com" },
      values: { sidecars: [{ image: "quay.io/example/side:1" }] },
    },
  };
  const facts = {
    chart: "app",
    version: "1.2.3",
    appVersion: "4",
    parts: [],
    shared: {},
    images: [
      {
        at: "image",
        chart: "app",
        under: "",
        appVersion: "4",
        repository: "quay.io/example/app",
        switches: {},
      },
    ],
  };

  it("names chart and images, who names them, and what values carry whole", () => {
    assert.deepEqual(
      supplyOf([release], () => facts),
      {
        charts: [
          {
            chart: "app",
            version: "1.2.3",
            repository: "https://charts.example.com",
            releases: ["app-release"],
          },
        ],
        images: [
          {
            image: "quay.io/example/app:4",
            registry: "quay.io",
            repository: "example/app",
            tag: "4",
            namedBy: [{ resource: "app-release", chart: "app 1.2.3", at: "image", by: "chart" }],
          },
          {
            image: "quay.io/example/side:1",
            registry: "quay.io",
            repository: "example/side",
            tag: "1",
            namedBy: [{ resource: "app-release", chart: "app 1.2.3", at: "sidecars[0].image", by: "pods" }],
          },
        ],
        gaps: [],
      },
    );
  });

  it("says of which chart it knows nothing", () => {
    const { gaps, charts } = supplyOf([release], () => undefined);
    assert.deepEqual(gaps, ["the images of app 1.2.3 (release 'app-release') are not known"]);
    assert.equal(charts.length, 1);
  });

  it("of several stacks names each image once, with all who name it", () => {
    const one = supplyOf([release], () => facts);
    const both = joinSupplies(
      new Map([
        ["a", one],
        ["b", { ...one, gaps: ["something"] }],
      ]),
    );
    assert.deepEqual(
      both.images.map(({ image, namedBy }) => [image, namedBy.map(({ resource }) => resource)]),
      [
        ["quay.io/example/app:4", ["a/app-release", "b/app-release"]],
        ["quay.io/example/side:1", ["a/app-release", "b/app-release"]],
      ],
    );
    assert.deepEqual(both.charts[0]?.releases, ["a/app-release", "b/app-release"]);
    assert.deepEqual(both.gaps, ["b: something"]);
  });
});
