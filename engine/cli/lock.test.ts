import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ProgressRecord } from "./fake-machine";
import { withLock } from "./lock";

describe("the lock of a cache folder", function () {
  // Each test starts processes, which takes its time on a busy machine.
  this.timeout(20_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "pharos lock "));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Another process that takes the lock, says so, and keeps it until its end. */
  function holder() {
    const program = `require(${JSON.stringify(require.resolve("./lock"))}).withLock(${JSON.stringify(folder)}, {}, (report) => {
      report({ source: "build", text: "not shown: too soon after the first note" });
      console.log("locked");
      return new Promise((resolve) => process.stdin.on("data", resolve).on("end", resolve));
    }).then(() => process.exit(0))`;
    return spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  }

  it("waits for another process and names it", async () => {
    const other = holder();
    await once(other.stdout, "data");
    const progress = new ProgressRecord();
    let inside = false;
    const mine = withLock(folder, { onProgress: progress.take }, () => Promise.resolve((inside = true)));
    assert.equal(
      await progress.line("waiting"),
      `waiting for process ${other.pid}, which is at it: has just begun`,
    );
    assert.equal(inside, false);
    other.stdin.end();
    assert.equal(await mine, true);
    assert.deepEqual(
      progress.all.map(({ source }) => source),
      ["wait"],
    );
    assert(!existsSync(path.join(folder, "lock")));
  });

  it("takes over from a process that was killed, once its lock is stale", async () => {
    const other = holder();
    await once(other.stdout, "data");
    other.kill("SIGKILL");
    await once(other, "exit");
    const lock = path.join(folder, "lock");
    assert(existsSync(lock));
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    const progress = new ProgressRecord();
    assert.equal(
      await withLock(folder, { onProgress: progress.take }, () => Promise.resolve("done")),
      "done",
    );
    assert.deepEqual(progress.texts, [`took over the lock ${lock} from a process that has died`]);
    assert(!existsSync(lock));
  });

  it("is released when the work fails", async () => {
    await assert.rejects(
      withLock(folder, {}, () => Promise.reject(new Error("no"))),
      new Error("no"),
    );
    assert.equal(await withLock(folder, {}, () => Promise.resolve(1)), 1);
  });
});
