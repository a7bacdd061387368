import assert from "node:assert/strict";
import { EVERY_AWS_TYPE, namesType } from "./rule";

describe("types of a rule", () => {
  it("name themselves", () => {
    const types = new Set(["aws:s3/bucket:Bucket"]);
    assert.equal(namesType(types, "aws:s3/bucket:Bucket"), true);
    assert.equal(namesType(types, "aws:s3/bucketPolicy:BucketPolicy"), false);
  });

  it("may be all of AWS's, and nobody else's", () => {
    const types = new Set([EVERY_AWS_TYPE]);
    assert.equal(namesType(types, "aws:s3/bucket:Bucket"), true);
    assert.equal(namesType(types, "aws:future/thing:Thing"), true);
    for (const type of [
      "kubernetes:core/v1:Namespace",
      "aws-native:s3:Bucket",
      "pulumi:providers:aws",
      "pharos:storage:DataBucket",
    ])
      assert.equal(namesType(types, type), false, type);
  });
});
