import assert from "node:assert/strict";
import { SECRET, UNKNOWN } from "../model";
import { StackBuilder, stackRun } from "../report/testing/builder";
import { pullCommand } from "./chart-store";
import { definedVersions, parseManifests } from "./manifests";
import { apiVersionsOf, requestsOf, valuesForHelm, valuesForRecord } from "./requests";
import { renderSupply } from "./supply-text";

const RELEASE = "kubernetes:helm.sh/v3:Release";

describe("what Helm is asked for", () => {
  const builder = new StackBuilder("us-east-1");
  builder.add("kubernetes:core/v1:Namespace", "apps");
  builder.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny");
  builder.add("kubernetes:cert-manager.io/v1:Certificate", "own");
  builder.add(RELEASE, "app-release", undefined, {
    inputs: {
      name: "app",
      chart: "app",
      version: "1.2.3",
      namespace: "apps",
      skipCrds: true,
      repositoryOpts: { repo: "https://charts.example.com" },
      values: { replicas: 2 },
    },
  });
  builder.add(RELEASE, "bare", undefined, { inputs: { chart: "bare", version: "0.1.0" } });
  builder.add(RELEASE, "old", undefined, { operation: "delete", inputs: { chart: "old", version: "1.0.0" } });
  const run = stackRun(builder, { role: "hub", jurisdiction: "US" });

  it("are the releases that stay, with the names that Helm gives what is left out", () => {
    assert.deepEqual(requestsOf(run), [
      {
        stack: "us-east-1",
        release: "app-release",
        helmName: "app",
        chart: "app",
        version: "1.2.3",
        repository: "https://charts.example.com",
        namespace: "apps",
        values: { replicas: 2 },
        includeCrds: false,
      },
      {
        stack: "us-east-1",
        release: "bare",
        helmName: "bare",
        chart: "bare",
        version: "0.1.0",
        namespace: "default",
        values: {},
        includeCrds: true,
      },
    ]);
  });

  it("names the kinds that are not Kubernetes' own", () => {
    assert.deepEqual(apiVersionsOf(run), ["cert-manager.io/v1", "cert-manager.io/v1/Certificate"]);
  });

  it("has a text for what is not known, and no secret", () => {
    const values = { a: UNKNOWN, b: [SECRET, 1], c: { d: null }, __defaults: [] };
    const text = "not-known-before-the-update";
    const sentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    assert.deepEqual(valuesForHelm(values), { a: text, b: [text, 1], c: { d: null } });
    assert.deepEqual(valuesForRecord(values), { a: sentinel, b: [sentinel, 1], c: { d: null } });
  });

  it("is fetched by name from a repository, or by address from a registry", () => {
    assert.equal(
      pullCommand({ chart: "app", version: "1.2.3", repository: "https://charts.example.com" }),
      "helm pull app --repo https://charts.example.com --version 1.2.3",
    );
    assert.equal(
      pullCommand({ chart: "app", version: "1.2.3", repository: "oci://registry.example.com/charts/" }),
      "helm pull oci://registry.example.com/charts/app --version 1.2.3",
    );
    assert.equal(
      pullCommand({ chart: "oci://registry.example.com/charts/app", version: "1.2.3" }),
      "helm pull oci://registry.example.com/charts/app --version 1.2.3",
    );
  });
});

describe("manifests", () => {
  it("are every object of a text, lists taken apart", () => {
    const text = "---\n# nothing\n---\nkind: A\n---\nkind: ThingList\nitems: [{kind: B}, {kind: C}]\n";
    assert.deepEqual(
      parseManifests(text).map(({ kind }) => kind),
      ["A", "B", "C"],
    );
    assert.deepEqual(parseManifests(""), []);
    assert.throws(() => parseManifests("kind: {"));
  });

  it("define kinds in the versions that are served", () => {
    const definition = {
      kind: "CustomResourceDefinition",
      spec: {
        group: "example.com",
        names: { kind: "Thing" },
        versions: [{ name: "v1" }, { name: "v1beta1", served: false }],
      },
    };
    assert.deepEqual(definedVersions([definition, { kind: "ConfigMap" }]), [
      "example.com/v1",
      "example.com/v1/Thing",
    ]);
  });
});

describe("the list of charts and images for a person", () => {
  const supply = {
    charts: [
      { chart: "app", version: "1.2.3", repository: "https://charts.example.com", releases: ["a/app"] },
    ],
    images: [
      {
        image: "mirror.example.com/quay.io/example/app:4",
        registry: "mirror.example.com",
        repository: "quay.io/example/app",
        tag: "4",
        namedBy: [
          { resource: "a/app", chart: "app 1.2.3", at: "image", by: "chart" as const },
          { resource: "a/app", chart: "app 1.2.3", at: "reloader", by: "operator" as const },
        ],
      },
      {
        image: `ghcr.io/example/own@sha256:${"0".repeat(64)}`,
        registry: "ghcr.io",
        repository: "example/own",
        digest: `sha256:${"0".repeat(64)}`,
        namedBy: [{ resource: "a/own", at: "spec.image", by: "custom resource" as const }],
      },
    ],
    gaps: [],
  };

  it("says of each image who needs it, and from where a mirror has it", () => {
    assert.equal(
      renderSupply(supply, ["mirror.example.com"]),
      `charts: 1
  app 1.2.3  https://charts.example.com

images: 2, 1 by digest, 1 by tag alone
  mirror.example.com/quay.io/example/app:4                                                     app 1.2.3; put into pods by an operator; copied from quay.io/example/app:4
  ghcr.io/example/own@sha256:${"0".repeat(64)}  a/own; of a custom resource`,
    );
  });

  it("says what could not be told, and what mends it", () => {
    assert.equal(
      renderSupply({ charts: [], images: [], gaps: ["a: the images of x 1 are not known"] }, []),
      `charts: 0

images: 0, 0 by digest, 0 by tag alone

not known: 1
  a: the images of x 1 are not known
  fix: put the chart into .charts/ as <chart>-<version>/ or <chart>-<version>.tgz, and run again`,
    );
  });
});
