import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { UserError } from "../content/user-error";
import { wantsColor, writeFor } from "./output";

describe("colours", () => {
  it("are for terminals that can show them", () => {
    assert.equal(wantsColor(true, {}), true);
    assert.equal(wantsColor(true, { TERM: "xterm-256color" }), true);
    assert.equal(wantsColor(true, { TERM: "dumb" }), false);
    assert.equal(wantsColor(undefined, { CI: "true" }), false);
    assert.equal(wantsColor(false, {}), false);
  });

  it("can be forbidden, and forced", () => {
    assert.equal(wantsColor(true, { NO_COLOR: "1" }), false);
    assert.equal(wantsColor(true, { NO_COLOR: "" }), true);
    assert.equal(wantsColor(undefined, { FORCE_COLOR: "1" }), true);
    assert.equal(wantsColor(true, { FORCE_COLOR: "0" }), false);
    assert.equal(wantsColor(undefined, { FORCE_COLOR: "1", NO_COLOR: "1" }), false);
  });
});

describe("a file that the user has named", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pharos-output-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is written as it is", () => {
    const file = path.join(folder, "summary.json");
    writeFor("summary", file, "{}\n");
    assert.equal(readFileSync(file, "utf8"), "{}\n");
    assert.ok(statSync(file).isFile());
  });

  it("is a mistake of the user where it cannot be written", () => {
    const file = path.join(folder, "nowhere", "summary.json");
    assert.throws(
      () => writeFor("summary", file, "{}"),
      (error) => {
        assert.ok(error instanceof UserError);
        assert.equal(
          error.toString(),
          `the summary could not be written to ${file}: ENOENT: no such file or directory, open '${file}'\n  fix: name a file in a folder that exists`,
        );
        return true;
      },
    );
  });
});
