import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketArn } from "../../content/arn";
import { type Lifetime } from "../../content/lifetime";
import { copyOf, type NameScope, resourceName } from "../../content/names";
import { retentionRules, type RecordClass, staysInJurisdiction } from "../../content/retention";
import { isRegionName, regions } from "../../content/regions";
import { type Days } from "../../content/units";
import { UserError } from "../../content/user-error";
import { type DataClass, DataKey } from "../encryption/data-key";
import { DataBucket } from "./data-bucket";
import { objectLifecycle } from "./lifecycle-rules";
import { replicationPolicy, replicationTrust } from "./replication-policy";

export interface ReplicatedBucketArgs {
  /** What the bucket is for: the last part of its name. */
  readonly purpose: string;
  /** Names bucket, copy and role; its region is the stack's. */
  readonly scope: NameScope;
  /** Account that owns bucket and copy, twelve digits. */
  readonly account: string;
  /** What is kept in it: decides on ageing, locks, tags and where a copy may lie. */
  readonly recordClass: RecordClass;
  /** The class whose key encrypts it; the copy gets a key of its own of the same class. */
  readonly dataClass: DataClass;
  /** ARN of the key in the stack's region. */
  readonly keyArn: pulumi.Input<string>;
  /** Region of the copy. */
  readonly replicaRegion: string;
  /** `temporary` locks nothing and can be deleted full; `permanent` locks what the class asks to lock. */
  readonly lifetime: Lifetime;
  /**
   * Days that records are kept.
   * @default - the record class's own
   */
  readonly retention?: Days;
}

/** Name of the one rule by which everything is copied. */
const RULE_ID = "everything";

/** S3's promise with replication time control, and the threshold of its metric: it knows no other value. */
export const REPLICATION_MINUTES = 15;

/**
 * A bucket for records of one class with a copy in another region, made by the stack that owns the source. Both are versioned, encrypted
 * (the copy with a key of its own), closed and aged alike; if the class asks for it and the lifetime is `permanent`, both are locked in
 * COMPLIANCE mode: nobody, AWS included, can delete an object before its time.
 *
 * Costs what its objects cost twice, 0.02 USD a GB for the way between regions and 0.015 USD a GB for the promise of 15 minutes, and
 * 1 USD a month for the copy's key.
 *
 * Refuses a copy in the bucket's own region, and a copy of personal or regulated data outside its jurisdiction.
 */
export class ReplicatedBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the copy. */
  readonly copyArn: pulumi.Output<string>;
  /** What CloudWatch calls the replication. */
  readonly replication: {
    readonly ruleId: string;
    readonly sourceBucket: pulumi.Output<string>;
    readonly destinationBucket: pulumi.Output<string>;
  };

  constructor(name: string, args: ReplicatedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:storage:ReplicatedBucket", name, {}, { protect: args.lifetime === "permanent", ...opts });

    validatePlaces(args);
    const lifecycle = objectLifecycle(args.recordClass, args.lifetime === "permanent", args.retention);
    const shared = { recordClass: args.recordClass, lifecycle, lifetime: args.lifetime };
    const names = {
      source: resourceName("bucket", args.scope, args.purpose),
      copy: resourceName("bucket", args.scope, copyOf(args.purpose)),
    };

    const source = new DataBucket(
      `${name}-source`,
      { ...shared, bucketName: names.source, keyArn: args.keyArn },
      { parent: this },
    );
    const copyKey = this.createCopyKey(name, args);
    const copy = new DataBucket(
      `${name}-copy`,
      { ...shared, bucketName: names.copy, keyArn: copyKey.arn, region: args.replicaRegion },
      { parent: this },
    );
    const role = this.createRole(name, args, names, copyKey, lifecycle.lockDays !== undefined);
    this.replicate(name, source, copy, { copyKey, role, locked: lifecycle.lockDays !== undefined });

    this.arn = source.arn;
    this.bucketName = source.bucketName;
    this.copyArn = copy.arn;
    this.replication = {
      ruleId: RULE_ID,
      sourceBucket: source.bucketName,
      destinationBucket: copy.bucketName,
    };
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName, copyArn: this.copyArn });
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

  private createRole(
    name: string,
    args: ReplicatedBucketArgs,
    names: { readonly source: string; readonly copy: string },
    copyKey: DataKey,
    locked: boolean,
  ): iam.Role {
    const role = new iam.Role(
      `${name}-role`,
      {
        name: resourceName("role", args.scope, `${args.purpose}-copier`),
        description: `Lets S3 copy ${names.source} to ${names.copy}`,
        assumeRolePolicy: replicationTrust(),
      },
      { parent: this },
    );
    const policy = pulumi
      .all([args.keyArn, copyKey.arn])
      .apply(([sourceKeyArn, copyKeyArn]) =>
        replicationPolicy(
          { bucketName: names.source, keyArn: sourceKeyArn, region: args.scope.region },
          { bucketName: names.copy, keyArn: copyKeyArn, region: args.replicaRegion },
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
    { copyKey, role, locked }: { copyKey: DataKey; role: iam.Role; locked: boolean },
  ): void {
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
              encryptionConfiguration: { replicaKmsKeyId: copyKey.arn },
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
function validatePlaces({ purpose, scope, replicaRegion, recordClass }: ReplicatedBucketArgs): void {
  if (replicaRegion === scope.region) {
    throw new UserError(
      `'replicaRegion' of bucket '${purpose}' should be another region than the bucket's own, got '${replicaRegion}'`,
      "set 'replicaRegion' to another region of the same jurisdiction",
    );
  }
  const { classification } = retentionRules[recordClass];
  if (!staysInJurisdiction(classification)) return;
  const [from, to] = [scope.region, replicaRegion].map((region) =>
    isRegionName(region) ? regions[region].jurisdiction : undefined,
  );
  if (from === undefined || from !== to) {
    throw new UserError(
      `bucket '${purpose}' holds ${classification} data (${recordClass}), which must not be copied from ${scope.region} (${from ?? "unknown"}) to ${replicaRegion} (${to ?? "unknown"})`,
      "set 'replicaRegion' to a region of the same jurisdiction",
    );
  }
}
