import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketArn, eventRuleArn } from "../../content/arn";
import { resourceName } from "../../content/names";
import { RecordQueue, type RecordQueueArgs } from "./record-queue";

type FeedArgs = Omit<RecordQueueArgs, "senders">;

export interface BucketFeedArgs extends FeedArgs {
  /** The bucket whose new objects are announced, by its name in S3. A bucket has one feed. */
  readonly bucketName: string;
  /** The bucket itself, to wait for it. */
  readonly bucket: pulumi.Input<string>;
  /** Folders whose new objects are announced, without the slash at their end; none begins like another. */
  readonly folders: readonly string[];
}

/** A queue that names each new object in some folders of a bucket. See {@link RecordQueue} for cost. */
export class BucketFeed extends pulumi.ComponentResource {
  readonly queue: RecordQueue;

  constructor(name: string, args: BucketFeedArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:BucketFeed", name, {}, opts);

    this.queue = new RecordQueue(
      name,
      { ...args, senders: [{ service: "s3", sourceArn: bucketArn(args.bucketName) }] },
      { parent: this },
    );
    this.announce(name, args);

    this.registerOutputs({ queueArn: this.queue.arn });
  }

  private announce(name: string, { bucket, folders }: BucketFeedArgs): void {
    new s3.BucketNotification(
      `${name}-announcements`,
      {
        bucket,
        queues: folders.map((folder) => ({
          id: folder.replaceAll("/", "-"),
          queueArn: this.queue.arn,
          events: ["s3:ObjectCreated:*"],
          filterPrefix: `${folder}/`,
        })),
      },
      { parent: this, dependsOn: this.queue.open },
    );
  }
}

/** What EventBridge hears of GuardDuty, whoever manages the detector. */
const FINDINGS = { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"] };
/** How long and how often EventBridge tries before it puts an event aside: its own longest. */
const RETRY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/** A queue of the region's GuardDuty findings, minutes after they are made. See {@link RecordQueue} for cost. */
export class FindingsFeed extends pulumi.ComponentResource {
  readonly queue: RecordQueue;

  constructor(name: string, args: FeedArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:FindingsFeed", name, {}, opts);

    const ruleName = resourceName("eventRule", args.scope, args.purpose);
    const sourceArn = eventRuleArn(args.scope.region, args.account, ruleName);
    this.queue = new RecordQueue(
      name,
      { ...args, senders: [{ service: "events", sourceArn }] },
      { parent: this },
    );
    this.route(name, ruleName);

    this.registerOutputs({ queueArn: this.queue.arn });
  }

  private route(name: string, ruleName: string): void {
    const rule = new cloudwatch.EventRule(
      `${name}-rule`,
      {
        name: ruleName,
        description: "GuardDuty findings for the log pipeline",
        eventPattern: JSON.stringify(FINDINGS),
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      `${name}-target`,
      {
        rule: rule.name,
        arn: this.queue.arn,
        retryPolicy: RETRY,
        deadLetterConfig: { arn: this.queue.deadArn },
      },
      { parent: this, dependsOn: this.queue.open },
    );
  }
}
