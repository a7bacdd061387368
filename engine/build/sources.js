// @ts-check
"use strict";
// What a build was made from, as one hash. Plain JavaScript on Node's own modules: the bootstrap needs it before anything is compiled,
// and the program's entry needs it in a few milliseconds.
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync } = require("node:fs");
const path = require("node:path");

/** Folders whose TypeScript and JSON files are compiled into dist/. */
const SOURCE_FOLDERS = ["infra", "components", "policies", "stacks", "cli", "content", "engine"];

/** Single files that decide what the compiler makes of the folders. */
const SOURCE_FILES = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];

/**
 * Whether a file takes part in the build. Tests do not: a changed test makes no running program stale.
 * @param {string} name
 */
function isSource(name) {
  return (name.endsWith(".ts") && !name.endsWith(".test.ts")) || name.endsWith(".json");
}

/**
 * Collects the source files below a folder.
 * @param {string} root the checkout
 * @param {string} folder relative to the root, with forward slashes on every system
 * @param {string[]} found where they are put
 */
function collect(root, folder, found) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const relative = `${folder}/${entry.name}`;
    if (entry.isDirectory()) collect(root, relative, found);
    else if (isSource(entry.name)) found.push(relative);
  }
}

/**
 * The files that a build is made from, relative to the checkout, sorted.
 * @param {string} root the checkout
 * @returns {string[]}
 */
function listSources(root) {
  /** @type {string[]} */
  const found = [...SOURCE_FILES];
  const present = new Set(readdirSync(root));
  for (const folder of SOURCE_FOLDERS) if (present.has(folder)) collect(root, folder, found);
  // By code unit, not by locale: the same order on every machine.
  return found.sort();
}

/**
 * SHA-256 over names and contents of the source files: equal exactly when a build from them would be. Times of files do not count (a
 * fresh clone has new ones).
 * @param {string} root the checkout
 * @returns {string} 64 hexadecimal digits
 */
function hashSources(root) {
  const hash = createHash("sha256");
  for (const file of listSources(root)) {
    const content = readFileSync(path.join(root, file));
    // The length keeps "a" + "bc" apart from "ab" + "c".
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

module.exports = { hashSources, listSources };
