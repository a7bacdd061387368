import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding, Run } from "../model";
import { renderSummary, wrap } from "./console";
import { StackBuilder, policyOutcome, stackRun } from "./testing/builder";
import { exampleRun, exampleTopology } from "./testing/run";

const run = (stacks: Run["stacks"], kind: Run["kind"] = "preview"): Run => ({
  kind,
  stacks,
  seconds: 7.04,
  startedAt: "2026-03-02T09:41:07.120Z",
  mode: "sandbox",
  topology: exampleTopology,
});

const withoutColour = (text: string): string => text.replace(/\u001b\[\d+m/g, "");

describe("the summary for a terminal", () => {
  it("tells of each stack what it is, what happens, how the rules ended, what cannot be undone", () => {
    const example = exampleRun();
    const text = renderSummary({ ...example, stacks: example.stacks.slice(1) }, { color: false, width: 80 });
    assert.equal(
      text,
      `us-west-2 · spoke · US                                                    12.8 s
  resources         46: 6 subnets, 4 Namespaces, 3 Elastic IPs, 3 NAT gateways,
                    2 S3 buckets, 28 more of 26 kinds
  operations        45 to create, 1 to read
  rules             10 evaluated, 0 violated, 1 undetermined, 0 waived
  hub outputs       1 not known before the hub exists:
                    receive.endpointServiceName
  cannot be undone  5
    - us-west-2-key: the key is destroyed only after a wait; 30 days after its
      deletion is asked for
    - us-west-2-records-source-lock and 1 more: nobody can delete or overwrite
      an object; 6 years after each object is written
    - guarded until a setting is changed: us-west-2-records-source,
      us-west-2-eks

eu-west-1 · spoke · EU                                                    13.1 s
  resources         46: 6 subnets, 4 Namespaces, 3 Elastic IPs, 3 NAT gateways,
                    2 S3 buckets, 28 more of 26 kinds
  operations        45 to create, 1 to read
  rules             12 evaluated, 1 violated, 1 undetermined, 1 waived
  hub outputs       1 not known before the hub exists:
                    receive.endpointServiceName
  cannot be undone  5
    - eu-west-1-key: the key is destroyed only after a wait; 30 days after its
      deletion is asked for
    - eu-west-1-records-source-lock and 1 more: nobody can delete or overwrite
      an object; 6 years after each object is written
    - guarded until a setting is changed: eu-west-1-records-source,
      eu-west-1-eks
  ! WRK-PSS-01 Namespaces enforce a Pod Security Standard (advisory)
    eu-west-1-security (Namespace), components/cluster/namespaces.ts:30:12
    Namespace "security" enforces no Pod Security Standard: the label
    pod-security.kubernetes.io/enforce is absent.
    fix: Set the label pod-security.kubernetes.io/enforce to "privileged", which
         Falco needs, and say so in the namespace table.

preview: 2 stacks, 92 resources                                           41.3 s
  rules             22 evaluated, 1 violated, 2 undetermined, 1 waived
  cannot be undone  10`,
    );
  });

  it("is never wider than the terminal, and the same with colours", () => {
    for (const width of [40, 60, 72, 80, 100]) {
      const text = renderSummary(exampleRun(), { color: false, width });
      for (const line of text.split("\n"))
        assert.ok(line.length <= width, `${line.length} > ${width}: ${line}`);
      assert.equal(withoutColour(renderSummary(exampleRun(), { color: true, width })), text);
    }
  });

  it("has no colours where none are wanted, and no spaces at the ends of lines", () => {
    const text = renderSummary(exampleRun(), { color: false });
    assert.ok(!text.includes("\u001b"));
    assert.doesNotMatch(text, / $/m);
    assert.notEqual(renderSummary(exampleRun(), { color: true }), text);
  });

  it("tells a mandatory violation before an advisory one, and what failed", () => {
    const builder = new StackBuilder("us-east-1");
    const bucket = builder.add("aws:s3/bucket:Bucket", "records");
    const violated = (rule: string, more: Partial<Finding>): Finding => ({
      rule,
      state: "violated",
      message: `${rule} is not kept.`,
      ...more,
    });
    const facts = { pack: "p", severity: "high", controls: {} };
    const stack = stackRun(builder, {
      role: "hub",
      jurisdiction: "US",
      seconds: 3,
      outcome: "refused",
      diagnostics: [
        { severity: "error", message: "update refused\u001b[31m by\u0007 policy" },
        { severity: "error", message: "no such role", urn: bucket },
        { severity: "warning", message: "not told here" },
      ],
      policies: policyOutcome(
        [
          { ...facts, id: "A-1", title: "First", level: "advisory", remediation: "Mend A.", satisfied: 1 },
          { ...facts, id: "M-1", title: "Second", level: "mandatory", remediation: "Mend M.", satisfied: 0 },
        ],
        [
          violated("A-1", {}),
          violated("M-1", {
            urn: bucket,
            source: { file: "infra/region.ts", line: 7, column: 3 },
            fix: "Do this.",
          }),
        ],
      ),
    });
    assert.equal(
      renderSummary(run([stack]), { color: false, width: 80 }),
      `us-east-1 · hub · US · refused                                             3.0 s
  resources         2: 1 AWS provider, 1 S3 bucket
  operations        2 to create
  rules             3 evaluated, 2 violated, 0 undetermined, 0 waived
  ✗ M-1 Second (mandatory)
    records (S3 bucket), infra/region.ts:7:3
    M-1 is not kept.
    fix: Do this.
  ! A-1 First (advisory)
    the stack
    A-1 is not kept.
    fix: Mend A.
  error update refused by policy
  error records: no such role

preview: 1 stack, 2 resources                                              7.0 s
  rules             3 evaluated, 2 violated, 0 undetermined, 0 waived`,
    );
  });

  it("tells an update and a destroy as done, and is short where nothing happens", () => {
    const same = new StackBuilder("us-east-1", "same");
    assert.equal(
      renderSummary(run([stackRun(same, { role: "hub", jurisdiction: "US", seconds: 2 })], "up"), {
        color: false,
        width: 60,
      }),
      `us-east-1 · hub · US                                   2.0 s
  resources         1: 1 AWS provider
  operations        1 unchanged

up: 1 stack, 1 resource                                7.0 s`,
    );
    const gone = new StackBuilder("us-east-1", "delete");
    assert.equal(
      renderSummary(run([stackRun(gone, { role: "hub", jurisdiction: "US", seconds: 2 })], "destroy"), {
        color: false,
        width: 60,
      }),
      `us-east-1 · hub · US                                   2.0 s
  operations        1 deleted

destroy: 1 stack                                       7.0 s`,
    );
  });

  it("counts what it leaves out", () => {
    const builder = new StackBuilder("us-east-1");
    const findings = Array.from({ length: 11 }, (): Finding => ({
      rule: "A-1",
      state: "violated",
      message: "no",
    }));
    const stack = stackRun(builder, {
      role: "hub",
      jurisdiction: "US",
      policies: policyOutcome(
        [
          {
            id: "A-1",
            title: "T",
            pack: "p",
            severity: "low",
            level: "advisory",
            controls: {},
            remediation: "r",
            satisfied: 0,
          },
        ],
        findings,
      ),
      diagnostics: Array.from({ length: 7 }, () => ({ severity: "error", message: "broken" })),
    });
    const lines = renderSummary(run([stack]), { color: false }).split("\n");
    assert.ok(lines.includes("  and 3 more violations, in the report"));
    assert.ok(lines.includes("  and 2 more errors"));
  });
});

describe("wrapping", () => {
  it("never goes beyond the width and loses nothing but spaces", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        assert.ok(lines.every((line) => line.length <= width));
        assert.equal(lines.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
      }),
    );
  });
});
