import assert from "node:assert/strict";
import { CLAIM_LIFETIME_MS, PreviewClaims, type Claim, type PreviewRun } from "./claims";

const BUCKET: Claim[] = [
  { name: "bucket logs", refusal: "creating S3 Bucket (logs): BucketAlreadyExists: it exists already" },
];
const urn = (stack: string, name = "logs"): string =>
  `urn:pulumi:${stack}::pharos::aws:s3/bucket:Bucket::${name}`;
const CLASH = {
  message: `${BUCKET[0]?.refusal}; the preview of ${urn("one")} claims it`,
  reason: "exists",
};

describe("names claimed by previews", () => {
  let now: number;
  let claims: PreviewClaims;
  const run = (engine: string): PreviewRun => ({ engine, lastSeen: now });
  beforeEach(() => {
    now = 1_000_000;
    claims = new PreviewClaims(() => now);
  });

  it("lets one resource have a name, and the same one have it again", () => {
    const first = run("a");
    claims.claim(BUCKET, urn("one"), first);
    claims.claim(BUCKET, urn("one"), first);
    assert.throws(() => claims.claim(BUCKET, urn("one", "other"), first), CLASH);
  });

  it("refuses another stack's preview while the first may be running", () => {
    claims.claim(BUCKET, urn("one"), run("a"));
    assert.throws(() => claims.claim(BUCKET, urn("two"), run("b")), CLASH);
    now += CLAIM_LIFETIME_MS;
    claims.claim(BUCKET, urn("two"), run("b"));
  });

  it("forgets what an earlier run of the same stack claimed, and nothing else", () => {
    claims.claim(BUCKET, urn("one"), run("a"));
    claims.restart("urn:pulumi:two::pharos::pulumi:providers:aws::p", run("b"));
    assert.throws(() => claims.claim(BUCKET, urn("two"), run("b")), CLASH);
    claims.restart("urn:pulumi:one::pharos::pulumi:providers:aws::p", run("c"));
    claims.claim(BUCKET, urn("two"), run("b"));
  });
});
