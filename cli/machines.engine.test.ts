import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { cacheRoot } from "../engine/cli/cache";
import { EXIT, ROOT } from "./flags";

/** The oldest Node.js that is promised, and the two lines that are current (their releases on npm are Node.js's own binaries). */
const NODES = ["20.19.0", "22.23.3", "24.19.0"];

interface Ended {
  code: number;
  output: string;
}

/** Runs a program in an environment of exactly these variables. */
function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: ROOT, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, output: `${stdout}${stderr}` });
    });
  });
}

/** A Node.js of a given version, from npm into the cache. */
function nodeOf(version: string): string {
  const folder = path.join(path.dirname(cacheRoot(process.env)), "pharos-tests", "node", version);
  const node = path.join(folder, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(node)) return node;
  mkdirSync(path.dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  const args = [
    "install",
    "--prefix",
    fresh,
    "--no-save",
    "--ignore-scripts",
    `node-${process.platform}-${process.arch}@${version}`,
  ];
  const { status, stderr } = spawnSync("npm", args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  if (existsSync(folder)) rmSync(fresh, { recursive: true, force: true });
  else renameSync(fresh, folder);
  return node;
}

describe("the preview on other machines", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos machines "));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const environment = (name: string, PATH: string): NodeJS.ProcessEnv => ({
    PATH,
    HOME: process.env.HOME,
    XDG_CACHE_HOME: process.env.XDG_CACHE_HOME,
    PHAROS_CACHE: process.env.PHAROS_CACHE,
    PHAROS_HOME: path.join(folder, name),
  });

  for (const version of NODES) {
    it(`works on Node.js ${version}`, async () => {
      const node = nodeOf(version);
      const seen = await run(node, ["--version"], {});
      assert.equal(seen.output.trim(), `v${version}`);
      const PATH = [path.dirname(node), process.env.PATH].join(path.delimiter);
      const { code, output } = await run(
        node,
        [path.join(ROOT, "cli", "pharos.js"), "preview", "us-east-1"],
        environment(version, PATH),
      );
      assert.equal(code, EXIT.ok, output);
      assert.match(output, /^us-east-1 · hub · US/m);
      assert.doesNotMatch(output, /Warning|deprecated/i);
    });
  }

  /** A PATH with what a POSIX system must have, and nothing else: no git, no Go, no Pulumi, no npm. */
  function barePath(): string {
    const bin = path.join(folder, "bin");
    mkdirSync(bin);
    const wanted = ["sh", "env", "dirname", "readlink", "uname", "cat", "unshare", "ip"];
    for (const name of wanted) {
      const found = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
        .map((each) => path.join(each, name))
        .find((each) => existsSync(each));
      if (found) symlinkSync(found, path.join(bin, name));
    }
    assert.ok(!readdirSync(bin).some((name) => ["git", "go", "npm"].includes(name)));
    return bin;
  }

  it("works without git and, once installed, without a network", async function () {
    const PATH = barePath();
    const cut = spawnSync("unshare", ["-rn", "sh", "-c", "ip link set lo up"], { env: { PATH } });
    const pharos = [process.execPath, path.join(ROOT, "cli", "pharos.js"), "preview", "us-east-1"];
    if (cut.status !== 0) {
      // Without the right to a network namespace only the half without git can be shown: the other is counted as skipped.
      const { code, output } = await run(pharos[0]!, pharos.slice(1), environment("bare", PATH));
      assert.equal(code, EXIT.ok, output);
      this.skip();
    }
    const quoted = pharos.map((word) => `'${word}'`).join(" ");
    const { code, output } = await run(
      "unshare",
      ["-rn", "sh", "-c", `ip link set lo up && exec ${quoted}`],
      environment("bare", PATH),
    );
    assert.equal(code, EXIT.ok, output);
    assert.match(output, /^us-east-1 · hub · US/m);
  });
});
