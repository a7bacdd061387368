import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { RunSummary } from "../stacks/model";
import { EXIT, ROOT } from "./flags";

const EXAMPLE = path.join(ROOT, "docs", "examples", "existing-cluster");

describe("the example of a region on an existing cluster", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos existing "));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the command as a user does, with a home of its own. */
  function pharos(verb: string): Promise<{ code: number | null; output: string; summary: RunSummary }> {
    const json = path.join(folder, `${verb}.json`);
    return new Promise((resolve) => {
      const child = spawn(
        process.execPath,
        [path.join(ROOT, "cli", "pharos.js"), verb, "--settings", EXAMPLE, "--json", json],
        {
          cwd: folder,
          env: { ...process.env, PHAROS_HOME: path.join(folder, "home") },
          stdio: ["ignore", "pipe", "pipe"],
        },
      );
      let output = "";
      child.stdout.on("data", (text) => (output += String(text)));
      child.stderr.on("data", (text) => (output += String(text)));
      child.on("close", (code) => {
        resolve({ code, output, summary: JSON.parse(readFileSync(json, "utf8")) as RunSummary });
      });
    });
  }
  const typesOf = ({ stacks }: RunSummary): string[] => Object.keys(stacks[0]?.byType ?? {}).sort();

  it("previews, with all packs, and nothing in it is AWS's", async () => {
    const { code, output, summary } = await pharos("preview");
    assert.equal(code, EXIT.ok, output);
    assert.deepEqual(
      summary.stacks.map(({ stack, role }) => [stack, role]),
      [["eu-central-1", "hub"]],
    );
    assert.ok(typesOf(summary).includes("kubernetes:helm.sh/v3:Release"), output);
    assert.deepEqual(
      typesOf(summary).filter((type) => type.startsWith("aws:")),
      [],
    );
    assert.deepEqual(summary.stacks[0]?.cannotBeUndone, []);
  });

  it("is deployed, and goes without leaving anything in the cluster", async () => {
    const up = await pharos("up");
    assert.equal(up.code, EXIT.ok, up.output);
    const destroyed = await pharos("destroy");
    assert.equal(destroyed.code, EXIT.ok, destroyed.output);
    assert.deepEqual(destroyed.summary.stacks[0]?.stays ?? [], []);
  });
});
