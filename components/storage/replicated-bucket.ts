import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketArn } from "../../content/arn";
import { bucketPair, type ExpiredBy } from "../../content/buckets";
import { type Lifetime } from "../../content/lifetime";
import { copyOf, type NameScope, resourceName } from "../../content/names";
import {
  type DataClassification,
  type RetentionOverrides,
  staysInJurisdiction,
} from "../../content/retention";
import { isRegionName, regions } from "../../content/regions";
import { UserError } from "../../content/user-error";
import { type DataClass, DataKey } from "../encryption/data-key";
import type { ResourceStatement } from "../encryption/policy-document";
import { bucketPolicy, denyDeletingVersions } from "./bucket-policy";
import { type BucketClasses, type BucketContents, bucketContents, describeClasses } from "./contents";
import { type AccessLogTarget, DataBucket } from "./data-bucket";
import { type BucketDelivery, deliveryStatements } from "./deliveries";
import { type LifecycleWishes, type ObjectLifecycle, objectLifecycle } from "./lifecycle-rules";
import { replicationPolicy, replicationTrust } from "./replication-policy";

export interface ReplicatedBucketArgs {
  /** What the bucket is for: the last part of its name. */
  readonly purpose: string;
  /** Names bucket, copy and role; its region is the stack's. */
  readonly scope: NameScope;
  /** Account that owns bucket and copy, twelve digits. */
  readonly account: string;
  /** The classes of the records in it: decide on ageing, locks, tags and where a copy may lie. `none` for working files. */
  readonly recordClasses: BucketClasses;
  /**
   * The care that working files need; that of records follows from their classes.
   * @default "confidential"
   */
  readonly classification?: DataClassification;
  /** The class whose key encrypts it; the copy's key is one of the same class. */
  readonly dataClass: DataClass;
  /** ARN of the key in the stack's region. */
  readonly keyArn: pulumi.Input<string>;
  /** Region of the copy. */
  readonly replicaRegion: string;
  /**
   * ARN of a key in the copy's region that several buckets of one class share.
   * @default - a key of its own
   */
  readonly copyKeyArn?: pulumi.Input<string>;
  /** `temporary` locks nothing and can be deleted full; `permanent` locks what is to be locked. */
  readonly lifetime: Lifetime;
  /**
   * `minimum` locks records for their legal minimum although their classes do not ask for a lock.
   * @default "as-classes-ask"
   */
  readonly lock?: LifecycleWishes["lock"];
  /**
   * Who ends an object's life. With `owner` S3 expires replaced versions alone, for programs that keep an account of their own objects: a
   * repository of Elasticsearch snapshots or a bucket of Thanos blocks refers to old objects from new ones, and is broken by whoever else
   * deletes them.
   * @default "lifecycle"
   */
  readonly expiredBy?: ExpiredBy;
  /**
   * Days that a stack keeps a record class.
   * @default - the record class's own
   */
  readonly retention?: RetentionOverrides;
  /**
   * Where S3 writes down who asked for what, in each of the two regions.
   * @default - nowhere
   */
  readonly accessLogs?: { readonly source: AccessLogTarget; readonly copy: AccessLogTarget };
  /**
   * AWS services that deliver to the bucket.
   * @default - none
   */
  readonly deliveries?: readonly BucketDelivery[];
}

/** What an alarm on the copy's lag needs: the dimensions of S3's replication metrics. */
export interface Replication {
  readonly ruleId: string;
  readonly sourceBucket: pulumi.Output<string>;
  readonly destinationBucket: pulumi.Output<string>;
  readonly destinationRegion: string;
}

/** Name of the one rule by which everything is copied. */
const RULE_ID = "everything";

/** S3's promise with replication time control, and the threshold of its metric: it knows no other value. */
export const REPLICATION_MINUTES = 15;

/**
 * A bucket for records of one or several classes with a copy in another region, made by the stack that owns the source. Both are versioned,
 * encrypted with keys of their own regions, closed and aged alike; where it is asked for and the lifetime is `permanent`, both are locked
 * in COMPLIANCE mode: nobody, AWS included, can delete an object before its time.
 *
 * Costs what its objects cost twice, 0.02 USD a GB for the way between regions and 0.015 USD a GB for the promise of 15 minutes, and
 * 1 USD a month for the copy's key, unless it shares one.
 *
 * Refuses a copy in the bucket's own region, a copy of personal or regulated data outside its jurisdiction, classes of which one must be
 * kept longer than another may be, and a lock on what has to be deletable.
 */
export class ReplicatedBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the copy. */
  readonly copyArn: pulumi.Output<string>;
  /** How its objects age; where the owner ends them, also when it has to. */
  readonly lifecycle: ObjectLifecycle;
  readonly replication: Replication;
  /** What services that deliver wait for: they try before they are set up. */
  readonly open: pulumi.Resource[];

  constructor(name: string, args: ReplicatedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:storage:ReplicatedBucket", name, {}, { protect: args.lifetime === "permanent", ...opts });

    const contents = bucketContents(args.purpose, args.recordClasses, args.retention, args.classification);
    validatePlaces(args, contents);
    this.lifecycle = objectLifecycle(contents.retention, {
      mayLock: args.lifetime === "permanent",
      ...(args.lock === undefined ? {} : { lock: args.lock }),
      ...(args.expiredBy === undefined ? {} : { expiredBy: args.expiredBy }),
    });
    const copyKeyArn = args.copyKeyArn ?? this.createCopyKey(name, args).arn;
    const source = this.createSource(name, args, contents);
    const copy = this.createCopy(name, args, contents, copyKeyArn);
    const role = this.createRole(name, args, copyKeyArn);
    this.replicate(name, source, copy, { copyKeyArn, role });

    this.arn = source.arn;
    this.bucketName = source.bucketName;
    this.copyArn = copy.arn;
    this.open = source.open;
    this.replication = {
      ruleId: RULE_ID,
      sourceBucket: source.bucketName,
      destinationBucket: copy.bucketName,
      destinationRegion: args.replicaRegion,
    };
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName, copyArn: this.copyArn });
  }

  private createSource(name: string, args: ReplicatedBucketArgs, contents: BucketContents): DataBucket {
    const [bucketName] = bucketPair(args.scope, args.purpose);
    const place = { account: args.account, region: args.scope.region };
    const statements = [
      ...deliveryStatements(bucketName, place, args.deliveries ?? []),
      ...this.keepVersions(bucketName, args, contents),
    ];
    return new DataBucket(
      `${name}-source`,
      {
        bucketName,
        contents,
        lifecycle: this.lifecycle,
        lifetime: args.lifetime,
        keyArn: args.keyArn,
        policy: pulumi.output(args.keyArn).apply((keyArn) => bucketPolicy(bucketName, keyArn, statements)),
        ...(args.accessLogs === undefined ? {} : { accessLogs: args.accessLogs.source }),
      },
      { parent: this },
    );
  }

  private createCopy(
    name: string,
    args: ReplicatedBucketArgs,
    contents: BucketContents,
    copyKeyArn: pulumi.Input<string>,
  ): DataBucket {
    const [, bucketName] = bucketPair(args.scope, args.purpose);
    const statements = this.keepVersions(bucketName, args, contents);
    return new DataBucket(
      `${name}-copy`,
      {
        bucketName,
        contents,
        lifecycle: this.lifecycle,
        lifetime: args.lifetime,
        keyArn: copyKeyArn,
        policy: pulumi.output(copyKeyArn).apply((keyArn) => bucketPolicy(bucketName, keyArn, statements)),
        region: args.replicaRegion,
        ...(args.accessLogs === undefined ? {} : { accessLogs: args.accessLogs.copy }),
      },
      { parent: this },
    );
  }

  /** What must not be changed, and is not locked; a stack that has to be deletable keeps nothing. */
  private keepVersions(
    bucketName: string,
    { lifetime }: ReplicatedBucketArgs,
    { retention }: BucketContents,
  ): ResourceStatement[] {
    const kept =
      lifetime === "permanent" && retention.immutability !== "none" && this.lifecycle.lockDays === undefined;
    return kept ? [denyDeletingVersions(bucketName)] : [];
  }

  private createCopyKey(name: string, args: ReplicatedBucketArgs): DataKey {
    return new DataKey(
      `${name}-copy-data`,
      {
        dataClass: args.dataClass,
        scope: args.scope,
        account: args.account,
        purpose: copyOf(args.purpose),
        uses: { s3: true },
        lifetime: args.lifetime,
        region: args.replicaRegion,
      },
      { parent: this },
    );
  }

  private createRole(name: string, args: ReplicatedBucketArgs, copyKeyArn: pulumi.Input<string>): iam.Role {
    const [source, copy] = bucketPair(args.scope, args.purpose);
    const locked = this.lifecycle.lockDays !== undefined;
    const role = new iam.Role(
      `${name}-role`,
      {
        name: resourceName("role", args.scope, `${args.purpose}-copier`),
        description: `Lets S3 copy ${source} to ${copy}`,
        assumeRolePolicy: replicationTrust(),
      },
      { parent: this },
    );
    const policy = pulumi
      .all([args.keyArn, copyKeyArn])
      .apply(([sourceKey, copyKey]) =>
        replicationPolicy(
          { bucketName: source, keyArn: sourceKey, region: args.scope.region },
          { bucketName: copy, keyArn: copyKey, region: args.replicaRegion },
          { locked, deleteMarkers: !locked },
        ),
      );
    new iam.RolePolicy(`${name}-role-policy`, { name: "copy", role: role.name, policy }, { parent: this });
    return role;
  }

  /** Starts when both buckets are versioned and locked: S3 refuses a locked source with an unlocked copy. */
  private replicate(
    name: string,
    source: DataBucket,
    copy: DataBucket,
    { copyKeyArn, role }: { copyKeyArn: pulumi.Input<string>; role: iam.Role },
  ): void {
    const locked = this.lifecycle.lockDays !== undefined;
    new s3.BucketReplicationConfig(
      `${name}-replication`,
      {
        bucket: source.bucketName,
        role: role.arn,
        rules: [
          {
            id: RULE_ID,
            status: "Enabled",
            priority: 0,
            filter: { prefix: "" },
            // What hides an object in a locked bucket must not hide its copy; elsewhere the copy follows.
            deleteMarkerReplication: { status: locked ? "Disabled" : "Enabled" },
            sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
            destination: {
              // From the name, not the ARN: it is known at preview, and depends on the bucket all the same.
              bucket: copy.bucketName.apply(bucketArn),
              encryptionConfiguration: { replicaKmsKeyId: copyKeyArn },
              replicationTime: { status: "Enabled", time: { minutes: REPLICATION_MINUTES } },
              metrics: { status: "Enabled", eventThreshold: { minutes: REPLICATION_MINUTES } },
            },
          },
        ],
      },
      { parent: this, dependsOn: [...source.ready, ...copy.ready] },
    );
  }
}

/** A copy protects from the loss of a region only elsewhere, and data under a law stays where the law reaches. */
function validatePlaces(
  { purpose, scope, replicaRegion, recordClasses }: ReplicatedBucketArgs,
  { classification }: BucketContents,
): void {
  if (replicaRegion === scope.region) {
    throw new UserError(
      `'replicaRegion' of bucket '${purpose}' should be another region than the bucket's own, got '${replicaRegion}'`,
      "set 'replicaRegion' to another region of the same jurisdiction",
    );
  }
  if (!staysInJurisdiction(classification)) return;
  const [from, to] = [scope.region, replicaRegion].map((region) =>
    isRegionName(region) ? regions[region].jurisdiction : undefined,
  );
  if (from === undefined || from !== to) {
    throw new UserError(
      `bucket '${purpose}' holds ${classification} data (${describeClasses(recordClasses)}), which must not be copied from ${scope.region} (${from ?? "unknown"}) to ${replicaRegion} (${to ?? "unknown"})`,
      "set 'replicaRegion' to a region of the same jurisdiction",
    );
  }
}
