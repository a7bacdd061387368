import assert from "node:assert/strict";
import { consoleReport } from "./console";
import { exampleReport } from "./testing/example";

describe("console report", () => {
  it("lists violations, what stops the stack first, with the source line, and says how much was judged", () => {
    assert.equal(
      consoleReport(exampleReport()),
      [
        "us-east-1, as planned: refused",
        "mandatory ENC-KMS-01/rotation-off  aws:kms/key:Key forgotten  components/encryption/data key.ts:12",
        "  enableKeyRotation is false; true is expected",
        "  fix: set enableKeyRotation to true",
        "advisory RET-S3-02/not-locked  aws:s3/bucket:Bucket drop  components/storage/lock.ts:3",
        "  its lock is `GOVERNANCE` | @acme/storage decides",
        "  set in: drop-lock",
        "  fix: lock it",
        "policies (encryption, retention, access): 4 evaluated on 7 resources, 2 violations, 1 undetermined, 0 waived, 1 not applicable, no rule looks at 1 of the types",
        "",
        "eu-west-1, as planned: failed",
        "error: could not read aws:eks/cluster:Cluster: <no reason>",
        "warning: waiver W-0001 covers nothing",
        "policies (encryption, retention, access): 2 evaluated on 7 resources, 0 violations, 0 undetermined, 1 waived, 0 not applicable, the run ended before the whole stack was judged",
        "",
        "never judged: ACC-SNS-01 (nothing in this run for them to judge)",
      ].join("\n"),
    );
  });

  it("says of a stack that nobody judged that nothing was judged", () => {
    const stacks = [{ stack: "us-east-1", outcome: "failed" as const, errors: ["no"], sources: new Map() }];
    assert.equal(
      consoleReport(exampleReport({ subject: "deployed", stacks })),
      "us-east-1, as deployed: failed\nerror: no\npolicies: nothing was judged",
    );
  });
});
