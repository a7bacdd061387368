import { resourcePolicy, type ResourceStatement } from "../encryption/policy-document";

/**
 * Who sends to a queue.
 * - `s3`: a bucket that announces new objects
 * - `events`: an event rule
 */
export interface QueueSender {
  readonly service: "s3" | "events";
  /** ARN of the one bucket or rule. */
  readonly sourceArn: string;
}

/** The policy of a queue: TLS only, and written by its senders alone. Who reads is decided by the readers' roles. */
export function queuePolicy(queueArn: string, account: string, senders: readonly QueueSender[]): string {
  const statements: ResourceStatement[] = [
    {
      sid: "DenyPlainHttp",
      effect: "Deny",
      principals: "everyone",
      actions: ["sqs:*"],
      resources: [queueArn],
      conditions: { Bool: { "aws:SecureTransport": ["false"] } },
    },
    ...senders.map(({ service, sourceArn }): ResourceStatement => ({
      sid: service === "s3" ? "TakeAnnouncements" : "TakeEvents",
      principals: { services: [`${service}.amazonaws.com`] },
      actions: ["sqs:SendMessage"],
      resources: [queueArn],
      conditions: {
        ArnEquals: { "aws:SourceArn": [sourceArn] },
        // A bucket's ARN does not say whose it is; a rule's does.
        ...(service === "s3" ? { StringEquals: { "aws:SourceAccount": [account] } } : {}),
      },
    })),
  ];
  return resourcePolicy(statements);
}
