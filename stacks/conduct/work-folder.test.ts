import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { layWorkFolder } from "./work-folder";

describe("the folder in which Pulumi works", () => {
  const base = mkdtempSync(path.join(tmpdir(), "pharos work "));
  const settings = mkdtempSync(path.join(base, "settings "));
  const work = path.join(base, "work");
  const program = path.join(base, "dist", "infra", "index.js");
  after(() => rmSync(base, { recursive: true, force: true }));
  const read = (folder: string, name: string): unknown =>
    parse(readFileSync(path.join(folder, name), "utf8"));

  it("has copies of all settings, and the program of the checkout", () => {
    writeFileSync(
      path.join(settings, "Pulumi.yaml"),
      "name: pharos # a comment\nmain: dist/infra/index.js\n",
    );
    writeFileSync(path.join(settings, "Pulumi.us-east-1.yaml"), "config: { pharos:role: hub }\n");
    writeFileSync(path.join(settings, "Pulumi.eu-west-1.yaml"), "config: { pharos:role: spoke }\n");
    writeFileSync(path.join(settings, "notes.yaml"), "not: copied\n");
    const folder = layWorkFolder(work, "us-east-1", settings, program);
    assert.deepEqual(read(folder, "Pulumi.yaml"), { name: "pharos", main: "../../dist/infra/index.js" });
    assert.deepEqual(read(folder, "Pulumi.us-east-1.yaml"), { config: { "pharos:role": "hub" } });
    assert.deepEqual(read(folder, "Pulumi.eu-west-1.yaml"), { config: { "pharos:role": "spoke" } });
    assert.equal(existsSync(path.join(folder, "notes.yaml")), false);
  });

  it("keeps what Pulumi wrote into its own stack's file, takes new settings, and forgets removed stacks", () => {
    const own = path.join(work, "us-east-1", "Pulumi.us-east-1.yaml");
    appendFileSync(own, "encryptionsalt: v1:salt\n");
    writeFileSync(
      path.join(settings, "Pulumi.us-east-1.yaml"),
      "config: { pharos:role: spoke }\nencryptionsalt: v1:of-the-cloud\n",
    );
    rmSync(path.join(settings, "Pulumi.eu-west-1.yaml"));
    const folder = layWorkFolder(work, "us-east-1", settings, program);
    assert.deepEqual(read(folder, "Pulumi.us-east-1.yaml"), {
      config: { "pharos:role": "spoke" },
      encryptionsalt: "v1:salt",
    });
    assert.equal(existsSync(path.join(folder, "Pulumi.eu-west-1.yaml")), false);
    assert.match(readFileSync(path.join(settings, "Pulumi.us-east-1.yaml"), "utf8"), /of-the-cloud/);
  });
});
