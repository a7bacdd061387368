import { bucket, lock, setting } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { versionsAreProtected } from "./ret-s3-10";

const versioning = (status: unknown, mfaDelete?: unknown, of?: unknown) =>
  setting(
    "BucketVersioning",
    { versioningConfiguration: { status, ...(mfaDelete !== undefined && { mfaDelete }) } },
    of,
  );
const inline = (versions: unknown, rest: object = {}) => bucket(undefined, { versioning: versions, ...rest });
const policy = (statement: object) =>
  setting("BucketPolicy", {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:DeleteObjectVersion"],
          Resource: ["arn:aws:s3:::acme/*"],
          ...statement,
        },
      ],
    }),
  });
const denied = (statement: object): [Given, ...Given[]] => [
  bucket("pci-audit"),
  versioning("Enabled"),
  policy(statement),
];
const open = ["violation unprotected"];

describe("RET-S3-10", () => {
  testRule(versionsAreProtected, [
    { title: "a second factor", resources: [bucket(), versioning("Enabled", "Enabled")], expect: ["pass"] },
    {
      title: "a second factor inside the bucket",
      resources: [inline({ enabled: true, mfaDelete: true })],
      expect: ["pass"],
    },
    {
      title: "a lock",
      resources: [
        bucket(),
        versioning("Enabled"),
        { ...lock({ mode: "COMPLIANCE", days: 1 }), name: "lock" },
      ],
      expect: ["pass"],
    },
    {
      title: "a lock that can be used",
      resources: [inline({ enabled: true }, { objectLockEnabled: true })],
      expect: ["pass"],
    },
    {
      title: "a lock inside the bucket",
      resources: [inline({ enabled: true }, { objectLockConfiguration: { objectLockEnabled: "Enabled" } })],
      expect: ["pass"],
    },
    { title: "a policy that denies it to everyone", resources: denied({}), expect: ["pass"] },
    { title: "a policy that denies everything", resources: denied({ Action: "s3:*" }), expect: ["pass"] },
    {
      title: "a policy that denies the bucket only",
      resources: denied({ Resource: ["arn:aws:s3:::acme"] }),
      expect: open,
    },
    {
      title: "a policy that denies deleting what is no version",
      resources: denied({ Action: "s3:DeleteObject" }),
      expect: open,
    },
    {
      title: "a policy that denies it under a condition",
      resources: denied({ Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      expect: open,
    },
    {
      title: "a policy that denies it to one account",
      resources: denied({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
      expect: open,
    },
    { title: "a policy that allows it", resources: denied({ Effect: "Allow" }), expect: open },
    {
      title: "a policy that is not known yet",
      resources: [bucket("pci-audit"), versioning("Enabled"), setting("BucketPolicy", { policy: UNKNOWN })],
      expect: ["undetermined policy"],
    },
    {
      title: "of a bucket that is elsewhere",
      resources: [versioning("Enabled", "Enabled", "elsewhere")],
      expect: ["pass"],
    },
    {
      title: "no versions",
      resources: [bucket()],
      expect: ["notApplicable"],
      message: "it keeps no versions that could be protected",
    },
    {
      title: "no records",
      resources: [bucket("none"), versioning("Enabled")],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "personal data",
      resources: [bucket("gdpr-security-log"), versioning("Enabled")],
      expect: ["notApplicable"],
      message: "records of class gdpr-security-log must stay deletable",
    },
    {
      title: "a trial",
      resources: [
        bucket(undefined, {
          tags: { "record-class": "pci-audit", environment: "lab", "pharos:assurance": "trial" },
        }),
        versioning("Enabled"),
      ],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which everything has to be deletable",
    },
    {
      title: "no second factor",
      resources: [bucket("pci-audit"), versioning("Enabled")],
      expect: open,
      message:
        "neither Object Lock nor 'versioningConfiguration.mfaDelete' protects the bucket's versions, so that whoever has s3:DeleteObjectVersion removes them for good. To mend it: lock the objects with a BucketObjectLockConfiguration, deny s3:DeleteObjectVersion to everyone in the bucket's policy, or let the root user turn on MFA delete while versioning is on.",
    },
    { title: "no second factor inside the bucket", resources: [inline({ enabled: true })], expect: open },
    { title: "off inside the bucket", resources: [inline({ enabled: false })], expect: open },
    {
      title: "the second factor off",
      resources: [bucket(), versioning("Enabled", "Disabled")],
      expect: open,
    },
    {
      title: "the second factor false",
      resources: [inline({ enabled: true, mfaDelete: false })],
      expect: open,
    },
    {
      title: "a second factor, but no versions",
      resources: [bucket(), versioning("Disabled", "Enabled")],
      expect: open,
    },
    {
      title: "a lock that is off",
      resources: [inline({ enabled: true }, { objectLockEnabled: false })],
      expect: open,
    },
    {
      title: "another bucket's lock",
      resources: [
        bucket(),
        versioning("Enabled"),
        { ...lock({ mode: "COMPLIANCE", days: 1 }, "other"), name: "lock" },
      ],
      expect: open,
    },
    {
      title: "without, of a bucket that is elsewhere",
      resources: [versioning("Enabled", undefined, "elsewhere")],
      expect: open,
    },
    { title: "the setting: its bucket is judged", resources: [versioning("Enabled"), bucket()], expect: [] },
    { title: "not known", resources: [inline(UNKNOWN)], expect: ["undetermined versioning"] },
    {
      title: "a second factor that is not known",
      resources: [inline({ enabled: true, mfaDelete: UNKNOWN })],
      expect: ["undetermined versioning.mfaDelete"],
    },
    {
      title: "a lock that is not known",
      resources: [inline({ enabled: true }, { objectLockEnabled: UNKNOWN })],
      expect: ["undetermined objectLockEnabled"],
    },
    {
      title: "tags not known",
      resources: [bucket(undefined, { tags: UNKNOWN }), versioning("Enabled")],
      expect: ["undetermined tags"],
    },
  ]);
});
