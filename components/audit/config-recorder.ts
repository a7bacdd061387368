import * as cfg from "@pulumi/aws/cfg";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { serviceRoleArn } from "../../content/arn";
import { type NameScope, resourceName } from "../../content/names";
import { effectiveRetention, type RecordClass } from "../../content/retention";
import type { Days } from "../../content/units";

export interface ConfigRecorderArgs {
  /** Names recorder and channel; its region is recorded. */
  readonly scope: NameScope;
  /** Account that is recorded, twelve digits. */
  readonly account: string;
  /** Whether this stack makes the role of AWS Config, of which an account has one. */
  readonly makesRole: boolean;
  /** The bucket for history and snapshots. Its policy lets AWS Config deliver; it has no lock, which AWS Config refuses. */
  readonly bucketName: pulumi.Input<string>;
  /** Folder in the bucket. */
  readonly folder: string;
  /** What delivery waits for: AWS Config tries before it is set up. */
  readonly bucketOpen: pulumi.Resource[];
  /** ARN of the bucket's key: without it AWS Config would encrypt otherwise, and be refused. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * Days that AWS Config itself keeps history, besides the bucket.
   * @default - the record class's own
   */
  readonly retention?: Days;
}

const RECORD_CLASS: RecordClass = "pci-audit";
/** What AWS Config takes as its own retention (`PutRetentionConfiguration`). */
const SHORTEST_HISTORY_DAYS = 30;
const LONGEST_HISTORY_DAYS = 2557;

const SERVICE = "config.amazonaws.com";
const SERVICE_ROLE = "AWSServiceRoleForConfig";

/**
 * AWS Config in one region: every resource and its every change, delivered to a bucket, with a snapshot of all a day. A region of an
 * account has one recorder and one channel: where there is one already, say that it is managed elsewhere.
 *
 * Costs 0.003 USD for each change that is recorded: a busy cluster changes network interfaces all day.
 */
export class ConfigRecorder extends pulumi.ComponentResource {
  readonly recorderName: pulumi.Output<string>;
  /** On: what judges the records may start. */
  readonly on: pulumi.Resource;

  constructor(name: string, args: ConfigRecorderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:ConfigRecorder", name, {}, opts);

    const role = this.createRole(name, args);
    const recorder = this.createRecorder(name, args, role);
    const channel = this.createChannel(name, args, recorder);
    this.boundHistory(name, args, recorder);
    this.on = this.turnOn(name, recorder, channel);

    this.recorderName = recorder.name;
    this.registerOutputs({ recorderName: this.recorderName });
  }

  /** Account-wide: made once. AWS Config's own role sees new kinds of resources as AWS adds them. */
  private createRole(name: string, { makesRole }: ConfigRecorderArgs): iam.ServiceLinkedRole | undefined {
    if (!makesRole) return undefined;
    return new iam.ServiceLinkedRole(
      `${name}-role`,
      { awsServiceName: SERVICE, description: "Lets AWS Config read what it records" },
      { parent: this },
    );
  }

  private createRecorder(
    name: string,
    { scope, account }: ConfigRecorderArgs,
    role: pulumi.Resource | undefined,
  ): cfg.Recorder {
    return new cfg.Recorder(
      `${name}-recorder`,
      {
        name: resourceName("recorder", scope, "recorder"),
        roleArn: serviceRoleArn(account, SERVICE, SERVICE_ROLE),
        // What has no region (roles, users) is recorded in every region: the record is whole wherever it is read, and it changes rarely.
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
        recordingMode: { recordingFrequency: "CONTINUOUS" },
      },
      { parent: this, dependsOn: role === undefined ? [] : [role] },
    );
  }

  private createChannel(name: string, args: ConfigRecorderArgs, recorder: cfg.Recorder): cfg.DeliveryChannel {
    return new cfg.DeliveryChannel(
      `${name}-channel`,
      {
        name: resourceName("recorder", args.scope, "channel"),
        s3BucketName: args.bucketName,
        s3KeyPrefix: args.folder,
        s3KmsKeyArn: args.keyArn,
        snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      },
      { parent: this, dependsOn: [recorder, ...args.bucketOpen] },
    );
  }

  /** AWS's default is seven years, for records of people's roles as well. */
  private boundHistory(name: string, { retention }: ConfigRecorderArgs, recorder: cfg.Recorder): void {
    const wanted = effectiveRetention(RECORD_CLASS, retention) ?? LONGEST_HISTORY_DAYS;
    new cfg.RetentionConfiguration(
      `${name}-history`,
      {
        retentionPeriodInDays: Math.min(Math.max(wanted, SHORTEST_HISTORY_DAYS), LONGEST_HISTORY_DAYS),
      },
      { parent: this, dependsOn: [recorder] },
    );
  }

  private turnOn(name: string, recorder: cfg.Recorder, channel: cfg.DeliveryChannel): cfg.RecorderStatus {
    return new cfg.RecorderStatus(
      `${name}-status`,
      { name: recorder.name, isEnabled: true },
      { parent: this, dependsOn: [channel] },
    );
  }
}
