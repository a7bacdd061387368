import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { withoutValues } from "./charts/extract";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import {
  chart,
  chartNames,
  defaultEksVersion,
  eksSupportOn,
  eksVersion,
  eksVersions,
  supportedEksVersions,
} from "./versions";

describe("the version table", () => {
  it("pins every chart to one exact version", () => {
    for (const name of chartNames) assert.match(chart(name).version, /^v?\d+\.\d+\.\d+$/, name);
  });

  it("does not take Grafana from its frozen repository", () => {
    assert.equal(chart("grafana").repository, "https://grafana-community.github.io/helm-charts");
  });

  it("knows the end of support of every version that a stack may ask for", () => {
    for (const version of supportedEksVersions) assert.ok(eksVersion(version), version);
    assert.ok(supportedEksVersions.includes(defaultEksVersion));
  });

  it("lists versions of EKS newest first, each with a year of extended support", () => {
    const ends = eksVersions.map(({ endOfStandardSupport }) => endOfStandardSupport);
    assert.deepEqual(ends, [...ends].sort().reverse());
    for (const { version, endOfStandardSupport, endOfExtendedSupport } of eksVersions) {
      const year = Number(endOfStandardSupport.slice(0, 4)) + 1;
      assert.equal(endOfExtendedSupport, `${year}${endOfStandardSupport.slice(4)}`, version);
    }
  });

  it("says in which support a version is, on the first and the last day", () => {
    assert.equal(eksSupportOn("1.34", "2026-12-02"), "standard");
    assert.equal(eksSupportOn("1.34", "2026-12-03"), "extended");
    assert.equal(eksSupportOn("1.34", "2027-12-02"), "extended");
    assert.equal(eksSupportOn("1.34", "2027-12-03"), "ended");
    assert.equal(eksSupportOn("1.99", "2026-12-02"), "unknown");
  });
});

describeWithShared("the version table against the charts", ["charts"], () => {
  for (const name of chartNames.filter((each) => !(each in withoutValues))) {
    it(`says of ${name} what its Chart.yaml says`, () => {
      const { version, appVersion } = parse(
        readFileSync(sharedPath("charts", name, "Chart.yaml"), "utf8"),
      ) as {
        version: string;
        appVersion: string;
      };
      const pinned = chart(name);
      const read = pinned.indexedFrom ?? pinned;
      assert.deepEqual({ version: read.version, appVersion: read.appVersion }, { version, appVersion });
    });
  }
});
