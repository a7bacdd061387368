// @ts-check
"use strict";
// Compiles the checkout into dist/ and stamps it with the hash of the sources, so that a stale build can be refused.
const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { hashSources } = require("./sources.js");

const STAMP = ".build.json";

/**
 * Whether dist/ was compiled from the sources as they are.
 * @param {string} root the checkout
 */
function isCompiled(root) {
  const stamp = path.join(root, "dist", STAMP);
  if (!existsSync(stamp)) return false;
  try {
    return JSON.parse(readFileSync(stamp, "utf8")).sources === hashSources(root);
  } catch {
    return false; // a half-written stamp is no stamp
  }
}

/**
 * Compiles with tsc into a new folder, which then takes the place of dist/, so that no file of a deleted source stays behind.
 * @param {string} root the checkout
 * @param {{ tests?: boolean }} [options] `tests`: with the tests and what they share (default: the program alone, which is quicker)
 */
function compile(root, { tests = false } = {}) {
  const dist = path.join(root, "dist");
  const fresh = path.join(root, `dist-${process.pid}`);
  const sources = hashSources(root);
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const result = spawnSync(
    process.execPath,
    [
      tsc,
      "-p",
      path.join(root, tests ? "tsconfig.json" : "tsconfig.build.json"),
      "--outDir",
      fresh,
      "--pretty",
      "false",
    ],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  if (result.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(
      `the sources do not compile:\n${(result.stdout || result.stderr || "").trim()}\n  fix: mend the lines named above`,
    );
  }
  writeFileSync(path.join(fresh, STAMP), JSON.stringify({ sources }) + "\n");
  const old = path.join(root, `dist-old-${process.pid}`);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Compiles unless dist/ is already that of the sources.
 * @param {string} root the checkout
 * @param {(line: string) => void} say where progress goes
 */
function ensureCompiled(root, say) {
  if (isCompiled(root)) return;
  say("compiling …");
  compile(root);
}

module.exports = { compile, ensureCompiled, isCompiled };

// `npm run build` and, after `npm ci`, `prepare`.
if (require.main === module) {
  const { markInstalled } = require("./install.js");
  const root = path.resolve(__dirname, "..", "..");
  try {
    require("./lock.js").withBuildLock(
      root,
      (line) => process.stderr.write(`${line}\n`),
      () => compile(root),
    );
    markInstalled(root);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
