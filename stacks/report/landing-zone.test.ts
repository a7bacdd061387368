import assert from "node:assert/strict";
import {
  EXPECTED_TYPE,
  expectations,
  expectedName,
  expectedPart,
  landingZoneParts,
} from "../../content/landing-zone";
import type { Run } from "../model";
import { renderSummary } from "./console";
import { renderReport } from "./html";
import { drawExpected, expectedBy } from "./landing-zone";
import { StackBuilder, stackRun } from "./testing/builder";

function runWith(...names: string[]): Run {
  const builder = new StackBuilder("us-east-1");
  for (const name of names) builder.component(EXPECTED_TYPE, name);
  return {
    kind: "preview",
    stacks: [stackRun(builder, { role: "hub", jurisdiction: "US" })],
    seconds: 1,
    startedAt: "2026-03-01T12:00:00Z",
    mode: "sandbox",
    topology: { hub: "us-east-1", regions: { "us-east-1": { role: "hub", jurisdiction: "US" } } },
  };
}

describe("what is expected from the landing zone", () => {
  it("is known by the names of its components", () => {
    assert.deepEqual(landingZoneParts.map(expectedName), [
      "expected-trail",
      "expected-config",
      "expected-guard-duty",
      "expected-security-hub",
    ]);
    assert.deepEqual(landingZoneParts.map(expectedName).map(expectedPart), landingZoneParts);
    assert.equal(expectedPart("expected-nothing"), undefined);
  });

  it("has a row in the report that says what must exist, and that nobody looked", () => {
    const page = drawExpected(runWith("expected-guard-duty"));
    assert(page !== false);
    assert.match(
      page.text,
      /Settings say that these exist already; not checked by this run; `pharos preflight` checks it\./,
    );
    assert.match(page.text, /<th scope="row" class="keep">audit\.guardDuty<\/th>/);
    assert.ok(page.text.includes(`<td>${expectations.guardDuty}</td><td class="keep">us-east-1</td>`));
    assert.ok(renderReport(runWith("expected-guard-duty")).includes(page.text));
    assert.ok(renderReport(runWith("expected-trail")).includes('<a href="#expected">Landing zone</a>'));
  });

  it("has a line in the summary", () => {
    const summary = renderSummary(runWith("expected-trail", "expected-config"), { color: false, width: 200 });
    assert.match(
      summary,
      /expected +from the landing zone: trail, config; not checked by this run; `pharos preflight` checks it\n/,
    );
  });

  it("is not spoken of where everything is made here", () => {
    const run = runWith();
    assert.deepEqual(expectedBy(run.stacks[0]!), []);
    assert.equal(drawExpected(run), false);
    assert.ok(!renderReport(run).includes("landing zone"));
    assert.ok(!renderSummary(run, { color: false }).includes("landing zone"));
  });
});
