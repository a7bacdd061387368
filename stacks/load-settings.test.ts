import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { UserError } from "../content/user-error";
import { checkSettings, loadAllSettings, loadSettings } from "./load-settings";
import type { Settings } from "./settings";
import { check, edited, EUROPE, files, PROJECT, WEST, type Files } from "./settings-fixture";

const root = path.resolve(__dirname, "..", "..");

function settingsOf(all: Files, stack: string): Settings {
  const checked = check(all);
  assert(checked.ok, JSON.stringify(checked));
  const settings = checked.stacks.get(stack);
  assert(settings !== undefined);
  return settings;
}

/** Runs with a folder that holds the files. */
function inFolder<T>(all: Files, run: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-settings-"));
  try {
    for (const [name, text] of Object.entries(all)) writeFileSync(path.join(folder, name), text);
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert(error instanceof UserError, String(error));
    return error.toString();
  }
  return assert.fail("not refused");
}

describe("checked settings", () => {
  it("fills in defaults", () => {
    assert.deepEqual(settingsOf(files, "us-west-2"), {
      organization: "example",
      environment: "production",
      accounts: { workload: "111122223333", archive: "111122223333", witness: "111122223333" },
      owner: "observability",
      costCenter: "cc-1000",
      region: "us-west-2",
      role: "spoke",
      size: "small",
      hub: "us-east-1",
      assurance: "regulated",
      reach: "runner-in-vpc",
      publicAccessCidrs: [],
      workloads: { finance: true, dag: false },
      network: {
        cidr: "10.1.0.0/16",
        zones: ["us-west-2a", "us-west-2b", "us-west-2c"],
        natGateways: "per-zone",
      },
      replicaRegion: "us-east-1",
      cluster: { kind: "eks", version: "1.35", capacity: "on-demand" },
      access: {
        identity: {
          kind: "iam",
          roles: { viewer: [], operator: [], "on-call": [], auditor: [], admin: [] },
        },
      },
      metrics: { retention: 15, storageGiB: 200, activeSeries: 1_000_000, store: "thanos" },
      database: { minCapacity: 1, maxCapacity: 8 },
      alarms: { emails: ["oncall@example.com"], pagerEmails: [] },
      images: {},
      logs: { archive: "off", gigabytesPerDay: 5 },
      traces: { spansPerSecond: 5000, keptPercent: 2 },
      audit: { trail: "create", config: "create", guardDuty: "create", securityHub: "create" },
      retention: {
        "sec-17a4-a": 2192,
        "sec-17a4-b": 1096,
        "sec-17a4-c": 2192,
        "finra-4511": 2192,
        "pci-audit": 365,
        "pci-account-data": 1,
        "gdpr-security-log": 365,
        "gdpr-app-telemetry": 90,
        "metrics-operational": 400,
        "control-evidence": 2192,
        "operational-backup": 35,
      },
      policies: {},
    });
  });

  it("assembles the topology, sorted by region", () => {
    const checked = check(files);
    assert(checked.ok);
    assert.deepEqual([...checked.stacks.keys()], ["eu-west-1", "us-east-1", "us-west-2"]);
    assert.equal(
      JSON.stringify(checked.topology),
      JSON.stringify({
        hub: "us-east-1",
        metricsStore: "thanos",
        regions: {
          "eu-west-1": {
            role: "spoke",
            jurisdiction: "EU",
            cidr: "10.2.0.0/16",
            zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
            replicaRegion: "eu-central-1",
          },
          "us-east-1": {
            role: "hub",
            jurisdiction: "US",
            cidr: "10.0.0.0/16",
            zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
            replicaRegion: "us-west-2",
          },
          "us-west-2": {
            role: "spoke",
            jurisdiction: "US",
            cidr: "10.1.0.0/16",
            zones: ["us-west-2a", "us-west-2b", "us-west-2c"],
            replicaRegion: "us-east-1",
          },
        },
      }),
    );
  });

  it("lets a stack's group replace the project's whole group, as Pulumi does", () => {
    const all = edited([WEST, "  pharos:workloads:\n    dag: true\n"]);
    assert.deepEqual(settingsOf(all, "us-west-2").workloads, { finance: false, dag: true });
    assert.deepEqual(settingsOf(all, "us-east-1").workloads, { finance: true, dag: false });
  });

  it("takes a name without a namespace as the project's, and a declaration's default, as Pulumi does", () => {
    const all = edited(
      [PROJECT, "pharos:costCenter: cc-1000", "costCenter:\n    type: string\n    default: cc-2000"],
      [WEST, "  owner: west\n"],
    );
    const { costCenter, owner } = settingsOf(all, "us-west-2");
    assert.deepEqual({ costCenter, owner }, { costCenter: "cc-2000", owner: "west" });
  });

  it("takes true and numbers that Pulumi's CLI wrote as texts", () => {
    const all = edited([
      WEST,
      '  pharos:workloads:\n    dag: "true"\n  pharos:metrics:\n    retention: "20"\n  pharos:retention:\n    pci-audit: "400"\n',
    ]);
    const { workloads, metrics, retention } = settingsOf(all, "us-west-2");
    assert.deepEqual([workloads.dag, metrics.retention, retention["pci-audit"]], [true, 20, 400]);
  });

  it("takes text for a number only where it is what writing the number gives", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat().map(String),
          fc.float().map(String),
          fc.integer({ min: 5_000, max: 25_000_000 }).map(String),
        ),
        (text) => {
          const checkedAs = (written: string) =>
            check(edited([WEST, `  pharos:metrics:\n    activeSeries: ${written}\n`])).ok;
          const number = Number(text);
          const isNumber = String(number) === text && Number.isInteger(number);
          assert.equal(checkedAs(JSON.stringify(text)), isNumber && checkedAs(text), text);
        },
      ),
    );
  });

  it("tolerates what is Pulumi's and other providers'", () => {
    const all = edited([
      EUROPE,
      "  aws:region: eu-west-1\n  aws:profile: someone\n  pulumi:tags:\n    team: x\nenvironment:\n  - some/env\nencryptionsalt: v1:abc\nsecretsprovider: awskms://alias/x\n",
    ]);
    assert.equal(settingsOf(all, "eu-west-1").region, "eu-west-1");
  });

  it("allows a trial outside production, and a public endpoint for somebody", () => {
    const all = edited(
      [PROJECT, "production", "sandbox"],
      [PROJECT, "regulated", "trial"],
      [PROJECT, "runner-in-vpc", "public-cidr\n  pharos:publicAccessCidrs: [203.0.113.0/24]"],
    );
    const { assurance, publicAccessCidrs } = settingsOf(all, "us-east-1");
    assert.deepEqual(
      { assurance, publicAccessCidrs },
      { assurance: "trial", publicAccessCidrs: ["203.0.113.0/24"] },
    );
  });

  it("says the same whatever the order of the files", () => {
    const all = edited(
      [WEST, "10.1.0.0", "10.0.0.0"],
      [EUROPE, "10.2.0.0", "10.0.0.0"],
      [EUROPE, "spoke", "hub"],
    );
    const expected = check(all);
    const [project, ...stacks] = Object.entries(all).map(([name, text]) => ({ name, text }));
    fc.assert(
      fc.property(fc.shuffledSubarray(stacks, { minLength: stacks.length }), (shuffled) => {
        assert.deepEqual(checkSettings({ project: project!, stacks: shuffled }), expected);
      }),
    );
  });

  it("lays any subset of a stack's settings over the project's by name, and keeps the rest", () => {
    const overrides = {
      owner: "west",
      costCenter: "cc-3000",
      reach: "tunnel",
      accounts: { workload: "111122223333", witness: "444455556666" },
    };
    const keys = Object.keys(overrides) as (keyof typeof overrides)[];
    const shared = settingsOf(files, "us-west-2");
    fc.assert(
      fc.property(fc.subarray(keys), (chosen) => {
        const lines = chosen.map((key) => `  pharos:${key}: ${JSON.stringify(overrides[key])}\n`);
        const settings = settingsOf(edited([WEST, lines.join("")]), "us-west-2");
        for (const key of keys) {
          if (key === "accounts") {
            assert.equal(settings.accounts?.witness, chosen.includes(key) ? "444455556666" : "111122223333");
          } else {
            assert.equal(settings[key], chosen.includes(key) ? overrides[key] : shared[key]);
          }
        }
      }),
    );
  });
});

describe("loading settings", () => {
  it("reads the real files of the three stacks", () => {
    const { settings, topology } = loadSettings(root, "us-east-1");
    assert.equal(settings.role, "hub");
    assert.equal(topology.hub, "us-east-1");
    assert.deepEqual(Object.keys(topology.regions), ["eu-west-1", "us-east-1", "us-west-2"]);
    assert.deepEqual(settings.workloads, { finance: true, dag: true });
  });

  it("refuses with every mistake of all files, however many stacks were asked for", () => {
    const wrong = edited([PROJECT, "regulated", "trial"], [WEST, "10.1.0.0/16", "10.0.0.0/16"]);
    inFolder(wrong, (folder) => {
      const expected = `The settings have 2 mistakes; nothing was started.

Pulumi.us-west-2.yaml:5  pharos:network.cidr
  problem: overlaps the range of another stack: us-west-2 has 10.0.0.0/16, us-east-1 has 10.0.0.0/16
  value:   "10.0.0.0/16"
  allowed: a range that shares no address with another stack's
  fix:     use a free range of the same size, such as 10.1.0.0/16

Pulumi.yaml:12  pharos:assurance
  problem: is trial in an environment called production: real records would be kept without the locks that the law asks for
  value:   "trial"
  allowed: regulated, in environments called production, prod, live
  fix:     write regulated, or give a trial's environment another name`;
      assert.equal(
        refusal(() => loadSettings(folder, "eu-west-1")),
        expected,
      );
      assert.equal(
        refusal(() => loadAllSettings(folder)),
        expected,
      );
    });
  });

  it("refuses a stack that does not exist", () => {
    assert.equal(
      refusal(() => loadSettings(root, "us-east1")),
      "There is no stack us-east1; there are eu-west-1, us-east-1, us-west-2.\n  fix: did you mean us-east-1?",
    );
    assert.equal(
      refusal(() => loadSettings(root, "ap-south-1")),
      "There is no stack ap-south-1; there are eu-west-1, us-east-1, us-west-2.\n" +
        "  fix: add the file Pulumi.ap-south-1.yaml, or name one of these",
    );
  });

  it("refuses a folder without a project or without stacks", () => {
    inFolder({}, (folder) => {
      assert.equal(
        refusal(() => loadAllSettings(folder)),
        `There is no Pulumi.yaml in ${folder}.\n  fix: run the command in the project's root folder`,
      );
      const missing = path.join(folder, "missing");
      assert.equal(
        refusal(() => loadAllSettings(missing)),
        `The folder ${missing} cannot be read: ENOENT: no such file or directory, scandir '${missing}'`,
      );
    });
    inFolder({ [PROJECT]: files[PROJECT]! }, (folder) => {
      mkdirSync(path.join(folder, "dist"));
      assert.equal(
        refusal(() => loadAllSettings(folder)),
        `There is no stack in ${folder}.\n  fix: add a file Pulumi.<region>.yaml for each region`,
      );
    });
  });
});
