import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { obtainPulumi } from "../engine/cli/obtain";
import type { Settings } from "./settings";
import { check, edited, files, PROJECT, WEST, type Files } from "./settings-fixture";

const STACK = "us-west-2";

interface ConfigEntry {
  value: string;
  objectValue?: unknown;
}

function settingsOf(all: Files): Settings | undefined {
  const checked = check(all);
  assert(checked.ok, JSON.stringify(checked));
  return checked.stacks.get(STACK);
}

describe("settings as Pulumi's CLI reads and writes them", () => {
  let folder: string;
  let command: string;

  before(async () => {
    ({ command } = await obtainPulumi());
  });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pharos-config-"));
    mkdirSync(path.join(folder, "state"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(all: Files): void {
    for (const [name, text] of Object.entries(all)) writeFileSync(path.join(folder, name), text);
  }

  function pulumi(...args: string[]): string {
    return execFileSync(command, [...args, "--non-interactive"], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        PULUMI_HOME: path.join(folder, "home"),
        PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "example",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
      stdio: "pipe",
    });
  }

  /** The files as they would be if what the CLI says were all there is: the stack's file alone has the settings. */
  function asTheCliSays(all: Files): Files {
    const config = JSON.parse(pulumi("config", "--json", "--stack", STACK)) as Record<string, ConfigEntry>;
    const values = Object.entries(config).map(([key, { value, objectValue }]) => [key, objectValue ?? value]);
    return { ...all, [WEST]: JSON.stringify({ config: Object.fromEntries(values) as unknown }) };
  }

  it("merges the project's and the stack's values as the CLI does", () => {
    const all = edited(
      [PROJECT, "pharos:costCenter: cc-1000", "costCenter:\n    type: string\n    default: cc-2000"],
      [WEST, "  owner: west\n  pharos:workloads:\n    dag: true\n  pharos:metrics:\n    retention: 20\n"],
    );
    write(all);
    pulumi("stack", "init", STACK);
    const settings = settingsOf(all);
    assert.deepEqual(settingsOf(asTheCliSays(all)), settings);
    assert.deepEqual(settings?.workloads, { finance: false, dag: true });
  });

  it("reads what the CLI writes", () => {
    write(files);
    pulumi("stack", "init", STACK);
    pulumi("config", "set", "--stack", STACK, "pharos:costCenter", "4711");
    pulumi("config", "set", "--stack", STACK, "--path", "pharos:workloads.dag", "true");
    pulumi("config", "set", "--stack", STACK, "--path", "pharos:metrics.retention", "20");
    pulumi("config", "set", "--stack", STACK, "--path", "pharos:network.zones[3]", "us-west-2d");
    const written = { ...files, [WEST]: readFileSync(path.join(folder, WEST), "utf8") };
    const settings = settingsOf(written);
    assert.equal(settings?.costCenter, "4711");
    assert.deepEqual(settings.workloads, { finance: false, dag: true });
    assert.equal(settings.metrics.retention, 20);
    assert.deepEqual(settings.network?.zones, ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"]);
    assert.deepEqual(settingsOf(asTheCliSays(written)), settings);
  });
});
