import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Inventory, type Entry } from "./inventory";
import { tamper } from "./tamper";

describe("tampering with the sandbox", () => {
  const home = mkdtempSync(path.join(tmpdir(), "pharos-tamper-"));
  after(() => rmSync(home, { recursive: true, force: true }));

  const entry = (name: string): Entry => ({
    key: name,
    type: "aws:kms/key:Key",
    id: name,
    urn: `urn:${name}`,
    seed: "",
    names: [],
    inputs: { rotate: true, kept: 1 },
    outputs: { rotate: true, arn: "arn" },
  });

  it("changes inputs and outputs, takes away, and touches nothing else", async () => {
    const inventory = await Inventory.open(home);
    const changes = ["a", "b", "c"].map((name) => ({ put: entry(name) }));
    await inventory.mutate(() => ({ changes, result: undefined }));
    await tamper(home, "urn:a", { rotate: false });
    await tamper(home, "urn:b", "delete");
    inventory.refresh();
    assert.deepEqual(
      [...inventory.all()].sort((one, other) => (one.key < other.key ? -1 : 1)),
      [
        { ...entry("a"), inputs: { rotate: false, kept: 1 }, outputs: { rotate: false, arn: "arn" } },
        entry("c"),
      ],
    );
    await assert.rejects(tamper(home, "urn:d", "delete"), {
      message: "nothing in the sandbox was made by urn:d",
    });
  });
});
