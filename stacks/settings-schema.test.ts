import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { generatedFiles } from "./generate";
import { SCHEMA_FILE, stackFileSchema } from "./settings-schema";
import { edited, files, HUB, PROJECT, WEST, type Edit } from "./settings-fixture";

const root = path.resolve(__dirname, "..", "..");
const STACK_FILES = ["Pulumi.us-east-1.yaml", "Pulumi.us-west-2.yaml", "Pulumi.eu-west-1.yaml"];

function readRoot(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

describe("files made from the settings' schema", () => {
  for (const [file, text] of generatedFiles()) {
    it(`${file} is current (node dist/stacks/generate.js)`, () => {
      assert.equal(readRoot(file), text);
    });
  }
});

describe("schema for editors", () => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(stackFileSchema());

  function faults(text: string): string[] {
    return validate(parse(text))
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  for (const file of STACK_FILES) {
    it(`accepts ${file}, which refers to it`, () => {
      const text = readRoot(file);
      assert.deepEqual(faults(text), []);
      assert.equal(text.split("\n")[0], `# yaml-language-server: $schema=${SCHEMA_FILE}`);
    });
  }

  it("accepts the example of a region on an existing cluster", () => {
    const folder = path.join("docs", "examples", "existing-cluster");
    assert.deepEqual(faults(readRoot(path.join(folder, "Pulumi.eu-central-1.yaml"))), []);
  });

  it("accepts the smallest files, and what Pulumi adds to them", () => {
    for (const [name, text] of Object.entries(files))
      if (name !== PROJECT) assert.deepEqual(faults(text), [], name);
    assert.deepEqual(faults(`${files[HUB]}  aws:profile: x\nencryptionsalt: v1:abc\n`), []);
  });

  const wrong: [string, Edit, string[]][] = [
    ["an unknown setting", [WEST, "  pharos:colour: red\n"], ["/config must NOT have additional properties"]],
    [
      "an unknown setting in a group",
      [WEST, "    cidr:", "    azs: 3\n    cidr:"],
      ["/config/pharos:network must NOT have additional properties"],
    ],
    [
      "a wrong type",
      [WEST, "[us-west-2a, us-west-2b, us-west-2c]", "us-west-2a"],
      ["/config/pharos:network/zones must be array"],
    ],
    [
      "fewer than three zones",
      [WEST, ", us-west-2c", ""],
      ["/config/pharos:network/zones must NOT have fewer than 3 items"],
    ],
    [
      "retention below a legal minimum",
      [WEST, "  pharos:retention:\n    pci-audit: 90\n"],
      ["/config/pharos:retention/pci-audit must be >= 365"],
    ],
    [
      "a region that does not exist",
      [WEST, "region: us-west-2", "region: mars-1"],
      ["/config/pharos:region must be equal to one of the allowed values"],
    ],
    [
      "a cluster of no kind that exists",
      [WEST, "  pharos:cluster: { kind: gke }\n"],
      [
        "/config/pharos:cluster/kind must be equal to constant",
        "/config/pharos:cluster must have required property 'kubeconfig'",
        "/config/pharos:cluster must have required property 'context'",
        "/config/pharos:cluster must have required property 'storageClass'",
        "/config/pharos:cluster must have required property 'objectStore'",
        "/config/pharos:cluster/kind must be equal to constant",
        "/config/pharos:cluster must match exactly one schema in oneOf",
      ],
    ],
    ["a setting outside config", [WEST, "pharos:owner: me\n"], [" must NOT have additional properties"]],
  ];
  for (const [title, edit, expected] of wrong) {
    it(`refuses ${title}`, () => assert.deepEqual(faults(edited(edit)[WEST]!), expected));
  }

  it("explains every setting", () => {
    const unexplained: string[] = [];
    interface Node {
      readonly description?: string;
      readonly properties?: Readonly<Record<string, Node>>;
      readonly oneOf?: readonly Node[];
    }
    const visit = (node: Node, at: string): void => {
      if (node.description === undefined && at !== "") unexplained.push(at);
      const groups = [node, ...(node.oneOf ?? [])];
      for (const { properties } of groups)
        for (const [key, part] of Object.entries(properties ?? {})) visit(part, `${at}/${key}`);
    };
    visit(stackFileSchema(), "");
    assert.deepEqual(unexplained, []);
  });
});
