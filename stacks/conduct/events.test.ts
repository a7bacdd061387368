import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { SECRET, UNKNOWN } from "../model";
import { EventLog, readable } from "./events";

const BUCKET = "urn:pulumi:us-east-1::pharos::pharos:storage:DataBucket$aws:s3/bucket:Bucket::records";

/** An event as the engine sends it, with only what is read. */
function step(op: string, inputs: Record<string, unknown> = {}): EngineEvent {
  const state = {
    type: "aws:s3/bucket:Bucket",
    urn: BUCKET,
    custom: true,
    id: "",
    parent: "urn:parent",
    protect: true,
    inputs,
    outputs: {},
    provider: "",
  };
  const metadata = {
    op,
    urn: BUCKET,
    type: state.type,
    new: state,
    provider: "urn:pulumi:us-east-1::pharos::pulumi:providers:aws::aws::some-id",
  };
  return { sequence: 0, timestamp: 0, resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

function said(severity: string, message: string, urn?: string): EngineEvent {
  return {
    sequence: 0,
    timestamp: 0,
    diagnosticEvent: { severity, message, color: "never", urn },
  } as unknown as EngineEvent;
}

describe("the events of the engine", () => {
  it("become one resource a URN, with what the program said of it", () => {
    const log = new EventLog();
    log.take(step("create", { bucket: "records" }));
    const source = { file: "components/storage/data-bucket.ts", line: 7, column: 3 };
    const registrations = new Map([
      [BUCKET, { dependencies: ["urn:key"], propertyDependencies: { bucket: ["urn:key"] }, source }],
    ]);
    assert.deepEqual(log.join(registrations), [
      {
        urn: BUCKET,
        type: "aws:s3/bucket:Bucket",
        name: "records",
        operation: "create",
        inputs: { bucket: "records" },
        protect: true,
        retainOnDelete: false,
        custom: true,
        parent: "urn:parent",
        provider: "urn:pulumi:us-east-1::pharos::pulumi:providers:aws::aws",
        dependencies: ["urn:key"],
        propertyDependencies: { bucket: ["urn:key"] },
        source,
      },
    ]);
  });

  it("tell a replacement in one word, with the new resource's inputs, whichever of its steps comes first", () => {
    const old = (op: string): EngineEvent => {
      const event = step(op, { bucket: "old" });
      const { metadata } = event.resourcePreEvent!;
      return {
        ...event,
        resourcePreEvent: { metadata: { ...metadata, old: metadata.new!, new: undefined! } },
      };
    };
    const fresh = (op: string): EngineEvent => step(op, { bucket: "new" });
    for (const steps of [
      [fresh("create-replacement"), fresh("replace"), old("delete-replaced")],
      [old("delete-replaced"), fresh("replace"), fresh("create-replacement")],
    ]) {
      const log = new EventLog();
      for (const event of steps) log.take(event);
      assert.deepEqual(
        log.join(new Map()).map(({ operation, inputs }) => [operation, inputs]),
        [["replace", { bucket: "new" }]],
      );
    }
  });

  it("leave out what the engine says without saying anything, and its colour marks", () => {
    const log = new EventLog();
    log.take(said("error", "update failed\n"));
    log.take(said("debug", "registering"));
    log.take(said("warning", "<{%fg 3%}>careful<{%reset%}>\n"));
    assert.deepEqual(log.diagnostics, [{ severity: "warning", message: "careful" }]);
  });

  it("count mandatory violations only as refusals", () => {
    const log = new EventLog();
    for (const enforcementLevel of ["mandatory", "advisory", "mandatory"]) {
      log.take({ policyEvent: { enforcementLevel } } as unknown as EngineEvent);
    }
    assert.equal(log.refusals, 2);
  });
});

describe("values of the engine", () => {
  it("show neither secrets nor sentinels", () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "hush",
    };
    const value = { a: [secret, 1], b: { c: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, d: null };
    assert.deepEqual(readable(value), { a: [SECRET, 1], b: { c: UNKNOWN }, d: null });
    assert.ok(!JSON.stringify(readable(value)).includes("hush"));
  });
});
