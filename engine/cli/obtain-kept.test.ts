import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { FakeMachine, ProgressRecord } from "./fake-machine";
import { obtainPulumi } from "./obtain";
import type { Step } from "./steps";
import { usualSteps } from "./usual-steps";

describe("keeping the Pulumi CLI", function () {
  // Each test starts processes, which takes its time on a busy machine.
  this.timeout(20_000);
  let machine: FakeMachine;
  let usual: ReturnType<typeof usualSteps>;
  let entry: string;
  const obtain = (extra: { onProgress?: ProgressRecord["take"]; signal?: AbortSignal } = {}) =>
    obtainPulumi({ env: machine.env, platform: "linux", ...extra });

  beforeEach(() => {
    machine = new FakeMachine();
    usual = usualSteps(machine);
    entry = usual.entry;
    machine.installClosedCurl();
  });
  afterEach(() => machine.remove());

  describe("from a damaged cache", () => {
    const damages: [string, () => void, string][] = [
      [
        "a truncated executable",
        () => truncateSync(path.join(entry, "bin", "pulumi"), 5),
        "ENTRY/bin/pulumi has 5 bytes instead of 24",
      ],
      [
        "a missing executable",
        () => rmSync(path.join(entry, "bin", "pulumi-language-nodejs")),
        "ENTRY/bin/pulumi-language-nodejs is gone",
      ],
      [
        "changed bytes that keep it from running",
        () => writeFileSync(path.join(entry, "bin", "pulumi"), "#!/bin/sh\nexit 01234567\n"),
        "ENTRY/bin/pulumi has changed since it was made",
      ],
      [
        "no manifest",
        () => rmSync(path.join(entry, "manifest.json")),
        "ENTRY has no manifest.json, so it was never finished",
      ],
      [
        "half a manifest",
        () => truncateSync(path.join(entry, "manifest.json"), 40),
        "ENTRY/manifest.json cannot be read",
      ],
      [
        "another machine's executables",
        () => editManifest(`${process.platform}-${process.arch}`, "plan9-mips"),
        `ENTRY was made for plan9-mips, this is ${process.platform}-${process.arch}`,
      ],
      [
        "another recipe",
        () => editManifest(/"recipe": "./, '"recipe": "x'),
        "ENTRY was made by another recipe",
      ],
    ];
    const editManifest = (from: string | RegExp, to: string) => {
      const file = path.join(entry, "manifest.json");
      writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
    };
    for (const [what, damage, detail] of damages)
      it(`notices ${what} and makes the entry anew`, async () => {
        machine.installGo();
        await obtain();
        damage();
        const failed: Step = {
          source: "cache",
          outcome: "failed",
          detail: `${detail.replace("ENTRY", entry)}; it is made anew`,
        };
        assert.deepEqual((await obtain()).steps, [usual.noneOnPath, failed, usual.noNetwork, usual.built]);
        assert.deepEqual((await obtain()).steps, [usual.noneOnPath, usual.cached()]);
        assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
      });

    it("sweeps what interrupted builds left", async () => {
      machine.installGo();
      mkdirSync(path.join(machine.cache, "pulumi", ".partial-3.259.0-3.66.0-abc", "bin"), {
        recursive: true,
      });
      await obtain();
      assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
    });
  });

  it("can be cancelled, leaves nothing behind, and works the next time", async () => {
    machine.installGo({ build: machine.untilGate });
    const progress = new ProgressRecord();
    const controller = new AbortController();
    const attempt = obtain({ onProgress: progress.take, signal: controller.signal });
    await progress.line("compiling pulumi: 2 of 3");
    assert.equal(machine.listCache("pulumi").length, 3, "a partial entry, the lock and its owner");
    const reason = new Error("enough");
    controller.abort(reason);
    await assert.rejects(attempt, (error) => error === reason);
    assert.deepEqual(machine.listCache("pulumi"), []);
    machine.openGate();
    assert.equal((await obtain()).source, "build");
  });

  it("does nothing when it was cancelled before", async () => {
    machine.installGo();
    await assert.rejects(obtain({ signal: AbortSignal.abort(new Error("enough")) }), new Error("enough"));
    assert(!existsSync(machine.cache));
  });

  it("builds once when two ask at once, and the second says for whom it waits", async () => {
    machine.installGo({ build: machine.untilGate });
    const [first, second] = [new ProgressRecord(), new ProgressRecord()];
    const one = obtain({ onProgress: first.take });
    await first.line("compiling pulumi: 2 of 3");
    const two = obtain({ onProgress: second.take });
    const said = await second.line(`waiting for process ${process.pid}, which is at it: `);
    machine.openGate();
    assert.equal((await one).source, "build");
    const { source, steps } = await two;
    assert.equal(source, "cache");
    assert.deepEqual(steps, [usual.noneOnPath, usual.noneInCache, usual.cached()]);
    assert.match(said, /: (has just begun|.*packages.*)$/);
    assert.equal(machine.goLog.filter((line) => line.startsWith("build")).length, 2);
    assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
  });

  it("can be cancelled while it waits", async () => {
    machine.installGo({ build: machine.untilGate });
    const [first, second] = [new ProgressRecord(), new ProgressRecord()];
    const one = obtain({ onProgress: first.take });
    await first.line("compiling pulumi: 2 of 3");
    const controller = new AbortController();
    const two = obtain({ onProgress: second.take, signal: controller.signal });
    await second.line("waiting for process");
    controller.abort(new Error("enough"));
    await assert.rejects(two, new Error("enough"));
    machine.openGate();
    assert.equal((await one).source, "build");
  });
});
