import assert from "node:assert/strict";
import { endingServices } from "../../../content/endings";
import { judge } from "../../evaluation/judge";
import { resourceFrom } from "../../testing/resources";
import { noEndedServices } from "./end-svc-01";

const rule = noEndedServices("2026-06-01");
const outcomesOf = (type: string) =>
  judge(rule, resourceFrom({ type, name: "it" }), { valid: [], faults: [] }).map(({ outcome }) => outcome);

/** A type is all that this rule looks at: there is nothing to be unknown, and nothing of a judged type passes. */
describe("END-SVC-01", () => {
  for (const { what, types } of endingServices) {
    it(`refuses every resource of ${what}`, () => {
      for (const type of types)
        assert.deepEqual(
          outcomesOf(type).map(({ kind }) => kind),
          ["violation"],
          type,
        );
    });
  }

  it("says what ended, when, where that is written, and what to use", () => {
    assert.deepEqual(outcomesOf("aws-native:lookoutmetrics:AnomalyDetector"), [
      {
        kind: "violation",
        reason: "ended",
        message:
          "the resource belongs to Amazon Lookout for Metrics, which ended on 2025-10-09 (https://aws.amazon.com/blogs/machine-learning/transitioning-off-amazon-lookout-for-metrics/); nothing new may be built on it",
        fix: "use anomaly detection of CloudWatch (an alarm on ANOMALY_DETECTION_BAND), or recording rules with bands in Prometheus",
        property: "type",
      },
    ]);
  });

  it("refuses what soon ends, too, and says so", () => {
    const [outcome] = outcomesOf("opsgenie:index/team:Team");
    assert.ok(outcome?.kind === "violation");
    assert.equal(outcome.reason, "ends");
    assert.match(outcome.message, /^the resource belongs to Opsgenie, which ends on 2027-04-05 /);
  });

  it("turns from 'ends' to 'ended' on the day itself", () => {
    const reasonOn = (today: string) => {
      const resource = resourceFrom({ type: "aws:appmesh/mesh:Mesh", name: "it" });
      const [finding] = judge(noEndedServices(today), resource, { valid: [], faults: [] });
      return finding?.outcome.kind === "violation" ? finding.outcome.reason : undefined;
    };
    assert.deepEqual(["2026-09-29", "2026-09-30"].map(reasonOn), ["ends", "ended"]);
  });

  it("says nothing of the services that took their place", () => {
    for (const type of [
      "aws:wafv2/webAcl:WebAcl",
      "aws:inspector2/enabler:Enabler",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
    ])
      assert.deepEqual(outcomesOf(type), []);
  });
});
