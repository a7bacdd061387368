import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadWaivers } from "./waiver-file";

const TODAY = "2026-03-01";

describe("a waiver file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "pharos waivers "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const load = (text?: string) => {
    const file = path.join(folder, "waivers.yaml");
    if (text !== undefined) writeFileSync(file, text);
    return loadWaivers(file, TODAY);
  };
  const fault = (text: string): string => {
    const { valid, faults } = load(text);
    assert.deepEqual(valid, []);
    assert.deepEqual(
      faults.map(({ waiver, reason }) => [waiver, reason]),
      [["the file", "malformed"]],
    );
    return faults[0]!.message;
  };

  it("that is not there, or holds comments and an empty list, holds no waivers", () => {
    const none = { valid: [], faults: [] };
    assert.deepEqual(load(), none);
    assert.deepEqual(load("# how it is written\nversion: 1\n\nwaivers: []\n"), none);
    assert.deepEqual(load("version: 1\nwaivers:\n  []\n"), none);
  });

  it("that holds nothing is a fault, and not a file without waivers", () => {
    for (const text of ["", "# nothing\n", "null", "---\n"])
      assert.equal(fault(text), "it should hold 'version' and 'waivers'", JSON.stringify(text));
  });

  it("that is no YAML, or says a thing twice, cannot be read", () => {
    assert.match(fault("version: 1\nwaivers: ["), /^it cannot be read: /);
    assert.match(
      fault("version: 1\nwaivers: []\nwaivers: []\n"),
      /^it cannot be read: Map keys must be unique/,
    );
    assert.match(fault("version: 1\nwaivers: *nobody\n"), /^it cannot be read: .*nobody/);
  });

  it("that is a folder cannot be read", () => {
    mkdirSync(path.join(folder, "waivers.yaml"));
    assert.match(load().faults[0]!.message, /^it cannot be read: EISDIR/);
  });
});
