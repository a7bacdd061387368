import { bucket, lock, setting } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { recordsLieInTwoRegions } from "./ret-s3-08";

const KEY = "arn:aws:kms:us-west-2:123456789012:key/copy";
const rule = (change: Record<string, unknown> = {}) => ({
  status: "Enabled",
  destination: { bucket: "arn:aws:s3:::copy", encryptionConfiguration: { replicaKmsKeyId: KEY } },
  sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
  ...change,
});
const replication = (rules: unknown, of?: unknown): Given => ({
  ...setting("BucketReplicationConfig", { role: "arn:aws:iam::123456789012:role/copy", rules }, of),
  name: "replication",
});
const encryption: Given = {
  ...setting("BucketServerSideEncryptionConfiguration", {
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
  }),
  name: "encryption",
};
const copy = (inputs: Record<string, unknown> = {}): Given => ({
  type: "aws:s3/bucket:Bucket",
  name: "copy",
  inputs: { bucket: "copy", region: "us-west-2", ...inputs },
});
const copyLock: Given = { ...lock({ mode: "COMPLIANCE", days: 2192 }, "copy"), name: "copy-lock" };
const records = bucket("sec-17a4-a");

describe("RET-S3-08", () => {
  testRule(recordsLieInTwoRegions, [
    {
      title: "copied into a locked bucket",
      resources: [records, replication([rule()]), encryption, copy(), copyLock],
      expect: ["pass"],
    },
    {
      title: "copied into a bucket that is elsewhere",
      resources: [records, replication([rule()])],
      expect: ["pass"],
    },
    {
      title: "inside the bucket",
      resources: [
        bucket("pci-audit", {
          replicationConfiguration: {
            rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::copy" } }],
          },
        }),
      ],
      expect: ["pass"],
    },
    {
      title: "audit logs into a bucket without a lock",
      resources: [bucket("pci-audit"), replication([rule()]), copy()],
      expect: ["pass"],
    },
    {
      title: "no KMS key, and no criteria",
      resources: [records, replication([rule({ sourceSelectionCriteria: undefined })])],
      expect: ["pass"],
    },
    {
      title: "one rule of two is on",
      resources: [records, replication([rule({ status: "Disabled" }), rule()])],
      expect: ["pass"],
    },
    {
      title: "of a bucket that is elsewhere",
      resources: [replication([rule()], "elsewhere")],
      expect: ["pass"],
    },
    {
      title: "metrics",
      resources: [bucket("metrics-operational")],
      expect: ["notApplicable"],
      message: "records of class metrics-operational need no second place",
    },
    {
      title: "no records",
      resources: [bucket("none")],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "the copy itself",
      resources: [bucket("sec-17a4-a", { bucket: "copy" }), replication([rule()], "source")],
      expect: ["notApplicable"],
      message: "it is the second place of another bucket",
    },
    {
      title: "the copy itself, by what flows",
      resources: [
        bucket("sec-17a4-a"),
        { ...replication(UNKNOWN, "source"), from: { rules: ["aws:s3/bucket:Bucket data"] } },
      ],
      expect: ["notApplicable"],
    },
    {
      title: "a trial",
      resources: [
        bucket(undefined, {
          tags: { "record-class": "pci-audit", environment: "lab", "pharos:assurance": "trial" },
        }),
      ],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which nothing may be a record",
    },
    { title: "the setting: its bucket is judged", resources: [replication([]), bucket()], expect: [] },
    {
      title: "nothing said",
      resources: [records],
      expect: ["violation no-replication"],
      message:
        "nothing copies the bucket into a second region, so that its region's loss is the records' loss; a copy is required (sec-17a4-a). To mend it: give the bucket a BucketReplicationConfig into a locked bucket of another region of the same jurisdiction.",
    },
    { title: "no class", resources: [bucket()], expect: ["violation no-replication"] },
    { title: "no rules", resources: [records, replication([])], expect: ["violation no-replication"] },
    {
      title: "another bucket's",
      resources: [records, replication([rule()], "other")],
      expect: ["violation no-replication"],
    },
    {
      title: "an empty configuration inside the bucket",
      resources: [bucket("pci-audit", { replicationConfiguration: {} })],
      expect: ["violation no-replication"],
    },
    {
      title: "off",
      resources: [records, replication([rule({ status: "Disabled" })])],
      expect: ["violation disabled"],
      message:
        "no replication rule has the status Enabled, so that records lie in one region only. To mend it: set the status of the rule to Enabled.",
    },
    {
      title: "off inside the bucket",
      resources: [bucket("pci-audit", { replicationConfiguration: { rules: [{ status: "Disabled" }] } })],
      expect: ["violation disabled"],
    },
    {
      title: "what is encrypted is left out",
      resources: [records, replication([rule({ sourceSelectionCriteria: undefined })]), encryption],
      expect: ["violation encrypted-left-out"],
      message:
        "the bucket is encrypted with a KMS key, and its replication rule leaves out what is; sseKmsEncryptedObjects and a replicaKmsKeyId are required. To mend it: set sourceSelectionCriteria.sseKmsEncryptedObjects to Enabled, and name a key of the destination's region.",
    },
    {
      title: "no key for the copy",
      resources: [records, replication([rule({ destination: { bucket: "arn:aws:s3:::copy" } })]), encryption],
      expect: ["violation encrypted-left-out"],
    },
    {
      title: "a copy that is not locked",
      resources: [records, replication([rule()]), copy()],
      expect: ["violation copy-not-locked"],
      message:
        "the copy goes into copy, which is not locked: S3 refuses to copy locks into it; a locked bucket is required. To mend it: give the destination objectLockEnabled and a BucketObjectLockConfiguration like the source's.",
    },
    { title: "not known", resources: [records, replication(UNKNOWN)], expect: ["undetermined rules"] },
    {
      title: "a status that is not known",
      resources: [records, replication([rule({ status: UNKNOWN })])],
      expect: ["undetermined rules[0].status"],
    },
    { title: "class not known", resources: [bucket(UNKNOWN)], expect: ['undetermined tags["record-class"]'] },
    {
      title: "perhaps this bucket's",
      resources: [records, replication([rule()], UNKNOWN)],
      expect: ["undetermined bucket"],
    },
  ]);
});
