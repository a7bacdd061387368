import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { SETTINGS_ROOT_VARIABLE, settingsRoot } from "./project-root";

const CHECKOUT = path.resolve(__dirname, "..", "..");

describe("settings root", () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), "pharos settings "));
    writeFileSync(path.join(project, "Pulumi.yaml"), "name: pharos\n");
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  it("is the project's folder, as the engine says", () => assert.equal(settingsRoot({}, project), project));

  it("is the folder of the copies where somebody works on copies", () =>
    assert.equal(settingsRoot({ [SETTINGS_ROOT_VARIABLE]: project }, CHECKOUT), project));

  it("is the checkout where the language host says a word instead of a path, or names a folder without a project", () => {
    assert.equal(settingsRoot({}, "rootDirectory"), CHECKOUT);
    assert.equal(settingsRoot({}, path.join(project, "nothing")), CHECKOUT);
  });
});
