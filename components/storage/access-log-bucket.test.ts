/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-member-access -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { record } from "../testing/record";
import { AccessLogBucket, type AccessLogBucketArgs } from "./access-log-bucket";

const args: AccessLogBucketArgs = {
  purpose: "access-logs",
  scope: { organization: "acme", environment: "staging", region: "us-east-1" },
  account: "111122223333",
  sources: ["acme-staging-us-east-1-b", "acme-staging-us-east-1-a"],
  lifetime: "permanent",
};
const make = (change: Partial<AccessLogBucketArgs> = {}) =>
  record(() => void new AccessLogBucket("access-logs", { ...args, ...change }));

describe("AccessLogBucket", () => {
  it("is what S3's log delivery asks for: S3's own keys, no lock, no log of its own", async () => {
    const recording = await make();
    const encryption =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    assert.deepEqual(recording.get(encryption, "access-logs-encryption").inputs["rules"], [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    const bucket = recording.get("aws:s3/bucket:Bucket", "access-logs-bucket").inputs;
    assert.equal(bucket["objectLockEnabled"], false);
    for (const type of [
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      "aws:s3/bucketLogging:BucketLogging",
    ])
      assert.deepEqual(recording.ofType(type), []);
  });

  it("takes logs of the named buckets of its account, from S3 alone", async () => {
    const policy = (await make()).get("aws:s3/bucketPolicy:BucketPolicy", "access-logs-policy").inputs[
      "policy"
    ];
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string; Effect: string }[] };
    assert.deepEqual(
      Statement.map(({ Sid, Effect }) => `${Effect} ${Sid}`),
      ["Deny DenyPlainHttp", "Deny DenyOldTls", "Allow TakeAccessLogs"],
    );
    assert.deepEqual(Statement[2], {
      Sid: "TakeAccessLogs",
      Effect: "Allow",
      Principal: { Service: ["logging.s3.amazonaws.com"] },
      Action: ["s3:PutObject"],
      Resource: ["arn:aws:s3:::acme-staging-us-east-1-access-logs/*"],
      Condition: {
        ArnEquals: {
          "aws:SourceArn": ["arn:aws:s3:::acme-staging-us-east-1-a", "arn:aws:s3:::acme-staging-us-east-1-b"],
        },
        StringEquals: { "aws:SourceAccount": ["111122223333"] },
      },
    });
  });

  it("takes logs of the region's load balancers in the folder that is theirs", async () => {
    const policy = (await make({ loadBalancers: "load-balancers" })).get(
      "aws:s3/bucketPolicy:BucketPolicy",
      "access-logs-policy",
    ).inputs["policy"];
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string }[] };
    const bucket = "arn:aws:s3:::acme-staging-us-east-1-access-logs";
    const Condition = {
      ArnLike: { "aws:SourceArn": ["arn:aws:logs:us-east-1:111122223333:*"] },
      StringEquals: { "aws:SourceAccount": ["111122223333"] },
    };
    assert.deepEqual(Statement.slice(3), [
      {
        Sid: "AWSLogDeliveryAclCheck",
        Effect: "Allow",
        Principal: { Service: ["delivery.logs.amazonaws.com"] },
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: [bucket],
        Condition,
      },
      {
        Sid: "AWSLogDeliveryWrite",
        Effect: "Allow",
        Principal: { Service: ["delivery.logs.amazonaws.com"] },
        Action: ["s3:PutObject"],
        Resource: [`${bucket}/load-balancers/AWSLogs/111122223333/*`],
        Condition: {
          ...Condition,
          StringEquals: { ...Condition.StringEquals, "s3:x-amz-acl": ["bucket-owner-full-control"] },
        },
      },
    ]);
  });

  it("ends within twelve months, replaced versions included, is protected, and can go with a stack that may go", async () => {
    const recording = await make();
    const lifecycle = recording.get(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "access-logs-lifecycle",
    );
    assert.deepEqual(lifecycle.inputs["rules"][0].expiration, { days: 358 });
    assert.ok(recording.resources.every(({ protect }) => protect));
    const trial = await make({ lifetime: "temporary" });
    assert.ok(trial.resources.every(({ protect }) => !protect));
    assert.equal(trial.get("aws:s3/bucket:Bucket", "access-logs-bucket").inputs["forceDestroy"], true);
  });

  it("refuses to be a log of itself", async () => {
    await assert.rejects(make({ sources: ["acme-staging-us-east-1-access-logs"] }), {
      name: "UserError",
      message:
        "the access logs of bucket 'acme-staging-us-east-1-access-logs' should not go into itself: each delivery would be logged and delivered again, without end",
      fix: "leave it out of its own 'sources'",
    });
  });
});
