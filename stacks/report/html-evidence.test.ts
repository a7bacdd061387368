import * as assert from "node:assert/strict";
import { exampleReport } from "../../policies/reports/testing/example";
import { renderEvidence } from "./html-evidence";
import { idsOf, markupMistakes, textOf } from "./testing/well-formed";

/** The part of a page from one id to another. */
function between(html: string, from: string, to: string): string {
  return html.slice(html.indexOf(`id="${from}"`), html.indexOf(`id="${to}"`));
}

describe("the page of evidence", () => {
  const html = renderEvidence(exampleReport());

  it("is a well-formed page that loads nothing and has a place for everything it links to", () => {
    assert.deepEqual(markupMistakes(html), []);
    const ids = idsOf(html);
    assert.equal(new Set(ids).size, ids.length, "every id once");
    const targets = [...html.matchAll(/href="#([^"]*)"/g)].map(([, target]) => target ?? "");
    assert.deepEqual(
      targets.filter((target) => !ids.includes(target)),
      [],
    );
    assert.doesNotMatch(html, /<(link|iframe|object|embed|img|audio|video|base)\b|\ssrc=|\son[a-z]+="/);
  });

  it("begins with what was judged and how it ended", () => {
    assert.match(
      textOf(html),
      /Pharos evidence 2026-03-02 09:41 UTC · what an update would make · Pharos 0\.1\.0 · commit 0123abc 2 violations\. 1 result could not be told\. Not judged to the end: eu-west-1\. Stacks 2 14 resources Evaluations 6 by 3 rules Violations 2 of any level Undetermined 1 is no pass Waived 1 accepted for a time Never judged 1 rules without a case/,
    );
  });

  it("leads from each control to its rules, and says how they ended", () => {
    const rows = [...between(html, "controls", "policies").matchAll(/<tr data-text[\s\S]*?<\/tr>/g)];
    assert.deepEqual(
      rows.map(([row]) => textOf(row)),
      [
        "3.7.1 ENC-KMS-01 4 violated",
        "3.7.4 ENC-KMS-01 4 violated",
        "5(1)(f) ENC-KMS-01 4 violated",
        "CC6.1 ACC-SNS-01 0 nothing to judge",
        "CC7.2 RET-S3-02 2 violated",
        "17a-4(f)(2)(i)(A) RET-S3-02 2 violated",
      ],
    );
  });

  it("leads from each rule to every resource, the worst first, with what was found, the line and the waiver", () => {
    const rows = (rule: string) => {
      const policy = new RegExp(`<details[^>]* id="rule-${rule}">[\\s\\S]*?</details>`).exec(html)?.[0] ?? "";
      return [...policy.matchAll(/<tr data-text[\s\S]*?<\/tr>/g)].map(([row]) => textOf(row));
    };
    assert.deepEqual(rows("ENC-KMS-01"), [
      "us-east-1 forgotten aws:kms/key:Key violated enableKeyRotation enableKeyRotation is false; true is expected components/encryption/data key.ts:12",
      "us-east-1 imported aws:kms/key:Key undetermined rules[0].rotation is not known before the update",
      "eu-west-1 records aws:kms/key:Key complies",
      "us-east-1 records aws:kms/key:Key complies",
      "us-east-1 signing aws:kms/key:Key not applicable it signs",
    ]);
    assert.deepEqual(rows("RET-S3-02").slice(1), [
      "eu-west-1 access-logs aws:s3/bucket:Bucket waived rule.days kept for 180 days; 365 are expected waiver W-0007 until 2026-06-30, owner storage-team, approved by kim@example.com: The load balancer&#39;s logs move to the records bucket in March.",
    ]);
    assert.deepEqual(rows("ACC-SNS-01"), []);
  });

  it("never reads as kept where nothing was judged", () => {
    const stacks = [{ stack: "us-east-1", outcome: "failed" as const, errors: ["<no>"], sources: new Map() }];
    const page = renderEvidence(exampleReport({ stacks }));
    assert.deepEqual(markupMistakes(page), []);
    assert.match(textOf(page), /Not judged to the end: us-east-1\./);
    assert.match(textOf(page), /us-east-1 nothing .*Errors us-east-1: &lt;no&gt;/);
  });
});
