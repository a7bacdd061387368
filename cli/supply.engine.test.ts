import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Supply } from "../content/images/supply";
import { EXIT, ROOT } from "./flags";

describe("charts and images on the command line", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos supply "));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function pharos(...args: string[]): { code: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, PHAROS_HOME: path.join(folder, "home") };
    const run = spawnSync(process.execPath, [path.join(ROOT, "cli", "pharos.js"), ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  }

  it("are the same that a test of the program holds", () => {
    const json = path.join(folder, "images.json");
    const { code, stdout, stderr } = pharos("images", "us-west-2", "--json", json);
    assert.equal(code, EXIT.ok, stderr);
    const { charts, images, gaps } = JSON.parse(readFileSync(json, "utf8")) as Supply;
    const golden = readFileSync(path.join(ROOT, "infra", "golden", "images-us-west-2.txt"), "utf8");
    assert.deepEqual(
      [
        ...charts.map(({ chart, version, repository }) => `chart ${chart} ${version} ${repository}`),
        ...images.map(({ image }) => `image ${image}`),
      ],
      golden
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" < ")[0]),
    );
    assert.deepEqual(gaps, []);
    for (const { image } of images) assert.ok(stdout.includes(`  ${image} `), image);
  });

  it("refuse a rehearsal that cannot be one, with the fix", () => {
    const one = pharos("upgrade", "grafana", "99.0.0", "--metrics", "before.txt");
    assert.equal(one.code, EXIT.failed);
    assert.equal(
      one.stderr,
      "--metrics takes two files, and got 1\n  fix: give what the old version exports, then what the new one does\n",
    );
  });

  it("say what is missing for a rehearsal", () => {
    const { code, stderr } = pharos("upgrade", "strange", "1.0.0", "--stack", "us-west-2", "--offline");
    assert.equal(code, EXIT.failed);
    assert.match(
      stderr,
      /no release installs strange\n {2}fix: name one of .*grafana, keda, kube-prometheus-stack/,
    );
  });
});
