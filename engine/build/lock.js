// @ts-check
"use strict";
// One process at a time installs and compiles in a checkout. Synchronous and on Node's own modules: it runs before anything is there.
const { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } = require("node:fs");
const path = require("node:path");

const POLL_MS = 200;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Runs `work` while no other process of this checkout does the like. A lock whose owner has died is taken over.
 * @param {string} root the checkout
 * @param {(line: string) => void} say where the wait is announced
 * @param {() => void} work
 */
function withBuildLock(root, say, work) {
  const file = path.join(root, ".pharos", "build.lock");
  mkdirSync(path.dirname(file), { recursive: true });
  for (let announced = false; ;) {
    try {
      const descriptor = openSync(file, "wx");
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      const owner = Number(readOrEmpty(file));
      if (owner > 0 && !isAlive(owner)) rmSync(file, { force: true });
      else {
        if (!announced)
          say(
            `waiting for another pharos (process ${owner || "unknown"}) that is installing or compiling here …`,
          );
        announced = true;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
      }
    }
  }
  try {
    work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // its owner has just removed it
  }
}

module.exports = { withBuildLock };
