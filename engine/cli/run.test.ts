import assert from "node:assert/strict";
import * as path from "node:path";
import { FakeMachine } from "./fake-machine";
import { failure, findExecutable, run } from "./run";

describe("running programs", function () {
  // Each test starts processes, which takes its time on a busy machine.
  this.timeout(20_000);
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  it("returns both streams and hands on whole lines of standard error", async () => {
    const command = machine.install(
      "talk",
      "echo out; printf 'one\\ntw' >&2; sleep 0.05; printf 'o\\nrest' >&2",
    );
    const lines: string[] = [];
    const result = await run(command, [], { env: {}, onErrorLine: (line) => lines.push(line) });
    assert.deepEqual(result, { stdout: "out\n", stderr: "one\ntwo\nrest", problem: undefined, exitCode: 0 });
    assert.deepEqual(lines, ["one", "two", "rest"]);
  });

  it("describes every way to fail", async () => {
    const fail = async (script: string, options = {}) =>
      failure(await run(machine.install("fail", script), [], { env: {}, ...options }));
    assert.equal(await fail("echo first; echo last words >&2; exit 7"), "exit code 7: last words");
    assert.equal(await fail("exit 7"), "exit code 7");
    assert.equal(await fail("kill -9 $$"), "was ended by SIGKILL");
    assert.equal(await fail("while :; do sleep 0.02; done", { timeoutMs: 50 }), "did not end within 0.05 s");
    const absent = path.join(machine.root, "absent");
    assert.equal(failure(await run(absent, [], { env: {} })), `cannot be started: spawn ${absent} ENOENT`);
  });

  it("does not wait for a grandchild that holds the streams open", async () => {
    const command = machine.install("parent", "sleep 30 & echo $! >&2; while :; do sleep 0.02; done");
    const controller = new AbortController();
    let grandchild = 0;
    const started = Date.now();
    const attempt = run(command, [], {
      env: {},
      signal: controller.signal,
      onErrorLine: (line) => {
        grandchild = Number(line);
        controller.abort(new Error("enough"));
      },
    });
    await assert.rejects(attempt, new Error("enough"));
    assert(Date.now() - started < 5_000);
    process.kill(grandchild, "SIGKILL");
  });

  it("finds executables in the order of PATH, and nothing that cannot be executed", () => {
    const other = path.join(machine.root, "other");
    const [first, second] = [machine.install("tool", "", other), machine.install("tool", "")];
    const both = `${other}${path.delimiter}${machine.bin}`;
    assert.equal(findExecutable("tool", { PATH: both }), first);
    assert.equal(findExecutable("tool", { PATH: machine.bin }), second);
    assert.equal(findExecutable("other", { PATH: machine.root }), undefined, "a folder");
    assert.equal(findExecutable("tool", {}), undefined);
    machine.install("tool.exe", "");
    assert.equal(findExecutable("tool", { PATH: machine.bin }, "win32"), `${second}.exe`);
  });
});
