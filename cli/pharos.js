#!/usr/bin/env node
// @ts-check
"use strict";
// The `pharos` command. In a fresh checkout nothing is installed and nothing is compiled: this file, plain JavaScript on Node's own
// modules, sees to both and then hands over to the compiled program.
const path = require("node:path");

const OLDEST_NODE = [20, 19]; // the first release line that loads ES modules with require(), which two libraries here need

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `pharos needs Node.js ${OLDEST_NODE.join(".")} or newer, this is ${process.versions.node} (${process.execPath})\n` +
      "  fix: install a current Node.js (22 or 24) and run the command again\n",
  );
  process.exit(1);
}

const root = path.resolve(__dirname, "..");
const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
const { ensureInstalled, isInstalled } = require("../engine/build/install.js");
const { ensureCompiled, isCompiled } = require("../engine/build/compile.js");
try {
  if (!isInstalled(root) || !isCompiled(root)) {
    require("../engine/build/lock.js").withBuildLock(root, say, () => {
      ensureInstalled(root, say);
      ensureCompiled(root, say);
    });
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
// Node 22.1 and later: a second start loads in about half the time.
require("node:module").enableCompileCache?.(path.join(root, ".pharos", "compile-cache"));
require("../dist/cli/main.js").main(process.argv.slice(2));
