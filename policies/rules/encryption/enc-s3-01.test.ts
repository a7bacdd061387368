import { testRule } from "../../testing/cases";
import { fails, passes } from "../../testing/expectations";
import { UNKNOWN, type Given } from "../../testing/resources";
import { bucketsStateTheirEncryption } from "./enc-s3-01";

const BUCKET = "aws:s3/bucket:Bucket";
const CONFIGURATION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const rules = (sseAlgorithm: unknown) => [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }];
const bucket = (inputs: Record<string, unknown> = {}): Given => ({
  type: BUCKET,
  name: "logs",
  inputs: { bucket: "logs", ...inputs },
});
const inline = (algorithm: unknown): Given =>
  bucket({ serverSideEncryptionConfiguration: { rule: rules(algorithm)[0] } });
const configuration = (list: unknown, name = "logs"): Given => ({
  type: CONFIGURATION,
  name: `${name}-encryption`,
  inputs: { bucket: name, rules: list },
});
const STATED =
  "so that S3 takes what it takes; a stated one is required. To mend it: give the bucket a BucketServerSideEncryptionConfiguration with an sseAlgorithm.";

describe("ENC-S3-01", () => {
  testRule(bucketsStateTheirEncryption, [
    passes("S3's own", bucket(), configuration(rules("AES256"))),
    passes("KMS", bucket(), configuration(rules("aws:kms"))),
    passes("KMS twice", bucket(), configuration(rules("aws:kms:dsse"))),
    passes("one rule that is no list", bucket(), configuration(rules("AES256")[0])),
    passes("in the bucket", inline("AES256")),
    passes("in the bucket, with KMS", inline("aws:kms")),
    passes("of a bucket that is elsewhere", configuration(rules("AES256"))),
    passes(
      "in the provider's other spelling",
      { ...bucket(), type: "aws:s3/bucketV2:BucketV2" },
      { ...configuration(rules("AES256")), type: `${CONFIGURATION.replace(":B", "V2:B")}V2` },
    ),
    { title: "the configuration itself", resources: [configuration([]), bucket()], expect: [] },
    {
      ...fails("nothing said", "no-configuration", bucket()),
      message: `the bucket has no default encryption of its own, ${STATED}`,
    },
    fails("another bucket's", "no-configuration", bucket(), configuration(rules("AES256"), "other")),
    fails("no rule", "no-configuration", bucket(), configuration([])),
    fails("no rule of a bucket that is elsewhere", "no-configuration", configuration([])),
    fails(
      "an empty object in the bucket",
      "no-configuration",
      bucket({ serverSideEncryptionConfiguration: {} }),
    ),
    {
      ...fails("no algorithm", "algorithm", bucket(), configuration([{ bucketKeyEnabled: true }])),
      message:
        "'sseAlgorithm' is missing; one of AES256, aws:kms, aws:kms:dsse is required. To mend it: set sseAlgorithm to aws:kms, with a key of your own.",
    },
    fails("an empty algorithm", "algorithm", bucket(), configuration(rules(""))),
    fails("an algorithm that there is not", "algorithm", inline("none")),
    {
      title: "algorithm not known",
      resources: [bucket(), configuration(rules(UNKNOWN))],
      expect: ["undetermined rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
    },
    {
      title: "rules not known",
      resources: [bucket(), configuration(UNKNOWN)],
      expect: ["undetermined rules"],
    },
    {
      title: "a configuration of who knows which bucket",
      resources: [
        bucket(),
        { ...configuration(rules("AES256")), inputs: { bucket: UNKNOWN, rules: rules("AES256") } },
      ],
      expect: ["undetermined bucket"],
    },
  ]);
});
