import assert from "node:assert/strict";
import { metricsReport } from "./metrics";
import { exampleReport } from "./testing/example";

describe("metrics of a check", () => {
  const text = metricsReport(exampleReport());

  it("tell how each rule ended in each stack", () => {
    const lines = text.split("\n").filter((line) => /^pharos_check_results\{.*ENC-KMS-01/.test(line));
    const labels = (stack: string, outcome: string) =>
      `pharos_check_results{stack="${stack}",pack="encryption",rule="ENC-KMS-01",severity="high",level="mandatory",outcome="${outcome}"}`;
    assert.deepEqual(lines, [
      `${labels("us-east-1", "pass")} 1`,
      `${labels("us-east-1", "violation")} 1`,
      `${labels("us-east-1", "undetermined")} 1`,
      `${labels("us-east-1", "waived")} 0`,
      `${labels("us-east-1", "not_applicable")} 1`,
      `${labels("eu-west-1", "pass")} 1`,
      `${labels("eu-west-1", "violation")} 0`,
      `${labels("eu-west-1", "undetermined")} 0`,
      `${labels("eu-west-1", "waived")} 0`,
      `${labels("eu-west-1", "not_applicable")} 0`,
    ]);
  });

  it("tell when the check ran, what was complete, which rule is alive, when waivers end", () => {
    const others = text
      .split("\n")
      .filter((line) => /^pharos/.test(line) && !line.startsWith("pharos_check_results"));
    assert.deepEqual(others, [
      "pharos_check_last_run_timestamp_seconds 1772444467.12",
      'pharos_check_complete{stack="us-east-1"} 1',
      'pharos_check_complete{stack="eu-west-1"} 0',
      'pharos_check_refused{stack="us-east-1"} 1',
      'pharos_check_refused{stack="eu-west-1"} 0',
      'pharos_check_resources{stack="us-east-1"} 7',
      'pharos_check_resources{stack="eu-west-1"} 7',
      'pharos_check_types_without_rule{stack="us-east-1"} 1',
      'pharos_check_types_without_rule{stack="eu-west-1"} 0',
      'pharos_check_rule_alive{pack="encryption",rule="ENC-KMS-01"} 1',
      'pharos_check_rule_alive{pack="retention",rule="RET-S3-02"} 1',
      'pharos_check_rule_alive{pack="access",rule="ACC-SNS-01"} 0',
      'pharos_check_waiver_expiry_timestamp_seconds{waiver="W-0007",rule="RET-S3-02",owner="storage-team"} 1782863999',
    ]);
  });

  it("keep to the format and to the naming rules that promtool checks", () => {
    const seen = new Set<string>();
    for (const line of text.trimEnd().split("\n")) {
      const help = /^# HELP ([a-z_]+) \S.*\.$/.exec(line)?.[1];
      const type = /^# TYPE ([a-z_]+) gauge$/.exec(line)?.[1];
      const sample = /^([a-z_]+)(\{([a-z_]+="([^"\\\n]|\\[\\"n])*",?)+\})? -?\d+(\.\d+)?$/.exec(line);
      assert.ok(help ?? type ?? sample, line);
      if (help !== undefined) assert.ok(!seen.has(help), `${help} stands twice`);
      seen.add(help ?? type ?? sample![1]!);
    }
    for (const name of seen) {
      // A gauge is no counter and no part of a histogram, and units are base units.
      assert.doesNotMatch(name, /_(total|count|sum|bucket|info|gauge|milliseconds|ms|minutes|hours|days)$/);
      if (name.includes("timestamp")) assert.match(name, /_seconds$/);
    }
  });

  it("escape what stands in labels", () => {
    const report = exampleReport();
    const stacks = report.stacks.map((stack) => ({ ...stack, stack: 'a"b\\c\nd' }));
    assert.match(
      metricsReport({ ...report, stacks }),
      /^pharos_check_complete\{stack="a\\"b\\\\c\\nd"\} 1$/m,
    );
  });
});
