import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { paidFields, paidKinds, paidSettings } from "./elastic-licence";
import { endingCharts, endingImages, endingServices, removedApis } from "./endings";
import { approvedImageSources, isApprovedImageSource } from "./registries";
import { chart, chartNames } from "./versions";

const endings = [...endingServices, ...endingImages, ...endingCharts];
const provider = path.resolve(__dirname, "..", "..", "node_modules", "@pulumi", "aws");

describe("what ends", () => {
  it("is named with a day, a source and what takes its place", () => {
    for (const { what, ended, replacement, source } of endings) {
      assert.match(ended, /^20\d{2}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/, what);
      assert.match(source, /^https:\/\//, what);
      assert.match(replacement, /^.+[^.]$/, what);
    }
  });

  it("names types of AWS that the provider has, each once", () => {
    const types = endingServices.flatMap((service) => service.types);
    assert.equal(new Set(types).size, types.length);
    for (const type of types.filter((each) => each.startsWith("aws:"))) {
      const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):\w+$/.exec(type) ?? [];
      assert.ok(existsSync(path.join(provider, module, `${name}.js`)), type);
    }
  });

  it("names addresses of repositories in lower case, without a slash at the end", () => {
    for (const repository of endingCharts.flatMap(({ repositories }) => repositories))
      assert.match(repository, /^(https|oci):\/\/[^A-Z]+[^/A-Z]$/);
  });

  it("is nothing that Pharos installs itself", () => {
    for (const name of chartNames) {
      const { repository, chart: own } = chart(name);
      const found = endingCharts.filter(
        ({ repositories, charts }) => repositories.includes(repository) && (charts?.includes(own) ?? true),
      );
      assert.deepEqual(found, [], name);
    }
  });

  it("names an API version of a kind once, and the version of Kubernetes without it", () => {
    const names = removedApis.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    assert.equal(new Set(names).size, names.length);
    for (const { removedIn } of removedApis) assert.match(removedIn, /^1\.\d\d$/);
  });

  it("says of every paid feature what does the same on the free licence", () => {
    for (const { feature, replacement } of [...paidKinds, ...paidSettings, ...paidFields]) {
      assert.ok(feature.length > 5);
      assert.match(replacement, /^[^.]+[^.]$/, feature);
    }
  });
});

describe("approved sources of images", () => {
  it("are approved as a whole name, and with everything below them", () => {
    for (const source of approvedImageSources) {
      const [registry = "", ...rest] = source.split("/");
      assert.ok(isApprovedImageSource({ registry, repository: [...rest, "image"].join("/") }), source);
      assert.ok(!isApprovedImageSource({ registry: `${registry}.example.com`, repository: "image" }), source);
    }
  });

  for (const [registry, expected] of [
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", true],
    ["123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", true],
    ["123456789012.dkr-ecr.us-gov-west-1.on.aws", true],
    ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", true],
    ["12345.dkr.ecr.eu-west-1.amazonaws.com", false],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com.example.com", false],
    ["docker.io", false],
  ] as const) {
    it(`${expected ? "are" : "are not"} in ${registry}`, () =>
      assert.equal(isApprovedImageSource({ registry, repository: "app" }), expected));
  }
});
