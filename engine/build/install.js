// @ts-check
"use strict";
// Brings node_modules up to the lock file, for the commands that must work in a checkout where nothing has been installed yet. Plain
// JavaScript on Node's own modules, because it runs before anything else is there.
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const path = require("node:path");

const STAMP = ".pharos-lock";

/** npm says the cause first, and then how to ask for help. */
const MOST_LINES = 8;

/** @param {string} root */
function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
}

/**
 * Whether node_modules was installed from today's package-lock.json.
 * @param {string} root the checkout
 */
function isInstalled(root) {
  const stamp = path.join(root, "node_modules", STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash(root);
}

/**
 * Says in node_modules itself from which lock file it was installed.
 * @param {string} root the checkout
 */
function markInstalled(root) {
  mkdirSync(path.join(root, "node_modules"), { recursive: true });
  writeFileSync(path.join(root, "node_modules", STAMP), lockHash(root));
}

/**
 * Runs `npm ci` unless it already ran for this lock file. Install scripts are left out: the only ones with an effect fetch Pulumi's
 * provider plugins, which work without a cloud does not need (a plain `npm ci` fetches them).
 * @param {string} root the checkout
 * @param {(line: string) => void} say where progress goes
 */
function ensureInstalled(root, say) {
  if (isInstalled(root)) return;
  say("installing packages (npm ci) …");
  const result = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (result.status !== 0) {
    const said = (result.stderr || result.error?.message || "")
      .split("\n")
      .map((line) => line.replace(/^npm error ?/, ""));
    const detail = said
      .filter((line) => line.trim() !== "")
      .slice(0, MOST_LINES)
      .join("\n");
    throw new Error(
      `npm ci failed (exit ${result.status ?? "none"}):\n${detail}\n  fix: mend the cause named above and run the command again`,
    );
  }
  markInstalled(root);
}

module.exports = { ensureInstalled, isInstalled, markInstalled };
