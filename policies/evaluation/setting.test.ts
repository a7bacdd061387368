import assert from "node:assert/strict";
import { resourceFrom, stackFrom, UNKNOWN, type Given } from "../testing/resources";
import { pass, violation } from "./outcome";
import { judgedAlone } from "./setting";

const BUCKET = "aws:s3/bucket:Bucket";
const bucket = (name: unknown): Given => ({ type: BUCKET, name: "data", inputs: { bucket: name } });
const versioning: Given = {
  type: "aws:s3/bucketVersioning:BucketVersioning",
  name: "versioning",
  inputs: { bucket: "data" },
};
const broken = violation("suspended", { message: "m", fix: "f" });

const judged = (outcome: typeof pass | typeof broken, ...others: Given[]) =>
  judgedAlone(
    resourceFrom(versioning),
    stackFrom([versioning, ...others]),
    ["bucket", BUCKET],
    () => outcome,
  );

describe("a setting on its own", () => {
  it("is judged where its resource is not in the stack", () => {
    assert.deepEqual(judged(broken, bucket("another")), [broken]);
    assert.deepEqual(judged(pass), [pass]);
  });

  it("is its resource's business where that one is in the stack", () => {
    assert.deepEqual(judged(broken, bucket("data"), bucket(UNKNOWN)), []);
  });

  it("cannot be told where its resource may be in the stack and it does not comply", () => {
    assert.deepEqual(judged(broken, bucket(UNKNOWN)), [
      {
        kind: "undetermined",
        property: "bucket",
        why: "is not known before the update",
        related: `urn:pulumi:us-east-1::pharos::${BUCKET}::data`,
      },
    ]);
    assert.deepEqual(judged(pass, bucket(UNKNOWN)), []);
  });
});
