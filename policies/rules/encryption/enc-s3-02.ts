import { isAwsManaged, KEY_TYPES } from "../../evaluation/customer-keys";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Doubt, Stack } from "../../evaluation/siblings";
import {
  BUCKET,
  CONFIGURATION,
  INLINE,
  judgeBucketEncryption,
  judgeStrayEncryption,
  type EncryptionJudge,
} from "./bucket-encryption";

/** The algorithms of S3 that use a KMS key: once, and for data that has to be encrypted twice. */
const KMS_ALGORITHMS = ["aws:kms", "aws:kms:dsse"];

/**
 * Services that write into a bucket with SSE-S3 only: with a KMS default they deliver nothing. S3 user guide, "Enabling server access
 * logging"; Application Load Balancer guide, "Enable access logs" (network load balancers do take KMS keys).
 */
const LOG_WRITERS: readonly LogWriter[] = [
  { type: "aws:s3/bucketLogging:BucketLogging", property: "targetBucket", what: "S3 server access logs" },
  { type: BUCKET, property: "logging", field: "targetBucket", what: "S3 server access logs" },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    property: "accessLogs",
    field: "bucket",
    what: "access logs of an application load balancer",
    kind: { property: "loadBalancerType", value: "application", byDefault: true },
  },
];

interface LogWriter {
  readonly type: string;
  /** Where it names the bucket: a property, and a field of it where the property is an object. */
  readonly property: string;
  readonly field?: string;
  readonly what: string;
  /** Which of its kind write so, where not all. */
  readonly kind?: { readonly property: string; readonly value: string; readonly byDefault: boolean };
}

const FIX =
  "give the bucket a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId of a key of your own";

export const bucketsUseCustomerKeys: StackRule = {
  id: "ENC-S3-02",
  slug: "buckets-use-customer-managed-keys",
  title: "S3 default encryption uses a customer-managed KMS key",
  severity: "high",
  scope: "stack",
  types: [BUCKET, CONFIGURATION],
  siblings: ["aws:s3/bucketLogging:BucketLogging", "aws:lb/loadBalancer:LoadBalancer", ...KEY_TYPES],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2", "3.7.1", "10.3.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Give the bucket a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId of a key of your own.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
  check(resource, stack) {
    return resource.type === BUCKET
      ? judgeBucket(resource, stack)
      : judgeStrayEncryption(resource, stack, usesCustomerKey(stack));
  },
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const { what, doubts } = logsInto(bucket, stack);
  if (what !== undefined)
    return [notApplicable(`it receives ${what}, which are delivered to buckets with SSE-S3 only`)];
  const outcomes = judgeBucketEncryption(bucket, stack, usesCustomerKey(stack));
  // A bucket that turns out to receive such logs must not have a key.
  const undecided = outcomes.some(({ kind }) => kind === "violation") ? doubts.map(doubtful) : [];
  return undecided.length > 0 ? undecided : outcomes;
}

function usesCustomerKey(stack: Stack): EncryptionJudge {
  return {
    rule: (rule, { resource, path, related }) =>
      judgeRule(rule, stack.sources(resource, path[0], KEY_TYPES).length > 0, related),
    none: (holder) => {
      const property = holder?.path.join(".") ?? INLINE;
      const found =
        holder === undefined ? "the bucket has no default encryption of its own" : `'${property}' is empty`;
      return violation("no-configuration", {
        message: `${found}, so that S3 encrypts with a key of Amazon's; a customer-managed KMS key is required`,
        fix: FIX,
        property,
        ...(holder?.related !== undefined && { related: holder.related }),
      });
    },
  };
}

function judgeRule(rule: Reader, keyFlowsIn: boolean, related: string | undefined): Outcome {
  const settings = rule.at("applyServerSideEncryptionByDefault");
  const algorithm = settings.at("sseAlgorithm").filledText();
  const key = settings.at("kmsMasterKeyId").filledText();
  const at = (name: string) => ({
    property: `${rule.path}.applyServerSideEncryptionByDefault.${name}`,
    ...(related !== undefined && { related }),
  });
  if (
    algorithm.state !== "unknown" &&
    (algorithm.state === "absent" || !KMS_ALGORITHMS.includes(algorithm.value))
  ) {
    const found = algorithm.state === "absent" ? "missing" : `'${algorithm.value}'`;
    return violation("algorithm", {
      message: `'sseAlgorithm' is ${found}; ${KMS_ALGORITHMS.join(" or ")} is required`,
      fix: "set sseAlgorithm to aws:kms and kmsMasterKeyId to a key of your own",
      ...at("sseAlgorithm"),
    });
  }
  if (key.state === "absent") {
    return violation("no-key", {
      message:
        "'kmsMasterKeyId' is missing, so that S3 takes the key that AWS manages (alias/aws/s3); a customer-managed key is required",
      fix: "set kmsMasterKeyId to a key of your own",
      ...at("kmsMasterKeyId"),
    });
  }
  if (key.state === "value" && isAwsManaged(key.value)) {
    return violation("aws-managed-key", {
      message: `'kmsMasterKeyId' is '${key.value}', the key that AWS manages; a customer-managed key is required`,
      fix: "set kmsMasterKeyId to a key of your own",
      ...at("kmsMasterKeyId"),
    });
  }
  if (algorithm.state === "unknown") return undetermined(algorithm, related);
  if (key.state === "unknown" && !keyFlowsIn) return undetermined(key, related);
  return pass;
}

/** Which logs that only SSE-S3 can take go into a bucket, or for which of them that cannot be told. */
function logsInto(
  bucket: Resource,
  stack: Stack,
): { readonly what?: string; readonly doubts: readonly Doubt[] } {
  const doubts: Doubt[] = [];
  for (const { type, property, field, what, kind } of LOG_WRITERS) {
    for (const writer of stack.ofType(type)) {
      const writes = kind === undefined || isOfKind(writer, kind);
      const answer = writes === false ? false : stack.refersTo(writer, property, bucket, field);
      if (answer === true && writes === true) return { what, doubts: [] };
      if (typeof answer !== "boolean") doubts.push(answer);
      else if (answer && typeof writes !== "boolean") doubts.push(writes);
    }
  }
  return { doubts };
}

function isOfKind(resource: Resource, kind: NonNullable<LogWriter["kind"]>): boolean | Doubt {
  const read = resource.inputs.at(kind.property).filledText();
  if (read.state === "unknown") return { urn: resource.urn, unknown: read };
  return read.state === "absent" ? kind.byDefault : read.value === kind.value;
}

function doubtful({ unknown, urn }: Doubt): Outcome {
  return undetermined(unknown, urn);
}
