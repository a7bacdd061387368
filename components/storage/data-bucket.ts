import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { type Lifetime } from "../../content/lifetime";
import { type BucketContents, contentTags } from "./contents";
import { ABORT_UPLOAD_AFTER_DAYS, type ObjectLifecycle } from "./lifecycle-rules";

export interface DataBucketArgs {
  /** Name of the bucket in S3, unique in the world. */
  readonly bucketName: string;
  /**
   * ARN of the key that encrypts every object; it lies in the bucket's region.
   * @default - S3's own keys, for what takes no other: a bucket of access logs
   */
  readonly keyArn?: pulumi.Input<string>;
  /** The bucket's policy, as JSON. */
  readonly policy: pulumi.Input<string>;
  readonly contents: BucketContents;
  /** How its objects age, computed from its contents. */
  readonly lifecycle: ObjectLifecycle;
  /** Whether the bucket may go with its stack. */
  readonly lifetime: Lifetime;
  /**
   * Region of the bucket.
   * @default - the stack's
   */
  readonly region?: string;
  /**
   * Where S3 writes down who asked for what: a bucket of the same region and account.
   * @default - nowhere
   */
  readonly accessLogs?: AccessLogTarget;
}

/** A bucket that takes the access logs of others. */
export interface AccessLogTarget {
  readonly bucketName: pulumi.Input<string>;
  /** Its policy: without it S3 refuses to log there. */
  readonly ready: pulumi.Resource[];
}

/**
 * A bucket for records: versioned, encrypted, closed to the public and to plain HTTP, owned by its account alone, its objects aged and
 * (where asked) locked in COMPLIANCE mode.
 *
 * Costs nothing by itself beyond the objects in it; a locked object is paid for until its last day.
 */
export class DataBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  /** Ready for replication: versioning is on, and the lock (if any) is set. */
  readonly ready: pulumi.Resource[];
  /** Ready for deliveries of AWS services, which try before they are set up: the policy and the encryption are in place. */
  readonly open: pulumi.Resource[];

  constructor(name: string, args: DataBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:storage:DataBucket", name, {}, { protect: args.lifetime === "permanent", ...opts });

    const bucket = this.createBucket(name, args);
    const place = { bucket: bucket.bucket, region: args.region };
    const policy = this.closeToThePublic(name, place, args);
    const versioning = this.enableVersioning(name, place);
    const encryption = this.encrypt(name, place, args);
    this.ageObjects(name, place, args, versioning);
    const lock = this.lockObjects(name, place, args, versioning);
    this.logAccess(name, place, args);

    this.arn = bucket.arn;
    this.bucketName = bucket.bucket;
    this.ready = lock === undefined ? [versioning] : [versioning, lock];
    this.open = [policy, encryption];
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName });
  }

  private createBucket(name: string, args: DataBucketArgs): s3.Bucket {
    return new s3.Bucket(
      `${name}-bucket`,
      {
        bucket: args.bucketName,
        // Cannot be changed later without a new bucket; without it no lock can ever be set.
        objectLockEnabled: args.lifecycle.lockDays !== undefined,
        forceDestroy: args.lifetime === "temporary",
        region: args.region,
        tags: contentTags(args.contents),
      },
      { parent: this },
    );
  }

  /** Ownership first: without access control lists nothing but policies decides; then the block, then the policy. */
  private closeToThePublic(name: string, place: Place, args: DataBucketArgs): s3.BucketPolicy {
    const ownership = new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { ...place, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
    const block = new s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        ...place,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      // S3 refuses two changes of one bucket's access settings at the same moment.
      { parent: this, dependsOn: [ownership] },
    );
    return new s3.BucketPolicy(
      `${name}-policy`,
      { ...place, policy: args.policy },
      { parent: this, dependsOn: [block] },
    );
  }

  private enableVersioning(name: string, place: Place): s3.BucketVersioning {
    return new s3.BucketVersioning(
      `${name}-versioning`,
      { ...place, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
  }

  /** The bucket key makes one request to KMS serve many objects. */
  private encrypt(
    name: string,
    place: Place,
    { keyArn }: DataBucketArgs,
  ): s3.BucketServerSideEncryptionConfiguration {
    return new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        ...place,
        rules: [
          keyArn === undefined
            ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
            : {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
                bucketKeyEnabled: true,
              },
        ],
      },
      { parent: this },
    );
  }

  private ageObjects(
    name: string,
    place: Place,
    { lifecycle }: DataBucketArgs,
    versioning: pulumi.Resource,
  ): void {
    const { expireAfterDays, keepReplacedDays, transition } = lifecycle;
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...place,
        rules: [
          {
            id: "age",
            status: "Enabled",
            filter: { prefix: "" },
            ...(transition === undefined
              ? {}
              : { transitions: [{ days: transition.afterDays, storageClass: transition.storageClass }] }),
            ...(expireAfterDays === undefined ? {} : { expiration: { days: expireAfterDays } }),
            ...(keepReplacedDays === undefined
              ? {}
              : { noncurrentVersionExpiration: { noncurrentDays: keepReplacedDays } }),
            abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOAD_AFTER_DAYS },
          },
          {
            // A marker whose last version is gone; S3 does not take this together with days in one rule.
            id: "tidy-delete-markers",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { expiredObjectDeleteMarker: true },
          },
        ],
      },
      { parent: this, dependsOn: [versioning] },
    );
  }

  private lockObjects(
    name: string,
    place: Place,
    { lifecycle }: DataBucketArgs,
    versioning: pulumi.Resource,
  ): pulumi.Resource | undefined {
    if (lifecycle.lockDays === undefined) return undefined;
    return new s3.BucketObjectLockConfiguration(
      `${name}-lock`,
      { ...place, rule: { defaultRetention: { mode: "COMPLIANCE", days: lifecycle.lockDays } } },
      { parent: this, dependsOn: [versioning] },
    );
  }

  /** By the day of the request, so that one question reads one day. */
  private logAccess(name: string, place: Place, { bucketName, accessLogs }: DataBucketArgs): void {
    if (accessLogs === undefined) return;
    new s3.BucketLogging(
      `${name}-access-logs`,
      {
        ...place,
        targetBucket: accessLogs.bucketName,
        targetPrefix: `${bucketName}/`,
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      { parent: this, dependsOn: accessLogs.ready },
    );
  }
}

/** Which bucket a setting belongs to. */
interface Place {
  readonly bucket: pulumi.Input<string>;
  readonly region: string | undefined;
}
