import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { locksCannotBeLifted } from "./ret-s3-03";

const policy = (...statements: unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const allow = (Action: unknown, Resource: unknown = "*", rest = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...rest,
});
const identity = (document: unknown, rest: Record<string, unknown> = {}, type = "Policy"): Given => ({
  type: `aws:iam/${type[0]!.toLowerCase()}${type.slice(1)}:${type}`,
  name: "policy",
  inputs: { policy: typeof document === "object" ? JSON.stringify(document) : document, ...rest },
});
const onBucket = (document: unknown): Given => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  inputs: { bucket: "records", policy: document },
});
const bucket = (recordClass: unknown, name = "records"): Given => ({
  type: "aws:s3/bucket:Bucket",
  name,
  inputs: { bucket: name, tags: { "record-class": recordClass } },
});
const role = (tag: unknown): Given => ({
  type: "aws:iam/role:Role",
  name: "role",
  inputs: { name: "keeper", tags: { "pharos:records-role": tag } },
});
const BYPASS = "s3:BypassGovernanceRetention";
const weak = ["violation lock-weakened"];
const message = (actions: string, reach: string) =>
  `a statement allows ${actions} on ${reach}, where records are or may be locked; only the role with the tag 'pharos:records-role' may. To mend it: take these actions out of the statement, or limit its resources to buckets whose records need no lock.`;

describe("RET-S3-03", () => {
  testRule(locksCannotBeLifted, [
    {
      title: "reading",
      resources: [identity(policy(allow(["s3:GetObject", "s3:List*"])))],
      expect: ["pass"],
    },
    {
      title: "reading locks",
      resources: [identity(policy(allow("s3:GetObjectRetention")))],
      expect: ["pass"],
    },
    {
      title: "a denial",
      resources: [identity(policy({ ...allow(BYPASS), Effect: "Deny" }))],
      expect: ["pass"],
    },
    {
      title: "a bucket whose records need no lock",
      resources: [
        identity(policy(allow(BYPASS, "arn:aws:s3:::metrics/*"))),
        bucket("metrics-operational", "metrics"),
      ],
      expect: ["pass"],
    },
    {
      title: "another service's resource",
      resources: [identity(policy(allow("s3:*", "arn:aws:sqs:us-east-1:123456789012:work")))],
      expect: ["pass"],
    },
    {
      title: "everything but these",
      resources: [identity(policy({ Effect: "Allow", NotAction: ["s3:*"], Resource: "*" }))],
      expect: ["pass"],
    },
    {
      title: "the role that is meant to",
      resources: [
        identity(
          policy(allow("s3:PutObjectRetention", "arn:aws:s3:::records/*")),
          { role: "keeper" },
          "RolePolicy",
        ),
        role("true"),
        bucket("sec-17a4-a"),
      ],
      expect: ["pass"],
    },
    { title: "no statements", resources: [identity(policy())], expect: ["pass"] },
    {
      title: "a document that is an object, for reading",
      resources: [onBucket(policy(allow("s3:GetObject", "arn:aws:s3:::records/*")))],
      expect: ["pass"],
    },
    {
      title: "lifting locks everywhere",
      resources: [identity(policy(allow(BYPASS)))],
      expect: weak,
      message: message(BYPASS, "'*'"),
    },
    {
      title: "one statement, not in a list",
      resources: [identity({ Statement: allow(BYPASS) })],
      expect: weak,
    },
    { title: "by a pattern", resources: [identity(policy(allow("s3:Bypass*")))], expect: weak },
    { title: "in another case", resources: [identity(policy(allow("S3:PUTOBJECTRETENTION")))], expect: weak },
    {
      title: "everything of the service",
      resources: [
        identity(policy(allow("s3:*", "arn:aws:s3:::records/*")), {}, "GroupPolicy"),
        bucket("sec-17a4-a"),
      ],
      expect: weak,
      message: message(
        "s3:BypassGovernanceRetention, s3:PutBucketObjectLockConfiguration, s3:PutObjectRetention, s3:PutObjectLegalHold",
        "'arn:aws:s3:::records/*'",
      ),
    },
    { title: "administrator", resources: [identity(policy(allow("*")), {}, "UserPolicy")], expect: weak },
    {
      title: "everything but reading",
      resources: [identity(policy({ Effect: "Allow", NotAction: "s3:Get*", Resource: "*" }))],
      expect: weak,
    },
    {
      title: "a bucket that is elsewhere",
      resources: [identity(policy(allow("s3:PutBucketObjectLockConfiguration", "arn:aws:s3:::elsewhere")))],
      expect: weak,
    },
    {
      title: "buckets by a pattern",
      resources: [
        identity(policy(allow(BYPASS, "arn:aws:s3:::metrics-*"))),
        bucket("metrics-operational", "metrics-1"),
      ],
      expect: weak,
    },
    {
      title: "everything but one bucket",
      resources: [identity(policy({ Effect: "Allow", Action: BYPASS, NotResource: "arn:aws:s3:::x" }))],
      expect: weak,
    },
    {
      title: "on the bucket itself",
      resources: [
        onBucket(policy(allow(BYPASS, "arn:aws:s3:::records/*", { Principal: "*" }))),
        bucket("sec-17a4-a"),
      ],
      expect: weak,
    },
    {
      title: "another role",
      resources: [identity(policy(allow(BYPASS)), { role: "keeper" }, "RolePolicy"), role("false")],
      expect: weak,
    },
    {
      title: "a bucket without a class",
      resources: [identity(policy(allow(BYPASS, "arn:aws:s3:::records/*"))), bucket(undefined)],
      expect: weak,
    },
    {
      title: "not known",
      resources: [identity(UNKNOWN)],
      expect: ["undetermined policy"],
      message: "policy is not known before the update",
    },
    {
      title: "no JSON",
      resources: [identity("{")],
      expect: ["undetermined policy"],
      message: "policy is a text that is no JSON",
    },
    {
      title: "a resource that is not known",
      resources: [onBucket(policy(allow(BYPASS, UNKNOWN)))],
      expect: ["undetermined policy.Statement[0].Resource"],
    },
    {
      title: "an action that is not known",
      resources: [onBucket(policy(allow(UNKNOWN)))],
      expect: ["undetermined policy.Statement[0].Action"],
    },
  ]);
});
