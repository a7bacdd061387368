import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { TestPlatform, changes, errors, stackOf } from "./testing/platform";

describe("an update that goes wrong", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("names the failing resource and the cause in one line, keeps the state, and finishes next time", async () => {
    const failed = await platform.with((conductor) => conductor.up(["us-east-1"]), {
      faults: [
        {
          type: "aws:eks/cluster:Cluster",
          operation: "create",
          action: { fail: "ResourceLimitExceeded: cluster limit exceeded" },
        },
      ],
    });
    const hub = stackOf(failed, "us-east-1");
    assert.equal(hub.outcome, "failed");
    assert.deepEqual(errors(hub), [
      "could not create aws:eks/cluster:Cluster platform-cluster: ResourceLimitExceeded: cluster limit exceeded",
    ]);
    const next = stackOf(await platform.with((conductor) => conductor.up(["us-east-1"])), "us-east-1");
    assert.deepEqual([next.outcome, errors(next)], ["ok", []]);
    assert.ok(changes(next).includes("create aws:eks/cluster:Cluster platform-cluster"));
    assert.ok(
      !changes(next).includes("create aws:ec2/vpc:Vpc network-vpc"),
      "what had been made is not made again",
    );
  });

  it("does not begin the spokes when the hub has failed", async () => {
    const other = new TestPlatform();
    try {
      const run = await other.with((conductor) => conductor.up(), {
        faults: [
          { type: "aws:kms/key:Key", operation: "create", action: { fail: "LimitExceededException" } },
        ],
      });
      assert.deepEqual(
        run.stacks.map(({ stack, outcome }) => [stack, outcome]),
        [["us-east-1", "failed"]],
      );
    } finally {
      other.dispose();
    }
  });
});

describe("an update that is stopped", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("finishes what is under way, keeps the state, and goes on next time", async () => {
    const stop = new AbortController();
    const made = path.join(platform.home.sandbox, "journal.jsonl");
    const run = await platform.with((conductor) => conductor.up(["us-east-1"]), {
      signal: stop.signal,
      faults: [{ type: "aws:eks/cluster:Cluster", operation: "create", action: { delayMs: 1500 } }],
      // Not in the preview that comes first: once the update has made something.
      onProgress: (progress) => {
        const working = progress.kind === "stack" && progress.state === "working";
        if (working && existsSync(made) && readFileSync(made, "utf8").includes("aws:ec2/vpc:Vpc"))
          stop.abort();
      },
    });
    const hub = stackOf(run, "us-east-1");
    assert.equal(hub.outcome, "failed");
    assert.ok(errors(hub).includes("stopped on request; what was under way has been finished and recorded"));
    const left = await platform.with((conductor) => conductor.exportState("us-east-1"));
    assert.deepEqual(left.deployment["pending_operations"] ?? [], []);
    const next = stackOf(await platform.with((conductor) => conductor.up(["us-east-1"])), "us-east-1");
    assert.deepEqual([next.outcome, errors(next)], ["ok", []]);
  });
});

describe("two updates of one stack at once", () => {
  const platform = new TestPlatform();
  after(() => platform.dispose());

  it("tells the second one in a sentence who has the lock", async () => {
    let begun!: () => void;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const slow = platform.with((conductor) => conductor.up(["us-east-1"]), {
      faults: [{ type: "aws:ec2/vpc:Vpc", operation: "create", action: { delayMs: 20_000 } }],
      onProgress: (progress) => {
        if (progress.kind === "stack" && progress.state === "working") begun();
      },
    });
    await first;
    const second = stackOf(await platform.with((conductor) => conductor.up(["us-east-1"])), "us-east-1");
    assert.equal(second.outcome, "failed");
    assert.equal(errors(second).length, 1);
    assert.match(
      errors(second)[0]!,
      /^stack us-east-1 is being updated by another process \(process \d+ of \S+ on \S+, since \S+\): wait until it has ended and run the command again$/,
    );
    assert.equal(stackOf(await slow, "us-east-1").outcome, "ok");
  });
});
