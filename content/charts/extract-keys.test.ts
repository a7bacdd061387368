import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { chartNames } from "../versions";
import { makeIndex, renderIndex } from "./extract";
import { extractKeys } from "./extract-keys";
import { keyIndexes } from "./indexes";

describe("keys of a values.yaml", () => {
  const keysOf = (text: string): Record<string, string> => Object.fromEntries(extractKeys(text));

  it("have a path and a type", () => {
    assert.deepEqual(keysOf('a: text\nb: 1\nc: true\nd: {}\ne: []\nf:\ng:\n  h: "2"\n'), {
      a: "string",
      b: "number",
      c: "boolean",
      d: "empty-map",
      e: "list",
      f: "null",
      g: "map",
      "g > h": "string",
    });
  });

  it("keep dots inside a key", () => {
    assert.deepEqual(keysOf("grafana.ini:\n  log: {}\n"), {
      "grafana.ini": "map",
      "grafana.ini > log": "empty-map",
    });
  });

  it("include those that stand commented out beside others", () => {
    assert.deepEqual(keysOf("a:\n  enabled: false\n  # storageClassName: default\n  size: 1\n"), {
      a: "map",
      "a > enabled": "boolean",
      "a > storageClassName": "documented",
      "a > size": "number",
    });
  });

  it("leave out examples below an empty value, at the same or a deeper indentation", () => {
    assert.deepEqual(keysOf("resources: {}\n# limits:\n#   cpu: 1\n  # requests:\nother: 1\n"), {
      resources: "empty-map",
      other: "number",
    });
  });

  it("leave out prose, addresses and section comments", () => {
    const text =
      "a: 1\n# ref: https://example.com\n# Note: this is prose\n## b: doubled\n# see: the text below it\n";
    assert.deepEqual(keysOf(text), { a: "number" });
  });

  it("leave out an example that repeats its own map", () => {
    assert.deepEqual(keysOf("global:\n  registry: x\n  # global:\n"), {
      global: "map",
      "global > registry": "string",
    });
  });

  it("refuse a file that does not parse", () => {
    assert.throws(() => extractKeys("a: [1"), /^Error: values\.yaml does not parse: /);
  });
});

describeWithShared("the committed key indexes", ["charts"], () => {
  for (const name of chartNames) {
    it(`of ${name} are what the script makes of the chart`, () => {
      const file = path.resolve(__dirname, "..", "..", "..", "content", "charts", `${name}.keys.json`);
      assert.equal(readFileSync(file, "utf8"), renderIndex(makeIndex(name, sharedPath("charts"))));
      assert.equal(keyIndexes[name].chart, name);
    });
  }

  it("know the sub-charts' keys beside the chart's own", () => {
    const { keys } = keyIndexes["kube-prometheus-stack"];
    assert.equal(keys["prometheus-node-exporter > kubeRBACProxy > enabled"], "boolean");
    assert.equal(keys["kube-state-metrics > kubeRBACProxy > enabled"], "boolean");
    assert.equal(keys["grafana > persistence"], "map");
    assert.equal(keys["prometheus > prometheusSpec > storageSpec"], "empty-map");
  });
});
