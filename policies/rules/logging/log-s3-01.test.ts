import { bucket, setting } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { bucketsLogAccess } from "./log-s3-01";

const logging = (targetBucket: unknown, of?: unknown): Given =>
  setting("BucketLogging", { targetBucket, targetPrefix: "" }, of);
const none = ["violation no-access-log"];

describe("LOG-S3-01", () => {
  testRule(bucketsLogAccess, [
    { title: "a target", resources: [bucket(), logging("logs")], expect: ["pass"] },
    {
      title: "a target inside the bucket",
      resources: [bucket(undefined, { logging: { targetBucket: "logs" } })],
      expect: ["pass"],
    },
    {
      title: "a target inside the bucket, in a list",
      resources: [bucket(undefined, { logging: [{ targetBucket: "logs" }] })],
      expect: ["pass"],
    },
    { title: "of records", resources: [bucket("sec-17a4-a"), logging("logs")], expect: ["pass"] },
    { title: "of a bucket that is elsewhere", resources: [logging("logs", "elsewhere")], expect: ["pass"] },
    {
      title: "planned, in the provider's other spelling",
      resources: [
        { ...bucket(), type: "aws:s3/bucketV2:BucketV2" },
        {
          ...logging("logs", UNKNOWN),
          type: "aws:s3/bucketLoggingV2:BucketLoggingV2",
          from: { bucket: ["aws:s3/bucketV2:BucketV2 data"] },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "the bucket into which the logs go",
      resources: [bucket(), logging("data", "source")],
      expect: ["notApplicable"],
      message: "it is the bucket into which access logs go: its own would log themselves",
    },
    {
      title: "into which logs go from inside another bucket",
      resources: [
        bucket(),
        {
          type: "aws:s3/bucket:Bucket",
          name: "s",
          inputs: { bucket: "s", logging: { targetBucket: "data" } },
        },
      ],
      expect: ["notApplicable"],
    },
    {
      title: "into which log delivery may write",
      resources: [bucket(undefined, { acl: "log-delivery-write" })],
      expect: ["notApplicable"],
    },
    {
      title: "into which log delivery may write by a list of its own",
      resources: [bucket(), setting("BucketAcl", { acl: "log-delivery-write" })],
      expect: ["notApplicable"],
    },
    { title: "the setting: its bucket is judged", resources: [logging("logs"), bucket()], expect: [] },
    {
      title: "nothing said",
      resources: [bucket()],
      expect: none,
      message:
        "nothing names a bucket for access logs, so that nobody can tell who read or changed what; a target bucket is required. To mend it: give the bucket a BucketLogging with targetBucket.",
    },
    { title: "no records either", resources: [bucket("none")], expect: none },
    { title: "an empty target", resources: [bucket(), logging("")], expect: none },
    {
      title: "an empty target inside the bucket",
      resources: [bucket(undefined, { logging: {} })],
      expect: none,
    },
    {
      title: "a target that is null",
      resources: [bucket(undefined, { logging: { targetBucket: null } })],
      expect: none,
    },
    { title: "another bucket's", resources: [bucket(), logging("logs", "other")], expect: none },
    { title: "a private list", resources: [bucket(undefined, { acl: "private" })], expect: none },
    {
      title: "no target, of a bucket that is elsewhere",
      resources: [logging(undefined, "elsewhere")],
      expect: none,
    },
    {
      title: "not known",
      resources: [bucket(undefined, { logging: UNKNOWN })],
      expect: ["undetermined logging"],
    },
    {
      title: "a target that is not known",
      resources: [bucket(), logging(UNKNOWN)],
      expect: ["undetermined targetBucket"],
    },
    {
      title: "perhaps a log bucket",
      resources: [bucket(undefined, { acl: UNKNOWN })],
      expect: ["undetermined acl"],
    },
  ]);
});
