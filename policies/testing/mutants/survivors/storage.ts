import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

/** Buckets and everything that belongs to them. */
export const storage: readonly Survivor[] = [
  ...harmless(
    [
      "aws:s3/bucket:Bucket",
      /tags(\.record-class)?/,
      ["remove"],
      "A bucket without a class is judged by the strictest, which these keep to; whoever does not is killed.",
    ],
    [
      "aws:s3/bucket:Bucket",
      /forceDestroy/,
      ["negate"],
      "A bucket whose class has no minimum may go with what it holds; those that have one are killed.",
    ],
    [
      "aws:s3/bucket:Bucket",
      /objectLockEnabled/,
      ["negate"],
      "Where it was off it is on then, and where it was on a class that asks for a lock is killed.",
    ],
    [
      "aws:s3/bucket:Bucket",
      /objectLockEnabled/,
      ["remove"],
      "The lock's own configuration beside the bucket switches it on, and that one is killed where it is missing.",
    ],
    [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      /\(resource\)|rules(\[\](\.applyServerSideEncryptionByDefault(\.sseAlgorithm)?)?)?/,
      ["remove", "drop"],
      "The bucket of access logs, which S3 delivers with its own keys only, is encrypted so by S3 without being asked.",
    ],
    [
      LIFECYCLE,
      /rules\[\]\.(status|expiration(\.days)?|noncurrentVersionExpiration(\.noncurrentDays)?)|rules\[\]/,
      ["remove", "weaken"],
      "What is not expired is kept longer; of a class with a maximum that is killed, unless its documents already wait for their owner.",
    ],
    [
      LIFECYCLE,
      /rules\[\]\.expiration\.days/,
      ["shorten"],
      "Telemetry, which no law asks to keep, may end sooner.",
    ],
    [
      LIFECYCLE,
      /rules\[\]\.noncurrentVersionExpiration\.noncurrentDays/,
      ["shorten"],
      "Replaced versions of classes without a minimum, under a lock that holds them longer, or kept for no more than a day as it is.",
    ],
    [
      REPLICATION,
      /rules\[\]\.deleteMarkerReplication\.status/,
      ["weaken"],
      "A deletion that is not copied leaves the copy's objects in sight.",
    ],
    [
      [LIFECYCLE, REPLICATION],
      /rules\[\]\.(filter(\.prefix)?|priority)/,
      ["remove"],
      "A rule without a filter is for everything, as with an empty one, and an only rule needs no priority.",
    ],
  ),
  ...refused([
    REPLICATION,
    /rules\[\]\.deleteMarkerReplication/,
    ["remove"],
    "S3 takes no rule with a filter that leaves open what becomes of deletions.",
  ]),
  ...noSecurityMatter(
    [
      LIFECYCLE,
      /rules\[\]\.(abortIncompleteMultipartUpload|transitions|expiration\.expiredObjectDeleteMarker).*/,
      "all",
      "Where objects lie, and what becomes of parts and markers, costs money and nothing else; what they say of age is the same.",
    ],
    [
      "aws:s3/bucketLogging:BucketLogging",
      /target(ObjectKeyFormat.*|Prefix)/,
      "all",
      "How files are called inside of the bucket of access logs.",
    ],
    [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      /rules\[\]\.bucketKeyEnabled/,
      "all",
      "A key of the bucket saves requests to KMS; objects are encrypted under the same key with or without.",
    ],
    ["aws:s3/bucketMetric:BucketMetric", /.+/, "all", "Requests are counted or not."],
  ),
  ...caughtBy("infra/audit.test.ts")(
    [
      "aws:s3/bucketLogging:BucketLogging",
      /targetBucket/,
      ["move"],
      "Access to every bucket has to be logged in a bucket of the same region which expects it.",
    ],
    [
      "aws:s3/bucketNotification:BucketNotification",
      /.+/,
      "all",
      "Every bucket that announces has to be allowed at a queue that exists; what it announces is in components/audit/audit.test.ts.",
    ],
  ),
  ...caughtBy("components/storage/replicated-bucket.test.ts")(
    [
      "aws:s3/bucket:Bucket",
      /\(protect\)|tags(\..+)?/,
      "all",
      "Both buckets carry the class and classification of what they hold, and what lasts is protected with all its parts.",
    ],
    [
      OWNERSHIP,
      /.+/,
      "all",
      "BucketOwnerEnforced is S3's default and asserted of both buckets; public ACLs are refused by ACC-S3-03 and ignored by the access block.",
    ],
    [
      REPLICATION,
      /.+/,
      "all",
      "Copies of classes that no law asks to copy, the quarter of an hour and the role: each is asserted of every replicated bucket.",
    ],
  ),
  ...caughtBy("components/storage/deliveries.test.ts")([
    BUCKET_POLICY,
    /policy\.Statement\[\](\.(Action|Condition|Effect|Principal|Resource).*)?/,
    "all",
    "Grants to the services that deliver, and denies of other keys and encryptions, are asserted in full; access logs' in access-log-bucket.test.ts.",
  ]),
];
