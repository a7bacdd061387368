import * as cloudtrail from "@pulumi/aws/cloudtrail";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { logGroupArn, trailArn } from "../../content/arn";
import type { Lifetime } from "../../content/lifetime";
import { type NameScope, resourceName } from "../../content/names";
import type { RecordClass } from "../../content/retention";
import type { Days } from "../../content/units";
import { identityPolicy, trustPolicy } from "../encryption/policy-document";
import { recordTags } from "../storage/contents";
import { createRecordLogGroup } from "../storage/log-group";
import { eventSelectors } from "./trail-selectors";

export interface AuditTrailArgs {
  /** Names trail, log group and role; its region is the trail's home. */
  readonly scope: NameScope;
  /** Account that is recorded, twelve digits. */
  readonly account: string;
  /** What the trail is for: the last part of the names. */
  readonly purpose: string;
  /** Whether it records changes of the account's resources and sign-ins. One trail of an account does. */
  readonly managementEvents: boolean;
  /** Names of the buckets in which every read and write of an object is recorded, in any region. */
  readonly watchedBuckets: readonly string[];
  /**
   * Names of further buckets of logs, such as access logs: everything in them is recorded but their delivery.
   * @default - the trail's own alone
   */
  readonly logBuckets?: readonly string[];
  /** The bucket for the log files. Its policy lets this trail deliver. */
  readonly bucket: {
    readonly bucketName: pulumi.Input<string>;
    /** Names of the bucket and its copy. */
    readonly names: readonly string[];
    /** What delivery waits for: CloudTrail tries before it is set up. */
    readonly open: pulumi.Resource[];
  };
  /** ARN of the key for log files and log group. It lets this trail and this log group use it. */
  readonly keyArn: pulumi.Input<string>;
  readonly lifetime: Lifetime;
  /**
   * Days that the log group keeps events.
   * @default - the record class's own
   */
  readonly retention?: Days;
}

/** Who did what in an account is an audit log. */
export const TRAIL_RECORD_CLASS: RecordClass = "pci-audit";

/** The name of a trail, by which its bucket and its key know it before it exists. */
export function trailName(scope: NameScope, purpose: string): string {
  return resourceName("trail", scope, purpose);
}

/** The name of a trail's log group. */
export function trailLogGroup(scope: NameScope, purpose: string): string {
  return resourceName("logGroup", scope, purpose);
}

/** A trail's ARN, known before the trail exists. */
export function auditTrailArn(scope: NameScope, account: string, purpose: string): string {
  return trailArn(scope.region, account, trailName(scope, purpose));
}

/**
 * A CloudTrail trail over all regions of an account: what was done to its resources, and every read and write of objects in the named
 * buckets, wherever they lie (their copies lie in other regions, which a trail of one region does not see). Log files are encrypted,
 * signed by the hour (a missing or changed one is noticed), and go to a bucket as well as to a log group for alarms.
 *
 * Costs nothing for the account's first record of management events, about 2 USD per 100 000 of a second one, 0.10 USD per 100 000 data
 * events, and 0.50 USD a GB that goes into the log group.
 *
 * Refuses more buckets than a trail's selectors can name.
 */
export class AuditTrail extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:AuditTrail", name, {}, opts);

    const logGroup = this.createLogGroup(name, args);
    const [role, permission] = this.createDeliveryRole(name, args);
    const trail = this.createTrail(name, args, { logGroup, role, permission });

    this.arn = trail.arn;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ arn: this.arn, logGroupName: this.logGroupName });
  }

  private createLogGroup(name: string, args: AuditTrailArgs): cloudwatch.LogGroup {
    return createRecordLogGroup(
      `${name}-logs`,
      { ...args, logGroupName: trailLogGroup(args.scope, args.purpose), recordClass: TRAIL_RECORD_CLASS },
      this,
    );
  }

  private createDeliveryRole(
    name: string,
    { scope, account, purpose }: AuditTrailArgs,
  ): [iam.Role, iam.RolePolicy] {
    const role = new iam.Role(
      `${name}-role`,
      {
        name: resourceName("role", scope, `${purpose}-to-logs`),
        description: "Lets CloudTrail write to its log group",
        assumeRolePolicy: trustPolicy([
          {
            sid: "WriteForTrail",
            principals: { services: ["cloudtrail.amazonaws.com"] },
            actions: ["sts:AssumeRole"],
            conditions: {
              StringEquals: {
                "aws:SourceAccount": [account],
                "aws:SourceArn": [auditTrailArn(scope, account, purpose)],
              },
            },
          },
        ]),
      },
      { parent: this },
    );
    // CloudTrail names its streams itself; they begin with account, service and region.
    const streams = `${logGroupArn(scope.region, account, trailLogGroup(scope, purpose))}:log-stream:${account}_CloudTrail_${scope.region}*`;
    const permission = new iam.RolePolicy(
      `${name}-role-policy`,
      {
        name: "write",
        role: role.name,
        policy: identityPolicy([
          {
            sid: "WriteStreams",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [streams],
          },
        ]),
      },
      { parent: this },
    );
    return [role, permission];
  }

  private createTrail(
    name: string,
    args: AuditTrailArgs,
    needs: { logGroup: cloudwatch.LogGroup; role: iam.Role; permission: iam.RolePolicy },
  ): cloudtrail.Trail {
    const { managementEvents, watchedBuckets, logBuckets = [], bucket } = args;
    return new cloudtrail.Trail(
      `${name}-trail`,
      {
        name: trailName(args.scope, args.purpose),
        s3BucketName: bucket.bucketName,
        kmsKeyId: args.keyArn,
        enableLogging: true,
        enableLogFileValidation: true,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true, // CloudTrail refuses a trail over all regions without them
        cloudWatchLogsGroupArn: needs.logGroup.arn.apply((arn) => `${arn}:*`),
        cloudWatchLogsRoleArn: needs.role.arn,
        advancedEventSelectors: eventSelectors({
          managementEvents,
          watchedBuckets,
          logBuckets: [...bucket.names, ...logBuckets],
        }),
        tags: recordTags(TRAIL_RECORD_CLASS),
      },
      { parent: this, dependsOn: [...bucket.open, needs.permission] },
    );
  }
}
