import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { startSandbox } from "./start";

/** Whether something listens on a port of this machine. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

const portsOf = (debugProviders: string): number[] =>
  debugProviders.split(",").map((part) => Number(part.slice(part.indexOf(":") + 1)));

/** Waits until nothing listens there any more; the test's own time limit ends it otherwise. */
async function closed(port: number): Promise<void> {
  while (await listens(port)) await new Promise((resolve) => setImmediate(resolve));
}

describe("the sandbox's process", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "pharos start "))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("serves every provider on a port of its own, until it is stopped", async () => {
    const sandbox = await startSandbox({ home: path.join(folder, "home") });
    const names = sandbox.debugProviders.split(",").map((part) => part.slice(0, part.indexOf(":")));
    assert.deepEqual(names, ["aws", "kubernetes", "grafana", "pagerduty", "random", "tls"]);
    const ports = portsOf(sandbox.debugProviders);
    assert.equal(new Set(ports).size, 6);
    assert.deepEqual(await Promise.all(ports.map(listens)), Array(6).fill(true));
    await sandbox.stop();
    await sandbox.stop();
    assert.deepEqual(await Promise.all(ports.map(listens)), Array(6).fill(false));
  });

  it("ends with a parent that does not stop it, and does not hold it up", async () => {
    const script = path.join(folder, "parent.js");
    writeFileSync(
      script,
      `require(${JSON.stringify(path.join(__dirname, "start.js"))}).startSandbox({ home: process.argv[2] })
         .then(({ debugProviders }) => process.stdout.write(debugProviders));`,
    );
    const parent = spawn(process.execPath, [script, path.join(folder, "home")]);
    let said = "";
    parent.stdout.on("data", (data: Buffer) => (said += data.toString("utf8")));
    const code = await new Promise((resolve) => parent.once("close", resolve));
    assert.equal(code, 0);
    await Promise.all(portsOf(said).map(closed));
  });

  it("says why it does not start", async () => {
    const home = path.join(folder, "file");
    writeFileSync(home, "");
    await assert.rejects(startSandbox({ home }), {
      message: `the sandbox did not start: EEXIST: file already exists, mkdir '${home}'`,
    });
    await assert.rejects(startSandbox({ home: folder, node: path.join(folder, "no-node") }), {
      message: `the sandbox did not start: spawn ${path.join(folder, "no-node")} ENOENT`,
    });
    const faults = [{ action: { fail: "" } }];
    await assert.rejects(startSandbox({ home: folder, faults }), {
      message:
        'the sandbox did not start: PHAROS_SANDBOX_FAULTS[0]: "action" is {"fail":""}; it must be {"fail": "message"} or {"delayMs": milliseconds}',
    });
  });
});
