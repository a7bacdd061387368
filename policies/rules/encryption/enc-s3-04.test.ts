import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { bucketsUseBucketKeys } from "./enc-s3-04";

const BUCKET = "aws:s3/bucket:Bucket";
const CONFIGURATION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const rule = (sseAlgorithm: unknown, bucketKeyEnabled?: unknown) => ({
  applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId: "alias/logs" },
  ...(bucketKeyEnabled !== undefined && { bucketKeyEnabled }),
});
const configuration = (rules: unknown): [Given] => [
  { type: CONFIGURATION, name: "logs", inputs: { bucket: "logs", rules } },
];
const bucket = (inner: unknown): [Given] => [
  { type: BUCKET, name: "logs", inputs: { serverSideEncryptionConfiguration: inner } },
];
const passes = (title: string, resources: [Given]): RuleCase => ({ title, resources, expect: ["pass"] });
const fails = (title: string, resources: [Given], count = 1): RuleCase => ({
  title,
  resources,
  expect: new Array<string>(count).fill("violation no-bucket-key"),
});

describe("ENC-S3-04", () => {
  testRule(bucketsUseBucketKeys, [
    passes("on", configuration([rule("aws:kms", true)])),
    passes("on, as text", configuration([rule("aws:kms", "true")])),
    passes("on, not in a list", configuration(rule("aws:kms", true))),
    passes("on, in the bucket", bucket({ rule: rule("aws:kms", true) })),
    passes("on, in the bucket, in lists", bucket([{ rule: [rule("aws:kms", true)] }])),
    passes("on, and the algorithm not known", configuration([rule(UNKNOWN, true)])),
    {
      title: "S3's own encryption",
      resources: configuration([rule("AES256")]),
      expect: ["notApplicable"],
      message: "there are no bucket keys with AES256",
    },
    {
      title: "twice encrypted",
      resources: configuration([rule("aws:kms:dsse", false)]),
      expect: ["notApplicable"],
    },
    {
      title: "a bucket that configures none",
      resources: bucket(undefined),
      expect: ["notApplicable"],
      message: "it configures no encryption",
    },
    {
      ...fails("nothing said", configuration([rule("aws:kms")])),
      message:
        "'rules[0].bucketKeyEnabled' is not true, so that S3 asks KMS for every object; true is required. To mend it: set rules[0].bucketKeyEnabled to true.",
    },
    fails("off", configuration([rule("aws:kms", false)])),
    fails("off, as text", configuration([rule("aws:kms", "false")])),
    fails("null", configuration([rule("aws:kms", null)])),
    fails("off, not in a list", configuration(rule("aws:kms", false))),
    fails("off, in the bucket", bucket({ rule: rule("aws:kms", false) })),
    fails("off, in the bucket, in lists", bucket([{ rule: [rule("aws:kms")] }])),
    fails("off twice", configuration([rule("aws:kms"), rule("aws:kms", false)]), 2),
    {
      title: "not known",
      resources: configuration([rule("aws:kms", UNKNOWN)]),
      expect: ["undetermined rules[0].bucketKeyEnabled"],
    },
    { title: "rules not known", resources: configuration(UNKNOWN), expect: ["undetermined rules"] },
  ]);
});
