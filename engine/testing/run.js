// @ts-check
"use strict";
// `npm test`: everything, from a fresh clone. `npm run test:unit` and `npm run lint` are parts of it. Plain JavaScript on Node's own
// modules, because it runs before anything is installed.
const { spawnSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "..", "..");
const bin = (/** @type {string} */ name) => path.join(root, "node_modules", ".bin", name);
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** What is counted over all parts. */
const total = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) };

/**
 * A check that passes or fails as a whole.
 * @param {string} title @param {string} command @param {string[]} args
 */
function check(title, command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  say(`${status === 0 ? "ok    " : "FAILED"} ${title}`);
  if (status === 0) total.passed++;
  else total.failed++;
}

/**
 * A mocha run over compiled tests.
 * @param {string} title @param {string[]} args
 */
function mocha(title, args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pharos-test-"));
  const counts = path.join(folder, "counts.json");
  const reporter = path.join(__dirname, "counting-reporter.js");
  const { status } = spawnSync(process.execPath, [bin("mocha"), "--reporter", reporter, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PHAROS_TEST_COUNTS: counts },
  });
  try {
    const { passed, failed, skipped } = JSON.parse(readFileSync(counts, "utf8"));
    total.passed += passed;
    total.failed += failed;
    if (status !== 0 && failed === 0) throw new Error("mocha died after it had counted");
    total.skipped.push(...skipped);
    say(
      `${failed === 0 ? "ok    " : "FAILED"} ${title}: ${passed} passed, ${failed} failed, ${skipped.length} skipped`,
    );
  } catch {
    total.failed++; // mocha never got to its end
    say(`FAILED ${title}: mocha ended before it had counted`);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** The lint part. */
function lint() {
  check("eslint", bin("eslint"), ["."]);
  check("formatting (mend with npm run format)", bin("prettier"), ["--check", "--log-level", "warn", "."]);
  check("import directions", bin("depcruise"), [
    "--output-type",
    "err",
    "infra",
    "components",
    "policies",
    "stacks",
    "cli",
    "content",
    "engine",
  ]);
  check("dead code", bin("knip"), []);
}

const SECOND = 1000;
/** What tests run besides Pulumi; built or installed first, so that none of them waits for it. */
const TOOLS = [
  "promtool",
  "prometheus",
  "amtool",
  "helm",
  "otelcol",
  "thanos",
  "jaeger",
  "oauth2-proxy",
  "prom-label-proxy",
  "yace",
  "blackbox_exporter",
  "elasticsearch_exporter",
  "moto",
  "ruby",
];
const parts = {
  lint,
  unit() {
    mocha("unit tests", [
      "--parallel",
      "--jobs",
      "2",
      "--timeout",
      String(20 * SECOND),
      "--ignore",
      "dist/**/*.{engine,tool}.test.js",
      "dist/**/*.test.js",
    ]);
  },
  engine() {
    check("the Pulumi CLI is there", process.execPath, [
      path.join(root, "dist", "engine", "testing", "prepare.js"),
      "pulumi",
    ]);
    mocha("tests on the Pulumi engine", ["--timeout", String(900 * SECOND), "dist/**/*.engine.test.js"]);
  },
  tools() {
    check(`${TOOLS.join(", ")} are there`, process.execPath, [
      path.join(root, "dist", "engine", "testing", "prepare.js"),
      ...TOOLS,
    ]);
    mocha("tests with these tools", ["--timeout", String(60 * SECOND), "dist/**/*.tool.test.js"]);
  },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  say(`no such part: ${unknown.join(", ")} (there are ${Object.keys(parts).join(", ")})`);
  process.exit(1);
}
try {
  require("../build/lock.js").withBuildLock(root, say, () => {
    require("../build/install.js").ensureInstalled(root, say);
    say("compiling …"); // always: whether dist/ is current does not count the tests
    require("../build/compile.js").compile(root, { tests: true });
  });
  total.passed++; // the type check
  for (const [name, part] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) part();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  total.failed++;
}
if (total.skipped.length > 0) {
  say(`\nSKIPPED, ${total.skipped.length} tests:`);
  for (const title of total.skipped) say(`  - ${title}`);
}
say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
