import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { queueArn } from "../../content/arn";
import { type NameScope, resourceName } from "../../content/names";
import { queuePolicy, type QueueSender } from "./queue-policy";

export interface RecordQueueArgs {
  /** What waits in the queue: the last part of its name. */
  readonly purpose: string;
  /** Names the queues; its region is theirs. */
  readonly scope: NameScope;
  /** Account of queues and senders, twelve digits. */
  readonly account: string;
  /** ARN of the key that encrypts messages. It lets the senders use it. */
  readonly keyArn: pulumi.Input<string>;
  /** Who sends; nobody else can. */
  readonly senders: readonly QueueSender[];
}

/** The longest that SQS keeps a message, 14 days: readers may be down over a long weekend and somebody's holiday. */
const KEEP_SECONDS = 14 * 24 * 60 * 60;
/** Time to read and index a file that a message names, before another reader is given it. */
const READING_SECONDS = 300;
/** A message that fails so often will fail again: it is put aside, and an alarm looks there. */
const MOST_ATTEMPTS = 5;
/** Messages say where records lie, or repeat findings that their service keeps: they are none themselves, but tell of what is confidential. */
const CONTENT_TAGS = { "record-class": "none", "data-classification": "confidential" };
/** The longest that a reader waits for a message: fewest empty answers, each of which is paid for. */
const WAIT_SECONDS = 20;

/**
 * A queue of what is to be read by the log pipeline, and a second one for what could not be read. Both are encrypted and written by the
 * named senders alone.
 *
 * Costs 0.40 USD per million messages and requests.
 */
export class RecordQueue extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** ARN of the queue for what could not be read. */
  readonly deadArn: pulumi.Output<string>;
  readonly deadQueueName: pulumi.Output<string>;
  /** What senders wait for: they try before they are set up. */
  readonly open: pulumi.Resource[];

  constructor(name: string, args: RecordQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:RecordQueue", name, {}, opts);

    const names = {
      queue: resourceName("queue", args.scope, args.purpose),
      dead: resourceName("queue", args.scope, `${args.purpose}-dead`),
    };
    const dead = this.createDeadQueue(name, args, names);
    const queue = this.createQueue(name, args, names.queue, dead);
    this.open = [this.restrict(`${name}-policy`, args, queue, names.queue)];
    // An event that cannot be delivered is put aside, too.
    this.open.push(this.restrict(`${name}-dead-policy`, eventsOnly(args), dead, names.dead));

    this.arn = queue.arn;
    this.queueName = queue.name;
    this.url = queue.url;
    this.deadArn = dead.arn;
    this.deadQueueName = dead.name;
    this.registerOutputs({ arn: this.arn, queueName: this.queueName, deadArn: this.deadArn });
  }

  private createDeadQueue(
    name: string,
    { scope, account, keyArn }: RecordQueueArgs,
    names: { readonly queue: string; readonly dead: string },
  ): sqs.Queue {
    return new sqs.Queue(
      `${name}-dead`,
      {
        name: names.dead,
        kmsMasterKeyId: keyArn,
        messageRetentionSeconds: KEEP_SECONDS,
        redriveAllowPolicy: JSON.stringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [queueArn(scope.region, account, names.queue)],
        }),
        tags: CONTENT_TAGS,
      },
      { parent: this },
    );
  }

  private createQueue(
    name: string,
    { keyArn }: RecordQueueArgs,
    queueName: string,
    dead: sqs.Queue,
  ): sqs.Queue {
    return new sqs.Queue(
      `${name}-queue`,
      {
        name: queueName,
        kmsMasterKeyId: keyArn,
        messageRetentionSeconds: KEEP_SECONDS,
        visibilityTimeoutSeconds: READING_SECONDS,
        receiveWaitTimeSeconds: WAIT_SECONDS,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: dead.arn,
          maxReceiveCount: MOST_ATTEMPTS,
        }),
        tags: CONTENT_TAGS,
      },
      { parent: this },
    );
  }

  private restrict(
    name: string,
    { scope, account, senders }: RecordQueueArgs,
    queue: sqs.Queue,
    queueName: string,
  ): sqs.QueuePolicy {
    return new sqs.QueuePolicy(
      name,
      {
        queueUrl: queue.url,
        policy: queuePolicy(queueArn(scope.region, account, queueName), account, senders),
      },
      { parent: this },
    );
  }
}

function eventsOnly(args: RecordQueueArgs): RecordQueueArgs {
  return { ...args, senders: args.senders.filter(({ service }) => service === "events") };
}
