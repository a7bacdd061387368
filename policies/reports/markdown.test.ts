import assert from "node:assert/strict";
import { countResults } from "../evaluation/results";
import { markdownReport } from "./markdown";
import { exampleReport, rotationOff } from "./testing/example";
import type { Report } from "./report";

/** One stack in which this many keys do not rotate, each with a message of its own. */
function broken(count: number): Report {
  const report = exampleReport();
  const [hub] = report.stacks;
  const results = Array.from({ length: count }, (_, index) => ({
    ...rotationOff("us-east-1", `key-${index}`),
    message: `key ${index} ${"does not rotate ".repeat(20)}`,
    pack: "encryption",
  }));
  const coverage = countResults(results, { resources: count, unknownTypes: [] });
  return { ...report, stacks: [{ ...hub!, results: { ...hub!.results!, results, coverage } }] };
}

describe("Markdown report", () => {
  it("tells errors, violations with links to their lines, what is waived, what is open, and the coverage", () => {
    const sourceAddress = "https://git.example.com/acme/pharos/blob/0123abc/";
    assert.equal(
      markdownReport(exampleReport({ sourceAddress })),
      `<!-- pharos:check -->

## Pharos: 2 violations, 1 mandatory; 1 undetermined; not judged to the end: eu-west-1

### Errors

- \`eu-west-1\`: could not read aws:eks/cluster:Cluster: \\<no reason\\>

### Violations

#### \`ENC-KMS-01/rotation-off\` Keys rotate every year (mandatory, high)

- \`forgotten\` (\`aws:kms/key:Key\`, us-east-1), [\`components/encryption/data key.ts:12\`](https://git.example.com/acme/pharos/blob/0123abc/components/encryption/data%20key.ts#L12), \`enableKeyRotation\`

enableKeyRotation is false; true is expected.

**Fix:** set enableKeyRotation to true.

#### \`RET-S3-02/not-locked\` Keys rotate every year (advisory, medium)

- \`drop\` (\`aws:s3/bucket:Bucket\`, us-east-1), [\`components/storage/lock.ts:3\`](https://git.example.com/acme/pharos/blob/0123abc/components/storage/lock.ts#L3), set in \`drop-lock\`

its lock is \\\`GOVERNANCE\\\` \\| @\u200bacme/storage decides.

**Fix:** lock it.

### Waived

Violations that somebody has accepted for a time.

- \`RET-S3-02/too-short\` \`access-logs\` (\`aws:s3/bucket:Bucket\`, eu-west-1), \`rule.days\`, waiver \`W-0007\`, until 2026-06-30, owner storage-team: The load balancer's logs move to the records bucket in March.

### Undetermined

For these a rule could claim nothing. What is only not known before the update is decided by the update.

- \`ENC-KMS-01\` \`imported\` (us-east-1): \`rules[0].rotation\` is not known before the update

### Coverage

| stack | resources | evaluated | violated | undetermined | waived | not applicable |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| \`us-east-1\` | 7 | 4 | 2 | 1 | 0 | 1 |
| \`eu-west-1\` (in part) | 7 | 2 | 0 | 0 | 1 | 0 |

Never judged, because nothing in this run is of their kind: \`ACC-SNS-01\`.

<details><summary>1 type without a rule</summary>

No rule looks at: \`grafana:oss/folder:Folder\`.

</details>

- \`eu-west-1\`: waiver W-0001 covers nothing
`,
    );
  });

  it("puts the same violation of several resources together", () => {
    const report = broken(12);
    const [stack] = report.stacks;
    const results = stack!.results!.results.map((result) => ({ ...result, message: "no" }));
    const text = markdownReport({
      ...report,
      stacks: [{ ...stack!, results: { ...stack!.results!, results } }],
    });
    assert.equal(text.match(/^#### /gm)?.length, 1);
    assert.match(text, /^- and 2 more resources$/m);
  });

  it("fits into a comment of GitHub and counts exactly what it leaves out", () => {
    const text = markdownReport(broken(500));
    assert.ok(text.length <= 65_000, `${text.length} characters`);
    assert.ok(text.length > 60_000, "there was room for more");
    const told = text.match(/^#### /gm)?.length ?? 0;
    const more = Number(/^_and (\d+) more violations/m.exec(text)?.[1]);
    assert.equal(told + more, 500);
    assert.match(text, /^\| `us-east-1` \| 500 \| 500 \| 500 \|/m);
  });

  it("keeps every section's count where there is room for nothing", () => {
    const text = markdownReport(exampleReport(), 1_240);
    assert.ok(text.length <= 1_240, `${text.length} characters`);
    assert.deepEqual(text.match(/^_and \d+ more [a-z ]+(?=:)/gm), [
      "_and 1 more error",
      "_and 2 more violations",
      "_and 1 more waived violation",
      "_and 1 more undetermined result",
    ]);
  });
});
