import { bucket, lock, setting } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { recordBucketsCanBeLocked } from "./ret-s3-01";

const on = { objectLockEnabled: true };
const SIX_YEARS = { mode: "COMPLIANCE", days: 2192 };
const accessLogs = (targetBucket: unknown): Given => ({
  ...setting("BucketLogging", { targetBucket, targetPrefix: "" }, "source"),
  name: "logging",
});
const config = (s3BucketName: unknown): Given => ({
  type: "aws:cfg/deliveryChannel:DeliveryChannel",
  name: "config",
  inputs: { s3BucketName },
});

describe("RET-S3-01", () => {
  testRule(recordBucketsCanBeLocked, [
    {
      title: "on, and something is locked",
      resources: [bucket("sec-17a4-a", on), lock(SIX_YEARS)],
      expect: ["pass"],
    },
    {
      title: "turned on by the configuration",
      resources: [
        bucket("finra-4511"),
        setting("BucketObjectLockConfiguration", {
          objectLockEnabled: "Enabled",
          rule: { defaultRetention: SIX_YEARS },
        }),
      ],
      expect: ["pass"],
    },
    {
      title: "inside the bucket",
      resources: [bucket("sec-17a4-b", { objectLockConfiguration: { objectLockEnabled: "Enabled" } })],
      expect: ["pass"],
    },
    { title: "records that a legal hold keeps", resources: [bucket("sec-17a4-d", on)], expect: ["pass"] },
    { title: "no class, but on", resources: [bucket(undefined, on), lock(SIX_YEARS)], expect: ["pass"] },
    { title: "of a bucket that is elsewhere", resources: [lock(SIX_YEARS, "elsewhere")], expect: ["pass"] },
    {
      title: "access logs go into it, and it is off",
      resources: [bucket("sec-17a4-a"), accessLogs("data")],
      expect: ["pass"],
    },
    {
      title: "AWS Config delivers into it, and nothing is locked by default",
      resources: [bucket("control-evidence", on), config("data")],
      expect: ["pass"],
    },
    {
      title: "a class that must not be locked",
      resources: [bucket("gdpr-security-log")],
      expect: ["notApplicable"],
      message: "records of class gdpr-security-log need no lock",
    },
    {
      title: "no records",
      resources: [bucket("none")],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "a trial",
      resources: [
        bucket(undefined, {
          tags: { "record-class": "sec-17a4-a", environment: "lab", "pharos:assurance": "trial" },
        }),
      ],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which nothing may be a record",
    },
    { title: "the setting: its bucket is judged", resources: [lock(SIX_YEARS), bucket()], expect: [] },
    {
      title: "off",
      resources: [bucket("sec-17a4-a")],
      expect: ["violation no-lock"],
      message:
        "Object Lock is off, so that records can be overwritten and deleted; it is required (sec-17a4-a). To mend it: set objectLockEnabled to true when the bucket is made, and give it a BucketObjectLockConfiguration with a default retention.",
    },
    {
      title: "said to be off",
      resources: [bucket("sec-17a4-c", { objectLockEnabled: false })],
      expect: ["violation no-lock"],
    },
    { title: "no class", resources: [bucket()], expect: ["violation no-lock"] },
    { title: "no class that there is", resources: [bucket("records")], expect: ["violation no-lock"] },
    {
      title: "a configuration that turns it off",
      resources: [
        bucket("sec-17a4-a"),
        setting("BucketObjectLockConfiguration", { objectLockEnabled: "Disabled" }),
      ],
      expect: ["violation no-lock"],
    },
    {
      title: "a configuration that turns it off elsewhere",
      resources: [setting("BucketObjectLockConfiguration", { objectLockEnabled: "Disabled" }, "elsewhere")],
      expect: ["violation no-lock"],
    },
    {
      title: "another bucket's lock",
      resources: [bucket("sec-17a4-a"), lock(SIX_YEARS, "other")],
      expect: ["violation no-lock"],
    },
    {
      title: "on, but nothing is locked",
      resources: [bucket("sec-17a4-a", on)],
      expect: ["violation nothing-locked"],
      message:
        "Object Lock is on, but no configuration locks what is put into the bucket (sec-17a4-a). To mend it: give the bucket a BucketObjectLockConfiguration with a default retention.",
    },
    {
      title: "access logs go into a locked bucket",
      resources: [bucket("none", on), accessLogs("data")],
      expect: ["violation locked-log-target"],
      message:
        "S3 access logs go into the bucket, and Object Lock is on: S3 delivers none into such a bucket. To mend it: take Object Lock off, and protect the logs with versions and a deny for deletion; copy what has to be locked into a locked bucket.",
    },
    {
      title: "access logs of a bucket with the setting inside",
      resources: [
        bucket("sec-17a4-a", on),
        {
          type: "aws:s3/bucket:Bucket",
          name: "source",
          inputs: { bucket: "source", logging: { targetBucket: "data" } },
        },
      ],
      expect: ["violation locked-log-target"],
    },
    {
      title: "AWS Config delivers into a bucket that locks by default",
      resources: [bucket("control-evidence", on), lock(SIX_YEARS), config("data")],
      expect: ["violation locked-config-target"],
      message:
        "AWS Config delivers into the bucket, and it has a default retention: AWS Config refuses such a bucket. To mend it: take the default retention off, and copy what has to be locked into a locked bucket.",
    },
    {
      title: "not known",
      resources: [bucket("sec-17a4-a", { objectLockEnabled: UNKNOWN })],
      expect: ["undetermined objectLockEnabled"],
    },
    { title: "class not known", resources: [bucket(UNKNOWN)], expect: ['undetermined tags["record-class"]'] },
    {
      title: "no records, no lock, and perhaps access logs go into it",
      resources: [bucket("none"), accessLogs(UNKNOWN)],
      expect: ["notApplicable"],
    },
    {
      title: "perhaps access logs go into it",
      resources: [bucket("sec-17a4-a"), accessLogs(UNKNOWN)],
      expect: ["undetermined targetBucket"],
    },
  ]);
});
