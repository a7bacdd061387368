import assert from "node:assert/strict";
import { bucketPolicy } from "./bucket-policy";
import { type BucketDelivery, deliveryStatements } from "./deliveries";

const place = { account: "111122223333", region: "eu-west-1" };
const trail = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme";
const all: readonly BucketDelivery[] = [
  { service: "trail", trailArn: trail },
  { service: "flow-logs", prefix: "flow" },
  { service: "config", prefix: "cfg" },
  { service: "guardduty", prefix: "gd" },
];
const given = { "s3:x-amz-acl": ["bucket-owner-full-control"] };
const own = { "aws:SourceAccount": ["111122223333"] };

describe("deliveries of services to a bucket", () => {
  it("go into the service's own folder, for the account and the source alone", () => {
    const writes = deliveryStatements("acme-logs", place, all)
      .filter(({ actions }) => actions.includes("s3:PutObject"))
      .map(({ principals, resources, conditions }) => [
        principals === "everyone" ? principals : principals.services?.[0],
        resources[0],
        conditions,
      ]);
    assert.deepEqual(writes, [
      [
        "cloudtrail.amazonaws.com",
        "arn:aws:s3:::acme-logs/AWSLogs/111122223333/*",
        { StringEquals: { "aws:SourceArn": [trail], ...given } },
      ],
      [
        "delivery.logs.amazonaws.com",
        "arn:aws:s3:::acme-logs/flow/AWSLogs/111122223333/*",
        {
          ArnLike: { "aws:SourceArn": ["arn:aws:logs:eu-west-1:111122223333:*"] },
          StringEquals: { ...own, ...given },
        },
      ],
      [
        "config.amazonaws.com",
        "arn:aws:s3:::acme-logs/cfg/AWSLogs/111122223333/Config/*",
        { StringEquals: { ...own, ...given } },
      ],
      [
        "guardduty.amazonaws.com",
        "arn:aws:s3:::acme-logs/gd/*",
        {
          ArnLike: { "aws:SourceArn": ["arn:aws:guardduty:eu-west-1:111122223333:detector/*"] },
          StringEquals: own,
        },
      ],
    ]);
  });

  it("are let ask about the bucket first, and nothing else", () => {
    const asks = deliveryStatements("acme-logs", place, all).filter(
      ({ actions }) => !actions.includes("s3:PutObject"),
    );
    assert.deepEqual(
      asks.map(({ sid, actions, resources }) => [sid, actions, resources]),
      [
        ["LetTrailAsk", ["s3:GetBucketAcl"], ["arn:aws:s3:::acme-logs"]],
        ["AWSLogDeliveryAclCheck", ["s3:GetBucketAcl", "s3:ListBucket"], ["arn:aws:s3:::acme-logs"]],
        ["LetConfigAsk", ["s3:GetBucketAcl", "s3:ListBucket"], ["arn:aws:s3:::acme-logs"]],
        ["LetGuardDutyAsk", ["s3:GetBucketLocation"], ["arn:aws:s3:::acme-logs"]],
      ],
    );
    assert.ok(asks.every(({ conditions }) => conditions !== undefined));
  });

  /** Whether a deny of the bucket's policy holds for an upload with these headers; TLS is new enough. */
  function denied(headers: Readonly<Record<string, string>>): string[] {
    const statements = deliveryStatements("acme-logs", place, all);
    const { Statement } = JSON.parse(bucketPolicy("acme-logs", "arn:of:key", statements)) as {
      Statement: { Sid: string; Effect: string; Condition: Record<string, Record<string, string[]>> }[];
    };
    const context: Record<string, string | undefined> = {
      "aws:SecureTransport": "true",
      "s3:TlsVersion": "1.3",
      ...headers,
    };
    const holds = (operator: string, key: string, values: string[]): boolean => {
      const value = context[key];
      switch (operator) {
        case "Bool":
          return value !== undefined && values.includes(value);
        case "Null":
          return values.includes(String(value === undefined));
        case "NumericLessThan":
          return value !== undefined && values.some((limit) => Number(value) < Number(limit));
        case "StringNotEquals":
          return value === undefined || !values.includes(value);
        default:
          throw new Error(`no meaning of ${operator}`);
      }
    };
    return Statement.filter(
      ({ Effect, Condition }) =>
        Effect === "Deny" &&
        Object.entries(Condition).every(([operator, byKey]) =>
          Object.entries(byKey).every(([key, values]) => holds(operator, key, values)),
        ),
    ).map(({ Sid }) => Sid);
  }
  const encryption = "s3:x-amz-server-side-encryption";

  it("are not stopped by the bucket's denies: with its key, or with no key at all", () => {
    // CloudTrail, AWS Config and GuardDuty name the key that they are told; flow logs name none.
    assert.deepEqual(denied({ [encryption]: "aws:kms", [`${encryption}-aws-kms-key-id`]: "arn:of:key" }), []);
    assert.deepEqual(denied({}), []);
  });

  it("are stopped with another key, another kind of encryption, or without TLS", () => {
    assert.deepEqual(denied({ [encryption]: "AES256" }), ["DenyOtherEncryption"]);
    assert.deepEqual(denied({ [encryption]: "aws:kms", [`${encryption}-aws-kms-key-id`]: "arn:of:other" }), [
      "DenyOtherKeys",
    ]);
    assert.deepEqual(denied({ "aws:SecureTransport": "false" }), ["DenyPlainHttp"]);
    assert.deepEqual(denied({ "s3:TlsVersion": "1.1" }), ["DenyOldTls"]);
  });
});
