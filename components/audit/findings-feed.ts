import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { eventRuleArn } from "../../content/arn";
import { resourceName } from "../../content/names";
import { RecordQueue, type RecordQueueArgs } from "./record-queue";

/** What EventBridge hears of GuardDuty, whoever manages the detector. */
const FINDINGS = { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"] };
/** How long and how often EventBridge tries before it puts an event aside: its own longest. */
const RETRY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/** Purpose, names and key of the queue; its sender is a rule of the feed's own. */
export type FindingsFeedArgs = Omit<RecordQueueArgs, "senders">;

/** A queue of the region's GuardDuty findings, minutes after they are made. See {@link RecordQueue} for cost. */
export class FindingsFeed extends pulumi.ComponentResource {
  readonly queue: RecordQueue;

  constructor(name: string, args: FindingsFeedArgs, opts?: pulumi.ComponentResourceOptions) {
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
