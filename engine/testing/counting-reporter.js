// @ts-check
"use strict";
// mocha's own "dot" output, and the counts with the titles of what was skipped in the file that PHAROS_TEST_COUNTS names.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountingReporter extends reporters.Dot {
  /** @param {import("mocha").Runner} runner @param {import("mocha").MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    const counts = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) };
    runner.on("pass", () => counts.passed++);
    runner.on("fail", () => counts.failed++);
    runner.on("pending", (test) => counts.skipped.push(test.fullTitle()));
    runner.on("end", () => {
      const file = process.env.PHAROS_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify(counts));
    });
  }
};
