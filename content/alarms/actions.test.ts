import assert from "node:assert/strict";
import { type Alarm, alarms } from ".";
import { anyOfAlarms, hyphenated, pagesTogether, toldAs } from "./actions";

const named = (name: string): Alarm => alarms.find((alarm) => alarm.name === name) ?? assert.fail(name);
const subject = (label: string) => ({ label, dimensions: {} });

describe("who is told of an alarm", () => {
  it("pages once for all subjects, and tells of each without a page", () => {
    const alarm = named("NatGatewayPortsExhausted");
    assert.deepEqual([pagesTogether(alarm, 3), toldAs(alarm, subject("a"), 3)], [true, "P3"]);
    assert.deepEqual([pagesTogether(alarm, 1), toldAs(alarm, subject("a"), 1)], [false, "P1"]);
  });

  it("notifies of each where nobody is paged", () => {
    const alarm = named("NatGatewayPacketsDropped");
    assert.deepEqual([pagesTogether(alarm, 3), toldAs(alarm, subject("a"), 3)], [false, "P2"]);
  });

  it("tells of a topic that does not deliver through another one", () => {
    const alarm = named("NotificationsFailing");
    assert.deepEqual(
      ["p0", "p1", "p2", "p3"].map((label) => toldAs(alarm, subject(label), 4)),
      ["P1", "P0", "P1", "P1"],
    );
    assert.equal(pagesTogether(alarm, 4), false);
  });

  it("joins alarms by or, and writes names in words", () => {
    assert.equal(anyOfAlarms(["one", "two"]), 'ALARM("one") OR ALARM("two")');
    assert.equal(hyphenated("EksApiServerSilent"), "eks-api-server-silent");
  });
});
