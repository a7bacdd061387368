import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { factsOf, type ChartFiles } from "./chart-facts";
import { imagesOfRelease, usedPlaces } from "./chart-images";
import { imageExceptions } from "./exceptions";
import { renderChartFacts } from "./extract";
import { imageName } from "./image-reference";
import { knownCharts } from "./known-charts";
import { mirroredValues } from "./registry-mirror";
import type { Values } from "./path";

/** Every shape in which charts name images. */
const files: ChartFiles = {
  chart: {
    name: "example",
    version: "1.2.3",
    appVersion: "v4.5.6",
    kubeVersion: ">=1.25.0-0",
    dependencies: [
      { name: "part", version: "0.1.0", condition: "withPart.enabled", repository: "https://example.com" },
      { name: "closed", version: "0.2.0", condition: "closed.enabled", repository: "https://example.com" },
    ],
  },
  values: {
    imageRegistry: "quay.io",
    imageNamespace: "example",
    image: { name: "controller", repository: "", pullPolicy: "IfNotPresent" },
    proxy: { enabled: false, image: { registry: "quay.io", repository: "example/proxy", tag: "v1" } },
    whole: { image: { repository: "ghcr.io/example/whole", tag: "" } },
    git: { repository: "https://git.example.com/rules" },
    withPart: { enabled: true },
    closed: { enabled: false },
    part: { image: { tag: "9" } },
  },
  parts: {
    part: {
      chart: { name: "part", version: "0.1.0", appVersion: "7.8.9" },
      values: {
        image: { registry: "docker.io", repository: "busybox", tag: "" },
        test: { enabled: true, image: { registry: "docker.io", repository: "bats/bats", tag: 1.14 } },
      },
      parts: {},
    },
  },
};

function names(values: Values, from: ChartFiles = files): string[] {
  return imagesOfRelease(factsOf(from), values).images.map(({ image }) => imageName(image));
}

describe("images of a release", () => {
  it("are put together as templates do, with the chart's own values where the release is silent", () => {
    assert.deepEqual(names({}), [
      "quay.io/example/controller:v4.5.6",
      "ghcr.io/example/whole:v4.5.6",
      "docker.io/library/busybox:9",
      "docker.io/bats/bats:1.14",
    ]);
  });

  it("follow the release's switches, on and off", () => {
    assert.deepEqual(names({ proxy: { enabled: true }, withPart: { enabled: false } }), [
      "quay.io/example/controller:v4.5.6",
      "quay.io/example/proxy:v1",
      "ghcr.io/example/whole:v4.5.6",
    ]);
  });

  it("follow what the release says of them: registry, repository, tag and digest", () => {
    const digest = "0".repeat(64);
    const values = {
      image: { repository: "registry.example.com/own/controller" },
      whole: { image: { tag: "v2", digest: `sha256:${digest}` } },
      part: { image: { registry: "ghcr.io", sha: digest }, test: { enabled: false } },
    };
    assert.deepEqual(names(values), [
      "registry.example.com/own/controller:v4.5.6",
      `ghcr.io/example/whole:v2@sha256:${digest}`,
      `ghcr.io/busybox:9@sha256:${digest}`,
    ]);
  });

  it("are not known of a sub-chart that nobody has read, which is said where it is switched on", () => {
    assert.deepEqual(imagesOfRelease(factsOf(files), {}).gaps, []);
    assert.deepEqual(imagesOfRelease(factsOf(files), { closed: { enabled: true } }).gaps, [
      "example 1.2.3 has the sub-chart closed 0.2.0 switched on (closed), whose images are not known",
    ]);
  });

  it("take what an exception says: a prefix of the tag, a switch elsewhere, another that rules it out", () => {
    const known = (chart: string, values: Values): string[] =>
      names(values, {
        chart: { name: chart, version: "1.0.0", appVersion: "2.3.4" },
        values: {
          image: { registry: "quay.io", repository: "example/main", tag: "" },
          sidecar: { image: { repository: "example/sidecar", tag: "v1" }, dashboards: { enabled: false } },
        },
        parts: {},
      });
    assert.deepEqual(known("kube-state-metrics", {})[0], "quay.io/example/main:v2.3.4");
    assert.deepEqual(known("grafana", {}), ["quay.io/example/main:2.3.4"]);
    assert.deepEqual(known("grafana", { sidecar: { dashboards: { enabled: true } } }), [
      "quay.io/example/main:2.3.4",
      "docker.io/example/sidecar:v1",
    ]);
  });

  it("come from a mirror, all of them, and a second time changes nothing", () => {
    const facts = factsOf(files);
    const own = { proxy: { enabled: true }, extraContainers: [{ name: "x", image: "busybox:1" }] };
    const mirrored = mirroredValues(facts, own, "registry.example.com/m");
    assert.deepEqual(names(mirrored), [
      "registry.example.com/m/quay.io/example/controller:v4.5.6",
      "registry.example.com/m/quay.io/example/proxy:v1",
      "registry.example.com/m/ghcr.io/example/whole:v4.5.6",
      "registry.example.com/m/docker.io/busybox:9",
      "registry.example.com/m/docker.io/bats/bats:1.14",
    ]);
    assert.deepEqual(mirrored["extraContainers"], [
      { name: "x", image: "registry.example.com/m/docker.io/library/busybox:1" },
    ]);
    assert.deepEqual(mirroredValues(facts, mirrored, "registry.example.com/m"), mirrored);
    assert.deepEqual(own, { proxy: { enabled: true }, extraContainers: [{ name: "x", image: "busybox:1" }] });
  });

  it("of pinned charts have no exception for a place that is not there", () => {
    const places = new Set(
      knownCharts.flatMap(({ images }) =>
        images.map(({ chart, at, under }) => `${chart}: ${under === "" ? at : at.slice(under.length + 3)}`),
      ),
    );
    const read = new Set(knownCharts.flatMap(({ images }) => images.map(({ chart }) => chart)));
    const stale = Object.entries(imageExceptions)
      .filter(([chart]) => read.has(chart))
      .flatMap(([chart, own]) => Object.keys(own).map((at) => `${chart}: ${at}`))
      .filter((place) => !places.has(place));
    assert.deepEqual(stale, []);
  });

  it("of pinned charts are named as their templates name them", () => {
    const of = (chart: string, values: Values): string[] =>
      knownCharts
        .filter((facts) => facts.chart === chart)
        .flatMap((facts) => imagesOfRelease(facts, values).images.map(({ image }) => imageName(image)));
    assert.deepEqual(of("oauth2-proxy", {}), ["quay.io/oauth2-proxy/oauth2-proxy:v7.15.3"]);
    assert.deepEqual(of("oauth2-proxy", { image: { registry: "example.com/m/quay.io" } }), [
      "example.com/m/quay.io/oauth2-proxy/oauth2-proxy:v7.15.3",
    ]);
    const exporter = (values: Values): string[] =>
      of("kube-prometheus-stack", values).filter((image) => image.includes("node-exporter"));
    assert.deepEqual(exporter({}), ["quay.io/prometheus/node-exporter:v1.12.1-distroless"]);
    assert.deepEqual(exporter({ "prometheus-node-exporter": { image: { distroless: false } } }), [
      "quay.io/prometheus/node-exporter:v1.12.1",
    ]);
  });

  it("of pinned charts are never left without a tag", () => {
    for (const facts of knownCharts) {
      assert.deepEqual(imagesOfRelease(facts, {}).gaps, [], facts.chart);
      assert.equal(usedPlaces(facts, {}).length, imagesOfRelease(facts, {}).images.length);
    }
  });
});

describeWithShared("the committed facts of charts", ["charts"], () => {
  it("are what the script makes of the charts", () => {
    const committed = path.resolve(__dirname, "..", "..", "..", "content", "images", "chart-facts.json");
    assert.equal(readFileSync(committed, "utf8"), renderChartFacts(sharedPath("charts")));
  });
});
