import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { EventLog } from "./events";
import { describeFailure, describeRun } from "./failure";

const URN = "urn:pulumi:us-east-1::pharos::aws:eks/cluster:Cluster::platform";
const calm = { stack: "us-east-1", stopped: 0, locks: [] };

function failedLog(): EventLog {
  const log = new EventLog();
  const metadata = { urn: URN, type: "aws:eks/cluster:Cluster", op: "create" };
  log.take({ resOpFailedEvent: { metadata } } as unknown as EngineEvent);
  log.take({
    diagnosticEvent: {
      severity: "error",
      urn: URN,
      message: `creating ${URN}: LimitExceeded:\n  too many\n`,
      color: "never",
    },
  } as unknown as EngineEvent);
  return log;
}

describe("the description of a failure", () => {
  it("is the resource and the cause in one line", () => {
    assert.deepEqual(describeFailure(new Error("code: 255"), failedLog(), calm), [
      {
        severity: "error",
        urn: URN,
        message: "could not create aws:eks/cluster:Cluster platform: LimitExceeded: too many",
      },
    ]);
  });

  it("says that somebody stopped it, after what failed", () => {
    const described = describeFailure(new Error("code: 255"), failedLog(), { ...calm, stopped: 1 });
    assert.deepEqual(described.map(({ message }) => message).slice(1), [
      "stopped on request; what was under way has been finished and recorded",
    ]);
  });

  it("leaves out what the engine gave up because of it, and keeps what else was said", () => {
    const said = (message: string): EngineEvent =>
      ({ diagnosticEvent: { severity: "error", message, color: "never" } }) as unknown as EngineEvent;
    const log = failedLog();
    log.take(said("failed to run remediation: context canceled"));
    log.take(said("the disk is full"));
    assert.deepEqual(
      describeRun(new Error("code: 255"), log, calm).map(({ message }) => message),
      ["the disk is full", "could not create aws:eks/cluster:Cluster platform: LimitExceeded: too many"],
    );
  });

  it("adds nothing where the program has said it already", () => {
    const log = new EventLog();
    log.take({
      diagnosticEvent: { severity: "error", message: "the hub is not deployed", color: "never" },
    } as unknown as EngineEvent);
    assert.deepEqual(describeFailure(new Error("code: 255"), log, calm), []);
  });

  it("falls back to the command line's own error, in one line", () => {
    const error = new Error("code: -2\n stdout: \n stderr: \nerror: could not load\nplugin\n");
    assert.deepEqual(describeFailure(error, new EventLog(), calm), [
      { severity: "error", message: "could not load" },
    ]);
  });
});
