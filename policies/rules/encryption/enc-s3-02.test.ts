import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { bucketsUseCustomerKeys } from "./enc-s3-02";

const BUCKET = "aws:s3/bucket:Bucket";
const CONFIGURATION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const KEY = "aws:kms/key:Key data";
const ARN = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";

const bucket = (name: string, inputs: Record<string, unknown> = {}): Given => ({
  type: BUCKET,
  name,
  inputs: { bucket: name, ...inputs },
});
const key: Given = { type: "aws:kms/key:Key", name: "data", inputs: {} };
const rules = (sseAlgorithm: unknown, kmsMasterKeyId?: unknown) => [
  {
    applyServerSideEncryptionByDefault: {
      sseAlgorithm,
      ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }),
    },
  },
];
/** A configuration that names its bucket by value. */
const encrypt = (name: string, ...settings: Parameters<typeof rules>): Given => ({
  type: CONFIGURATION,
  name: `${name}-encryption`,
  inputs: { bucket: name, rules: rules(...settings) },
});
/** The same at a preview: bucket and key flow out of resources that do not exist yet. */
const encryptPlanned = (name: string, sseAlgorithm: unknown, sources: readonly string[]): Given => ({
  type: CONFIGURATION,
  name: `${name}-encryption`,
  inputs: { bucket: UNKNOWN, rules: rules(sseAlgorithm, UNKNOWN) },
  from: { bucket: [`${BUCKET} ${name}`], rules: sources },
});
const inline = (...settings: Parameters<typeof rules>) => ({
  serverSideEncryptionConfiguration: { rule: rules(...settings)[0] },
});

const REQUIRED = "a customer-managed KMS key is required";
const GIVE_ONE =
  "give the bucket a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId of a key of your own";

describe("ENC-S3-02", () => {
  testRule(bucketsUseCustomerKeys, [
    {
      title: "a configuration that names the bucket",
      resources: [bucket("logs"), encrypt("logs", "aws:kms", ARN)],
      expect: ["pass"],
    },
    {
      title: "a configuration in the provider's other spelling",
      resources: [
        { type: "aws:s3/bucketV2:BucketV2", name: "logs", inputs: { bucket: "logs" } },
        {
          type: `${CONFIGURATION.replace(":B", "V2:B")}V2`,
          name: "logs",
          inputs: { bucket: "logs", rules: rules("aws:kms", "alias/logs") },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "a key of this stack whose id is not known yet",
      resources: [bucket("logs"), encryptPlanned("logs", "aws:kms", [KEY]), key],
      expect: ["pass"],
    },
    {
      title: "double encryption",
      resources: [bucket("logs"), encrypt("logs", "aws:kms:dsse", ARN)],
      expect: ["pass"],
    },
    {
      title: "a configuration inside the bucket",
      resources: [bucket("logs", inline("aws:kms", ARN))],
      expect: ["pass"],
    },
    {
      title: "the configuration itself: its bucket is judged",
      resources: [encrypt("logs", "AES256"), bucket("logs")],
      expect: [],
    },
    {
      title: "a configuration of a bucket that is elsewhere",
      resources: [encrypt("logs", "aws:kms", ARN), bucket("other")],
      expect: ["pass"],
    },
    {
      title: "it receives server access logs",
      resources: [
        bucket("access-logs"),
        {
          type: "aws:s3/bucketLogging:BucketLogging",
          name: "logs",
          inputs: { bucket: "logs", targetBucket: "access-logs", targetPrefix: "" },
        },
      ],
      expect: ["notApplicable"],
      message: "it receives S3 server access logs, which are delivered to buckets with SSE-S3 only",
    },
    {
      title: "it receives the logs of an application load balancer",
      resources: [
        bucket("lb-logs"),
        {
          type: "aws:alb/loadBalancer:LoadBalancer",
          name: "front",
          inputs: { accessLogs: { enabled: true, bucket: UNKNOWN } },
          from: { accessLogs: [`${BUCKET} lb-logs`] },
        },
      ],
      expect: ["notApplicable"],
      message:
        "it receives access logs of an application load balancer, which are delivered to buckets with SSE-S3 only",
    },
    {
      title: "it receives the logs of another bucket that says so itself",
      resources: [
        bucket("access-logs"),
        bucket("logs", { ...inline("aws:kms", ARN), logging: { targetBucket: "access-logs" } }),
      ],
      expect: ["notApplicable"],
    },
    {
      title: "no configuration",
      resources: [bucket("logs")],
      expect: ["violation no-configuration"],
      message: `the bucket has no default encryption of its own, so that S3 encrypts with a key of Amazon's; ${REQUIRED}. To mend it: ${GIVE_ONE}.`,
    },
    {
      title: "the configuration of another bucket",
      resources: [bucket("logs"), bucket("other"), encrypt("other", "aws:kms", ARN)],
      expect: ["violation no-configuration"],
    },
    {
      title: "the configuration of another bucket, at a preview",
      resources: [bucket("logs"), bucket("other"), encryptPlanned("other", "aws:kms", [KEY]), key],
      expect: ["violation no-configuration"],
    },
    {
      title: "a configuration whose bucket comes from another stack",
      resources: [
        bucket("logs"),
        {
          type: CONFIGURATION,
          name: "shared",
          inputs: { bucket: UNKNOWN, rules: rules("aws:kms", ARN) },
          from: { bucket: ["pulumi:pulumi:StackReference hub"] },
        },
      ],
      expect: ["violation no-configuration"],
    },
    {
      title: "a configuration without a rule",
      resources: [bucket("logs"), { ...encrypt("logs", "x"), inputs: { bucket: "logs", rules: [] } }],
      expect: ["violation no-configuration"],
    },
    {
      title: "it receives the logs of a network load balancer, which can use keys",
      resources: [
        bucket("lb-logs"),
        {
          type: "aws:lb/loadBalancer:LoadBalancer",
          name: "front",
          inputs: { loadBalancerType: "network", accessLogs: { enabled: true, bucket: "lb-logs" } },
        },
      ],
      expect: ["violation no-configuration"],
    },
    {
      title: "Amazon's own keys",
      resources: [bucket("logs"), encrypt("logs", "AES256")],
      expect: ["violation algorithm"],
      message:
        "'sseAlgorithm' is 'AES256'; aws:kms or aws:kms:dsse is required. To mend it: set sseAlgorithm to aws:kms and kmsMasterKeyId to a key of your own.",
    },
    {
      title: "Amazon's own keys although a key is named",
      resources: [bucket("logs", inline("AES256", ARN))],
      expect: ["violation algorithm"],
    },
    {
      title: "KMS without a key",
      resources: [bucket("logs"), encrypt("logs", "aws:kms")],
      expect: ["violation no-key"],
      message:
        "'kmsMasterKeyId' is missing, so that S3 takes the key that AWS manages (alias/aws/s3); a customer-managed key is required. To mend it: set kmsMasterKeyId to a key of your own.",
    },
    {
      title: "KMS with an empty key",
      resources: [bucket("logs", inline("aws:kms", ""))],
      expect: ["violation no-key"],
    },
    {
      title: "the key that AWS manages, by its alias",
      resources: [bucket("logs"), encrypt("logs", "aws:kms", "alias/aws/s3")],
      expect: ["violation aws-managed-key"],
      message:
        "'kmsMasterKeyId' is 'alias/aws/s3', the key that AWS manages; a customer-managed key is required. To mend it: set kmsMasterKeyId to a key of your own.",
    },
    {
      title: "the key that AWS manages, by its alias' ARN",
      resources: [encrypt("logs", "aws:kms", "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/aws/s3")],
      expect: ["violation aws-managed-key"],
    },
    {
      title: "one of two rules",
      resources: [
        bucket("logs"),
        {
          ...encrypt("logs", "x"),
          inputs: { bucket: "logs", rules: [...rules("aws:kms", ARN), ...rules("AES256")] },
        },
      ],
      expect: ["violation algorithm"],
    },
    {
      title: "a key that comes from nowhere known",
      resources: [bucket("logs"), encrypt("logs", "aws:kms", UNKNOWN)],
      expect: ["undetermined rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId"],
      message: "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId is not known before the update",
    },
    {
      title: "an algorithm that is not known",
      resources: [bucket("logs"), encryptPlanned("logs", UNKNOWN, [KEY]), key],
      expect: ["undetermined rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
    },
    {
      title: "a configuration that may be this bucket's",
      resources: [
        bucket("logs"),
        { ...encrypt("logs", "aws:kms", ARN), inputs: { bucket: UNKNOWN, rules: rules("aws:kms", ARN) } },
      ],
      expect: ["undetermined bucket"],
    },
    {
      title: "it may receive server access logs",
      resources: [
        bucket("logs"),
        {
          type: "aws:s3/bucketLogging:BucketLogging",
          name: "any",
          inputs: { bucket: "any", targetBucket: UNKNOWN },
        },
      ],
      expect: ["undetermined targetBucket"],
    },
    {
      title: "rules that are a text",
      resources: [bucket("logs"), { ...encrypt("logs", "x"), inputs: { bucket: "logs", rules: "aws:kms" } }],
      expect: ["undetermined rules"],
      message: "rules is a text where an object should be",
    },
  ]);
});
