import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { readRegistrations } from "./registrations";

describe("the engine's gRPC log", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos log "));
  const root = path.resolve(__dirname, "..", "..", "..");
  after(() => rmSync(folder, { recursive: true, force: true }));

  function write(lines: unknown[]): string {
    const file = path.join(folder, "grpc.jsonl");
    writeFileSync(
      file,
      lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
    );
    return file;
  }

  const call = (urn: string | undefined, request: Record<string, unknown>, method = "RegisterResource") => ({
    method: `/pulumirpc.ResourceMonitor/${method}`,
    request,
    ...(urn !== undefined && { response: { urn } }),
  });
  const frame = (file: string, line: number, column: number) => ({
    pc: { uri: pathToFileURL(file).href, line, column },
  });

  it("gives dependencies, and the first line of the program itself", async () => {
    const sdk = path.join(root, "node_modules", "@pulumi", "aws", "kms", "key.js");
    const own = path.join(root, "components", "encryption", "data-key.ts");
    const found = await readRegistrations(
      write([
        call("urn:a", {
          dependencies: ["urn:z", "urn:b"],
          propertyDependencies: { y: { urns: ["urn:z"] }, empty: {}, x: { urns: ["urn:c", "urn:b"] } },
          stackTrace: { frames: [frame(sdk, 3, 4), {}, frame(own, 51, 12), frame(own, 99, 1)] },
        }),
      ]),
      root,
    );
    assert.deepEqual(Object.fromEntries(found), {
      "urn:a": {
        dependencies: ["urn:b", "urn:z"],
        propertyDependencies: { x: ["urn:b", "urn:c"], y: ["urn:z"] },
        source: { file: "components/encryption/data-key.ts", line: 51, column: 12 },
      },
    });
  });

  it("names the TypeScript line of a compiled file", async () => {
    // This very file, compiled: its own map leads back to its own source.
    const marker = "the line that is looked for";
    const positionIn = (file: string): { line: number; column: number } => {
      const lines = readFileSync(file, "utf8").split("\n");
      const line = lines.findIndex((text) => text.includes(`const marker = "${marker}"`));
      return { line: line + 1, column: lines[line]!.indexOf("marker") + 1 };
    };
    const compiled = positionIn(__filename);
    const found = await readRegistrations(
      write([call("urn:a", { stackTrace: { frames: [frame(__filename, compiled.line, compiled.column)] } })]),
      root,
    );
    const original = "stacks/conduct/registrations.test.ts";
    const source = found.get("urn:a")?.source;
    assert.deepEqual(source, { file: original, ...positionIn(path.join(root, original)) });
  });

  it("works out the URN of a resource that was refused, or failed, before it had one", async () => {
    const stack = "urn:pulumi:us-east-1::pharos::pulumi:pulumi:Stack::pharos-us-east-1";
    const component = "urn:pulumi:us-east-1::pharos::pharos:storage:DataBucket::records";
    const found = await readRegistrations(
      write([
        call(undefined, { type: "aws:kms/key:Key", name: "key", parent: stack }),
        call(undefined, { type: "aws:s3/bucket:Bucket", name: "bucket", parent: component }),
        call(undefined, { type: "pulumi:pulumi:Stack", name: "pharos-us-east-1" }),
      ]),
      root,
    );
    assert.deepEqual(
      [...found.keys()],
      [
        "urn:pulumi:us-east-1::pharos::aws:kms/key:Key::key",
        "urn:pulumi:us-east-1::pharos::pharos:storage:DataBucket$aws:s3/bucket:Bucket::bucket",
      ],
    );
  });

  it("takes reads too, and leaves out other calls and a torn last line", async () => {
    const found = await readRegistrations(
      write([
        call("urn:read", {}, "ReadResource"),
        call("urn:other", {}, "RegisterResourceOutputs"),
        '{"method":"/pulumirpc.ResourceMonitor/RegisterResource","request":{"ty',
      ]),
      root,
    );
    assert.deepEqual([...found.keys()], ["urn:read"]);
  });
});
