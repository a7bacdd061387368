import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import * as path from "node:path";
import { describeLock, isAbandoned, locksOf, type Lock } from "./locks";

describe("the locks of the file backend", () => {
  const state = mkdtempSync(path.join(tmpdir(), "pharos locks "));
  after(() => rmSync(state, { recursive: true, force: true }));
  const lock = (pid: number, host = hostname()): Lock => ({
    file: "",
    pid,
    username: "somebody",
    hostname: host,
    timestamp: "2026-01-02T03:04:05Z",
  });

  it("are read as they lie there; a stack without any has none", () => {
    assert.deepEqual(locksOf(state, "us-east-1"), []);
    const folder = path.join(state, ".pulumi", "locks", "organization", "pharos", "us-east-1");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "a.json"), JSON.stringify(lock(7)));
    writeFileSync(path.join(folder, "a.json.attrs"), JSON.stringify({ "user.content_type": "text/plain" }));
    writeFileSync(path.join(folder, "b.json"), '{"pid":'); // being written
    assert.deepEqual(locksOf(state, "us-east-1"), [{ ...lock(7), file: path.join(folder, "a.json") }]);
  });

  it("are abandoned only when their process is known to be gone", () => {
    const { pid } = spawnSync("true");
    assert.equal(isAbandoned(lock(pid)), true);
    assert.equal(isAbandoned(lock(process.pid)), false);
    assert.equal(isAbandoned(lock(pid, "another-machine")), false, "of another machine nobody can tell");
  });

  it("are told in a sentence", () => {
    assert.equal(
      describeLock("us-east-1", lock(7, "build-3")),
      "stack us-east-1 is being updated by another process (process 7 of somebody on build-3, since 2026-01-02T03:04:05Z)",
    );
  });
});
