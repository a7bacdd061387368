import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { AWS_OVERLAYS } from "../aws/provider";
import { describeWithShared, sharedPath } from "../../testing/shared";
import { PROVIDERS } from "../providers";
import {
  AWS_SCHEMA,
  buildAll,
  buildFacts,
  formatFacts,
  joinFacts,
  pathExists,
  readSchemaFacts,
} from "./extract";
import { FACTS_FOLDER, readFacts, readSchemas } from "./model";
import { LISTED_TYPES } from "./types";

/** Facts files stay small enough to be read at every start. */
const LIMIT_BYTES = 400 * 1024;

/** Reading the SDKs' declarations (several megabytes) takes a second or two on an idle machine. */
const READING_MS = 60_000;

describe("the sandbox's facts", function () {
  this.timeout(READING_MS);

  it("are small", () => {
    for (const name of ["aws", "kubernetes", "grafana", "pagerduty", "random", "tls"])
      assert.ok(statSync(path.join(FACTS_FOLDER, `${name}.json`)).size < LIMIT_BYTES, name);
  });

  it("are of types whose classes the SDK has", () => {
    for (const listed of LISTED_TYPES) {
      const rebuilt = buildFacts(listed, {});
      const carried = readFacts(listed.provider);
      assert.equal(carried.source, rebuilt.source);
      assert.deepEqual(carried.shapes, rebuilt.shapes);
      assert.deepEqual(Object.keys(carried.types), Object.keys(rebuilt.types));
      for (const [token, facts] of Object.entries(rebuilt.types)) {
        assert.deepEqual(carried.types[token]?.inputs, facts.inputs, token);
        assert.deepEqual(carried.types[token]?.outputs, facts.outputs, token);
      }
    }
  });

  it("name only paths that a program can set", () => {
    for (const { provider } of LISTED_TYPES) {
      const { types, shapes } = readFacts(provider);
      for (const [token, facts] of Object.entries(types))
        for (const at of [
          ...(facts.requires ?? []),
          ...(facts.replacesOn ?? []),
          ...Object.keys(facts.defaults ?? {}),
        ])
          assert.ok(pathExists(at, facts.inputs, shapes), `${token}: ${at}`);
    }
  });

  it("have overlays only for types that are listed, with inputs and outputs that exist", () => {
    const { types, shapes } = readFacts("aws");
    for (const [type, overlay] of Object.entries(AWS_OVERLAYS)) {
      const facts = types[`aws:${type}`];
      assert.ok(facts !== undefined, `no facts for ${type}`);
      for (const output of Object.keys(overlay.outputs ?? {}))
        assert.ok(
          facts.outputs[output] !== undefined || pathExists(output, facts.inputs, shapes),
          `${type}: ${output}`,
        );
      const inputs = [
        ...(overlay.replacesOn ?? []),
        ...Object.keys(overlay.values ?? {}),
        ...(overlay.unique ?? []).flatMap(({ by }) => by),
        ...(overlay.name === undefined ? [] : [overlay.name]),
      ];
      for (const input of inputs)
        assert.ok(
          pathExists(input, facts.inputs, shapes) || facts.outputs[input] !== undefined,
          `${type}: ${input}`,
        );
      const template = typeof overlay.id === "string" ? overlay.id : "";
      for (const [, input = ""] of template.matchAll(/in\.([A-Za-z.]+)/g))
        assert.ok(pathExists(input, facts.inputs, shapes), `${type}: id ${template}`);
    }
  });

  it("give every provider the version of its SDK", () => {
    for (const { name, package: packageName } of PROVIDERS) {
      const manifest = require.resolve(`${packageName}/package.json`);
      const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
      if (name !== "kubernetes")
        assert.equal(readFacts(name).source, `${packageName} ${version.replace(/^v/, "")}`);
    }
  });

  it("join what the SDK and the schema say; the SDK wins", () => {
    const declared = {
      token: "t",
      inputs: { "name!": "string", sub: "@S" },
      outputs: { arn: "string" },
      secret: ["key"],
    };
    const schema = {
      requires: ["name", "sub.a", "gone", "sub.gone"],
      replacesOn: ["name"],
      outputs: ["arn"],
      defaults: { "sub.a": 1, gone: 2 },
      conflicts: { name: ["sub"], gone: ["name"] },
      exactlyOneOf: [
        ["name", "sub"],
        ["name", "gone"],
      ],
      secret: ["name", "gone"],
    };
    assert.deepEqual(joinFacts(declared, schema, { S: { a: "string" } }), {
      inputs: declared.inputs,
      outputs: declared.outputs,
      requires: ["name", "sub.a"],
      replacesOn: ["name"],
      defaults: { "sub.a": 1 },
      conflicts: { name: ["sub"] },
      exactlyOneOf: [["name", "sub"]],
      secret: ["key", "name"],
    });
  });
});

describeWithShared("the sandbox's facts against their sources", ["aws-schema"], function (this: Mocha.Suite) {
  this.timeout(READING_MS);

  it("are what the extraction makes of them today", () => {
    for (const [name, file] of Object.entries(buildAll()))
      assert.ok(
        readFileSync(path.join(FACTS_FOLDER, `${name}.json`), "utf8") === formatFacts(file),
        `${name}.json is not what facts/extract.js makes today; run it`,
      );
  });

  it("say of each AWS type what the schema says", () => {
    const schema = readSchemaFacts(AWS_SCHEMA);
    let compared = 0;
    for (const [token, facts] of Object.entries(readFacts("aws").types)) {
      const source = schema[token];
      if (source === undefined) continue;
      compared += 1;
      for (const part of [
        "requires",
        "replacesOn",
        "computedWhenAbsent",
        "defaults",
        "conflicts",
        "exactlyOneOf",
      ] as const)
        assert.deepEqual(facts[part], source[part], `${token} ${part}`);
    }
    assert.ok(compared > 250, `only ${compared} types compared`);
  });

  it("hold every Kubernetes kind of the schemas", () => {
    const readme = readFileSync(sharedPath("schemas", "README.md"), "utf8");
    const rows = [...readme.matchAll(/^\| (\S+) \| (\S+) \| \S+\.json \|/gm)].map(
      ([, version, kind]) => `${version}/${kind}`,
    );
    assert.deepEqual(Object.keys(readSchemas().kinds), rows.sort());
  });
});
