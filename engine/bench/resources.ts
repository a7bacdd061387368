import { Role } from "@pulumi/aws/iam";
import { Key } from "@pulumi/aws/kms";
import { Provider } from "@pulumi/aws/provider";
import { Bucket, BucketServerSideEncryptionConfiguration, BucketVersioning } from "@pulumi/aws/s3";
import { ComponentResource } from "@pulumi/pulumi";

/** How many resources the measured program registers. */
export const COUNT_VARIABLE = "PHAROS_BENCH_RESOURCES";

/** What one group registers: the component, a key, a bucket, its encryption and versioning, a role. */
const PER_GROUP = 6;

/**
 * Registers as many resources as {@link COUNT_VARIABLE} says, of the kinds that fill a real stack, in components of six. The same for the
 * bare program and for the equipped one: only what is around them differs.
 */
export function registerResources(): void {
  const count = Number(process.env[COUNT_VARIABLE]);
  const provider = new Provider("aws", { region: "us-east-1" });
  const tags = {
    owner: "bench",
    environment: "bench",
    "record-class": "metrics-operational",
    "data-classification": "internal",
  };
  for (let group = 0; group < Math.floor(count / PER_GROUP); group++) {
    const name = `group-${group}`;
    const parent = new ComponentResource("bench:index:Group", name, {}, { providers: [provider] });
    const key = new Key(
      `${name}-key`,
      { enableKeyRotation: true, deletionWindowInDays: 30, tags },
      { parent },
    );
    const bucket = new Bucket(`${name}-bucket`, { bucket: `bench-${group}`, tags }, { parent });
    const encryption = {
      applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
      bucketKeyEnabled: true,
    };
    new BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket: bucket.id, rules: [encryption] },
      { parent },
    );
    new BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      { parent },
    );
    const statement = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "s3.amazonaws.com" },
    };
    new Role(
      `${name}-role`,
      { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), tags },
      { parent },
    );
  }
}
