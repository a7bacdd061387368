import assert from "node:assert/strict";
import { queuePolicy } from "./queue-policy";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:acme";
const statementsOf = (...senders: Parameters<typeof queuePolicy>[2]) =>
  (JSON.parse(queuePolicy(QUEUE, "111122223333", senders)) as { Statement: Record<string, unknown>[] })
    .Statement;

describe("queue policy", () => {
  it("lets one bucket of the account announce, and one rule send, over TLS alone", () => {
    const bucket = { service: "s3", sourceArn: "arn:aws:s3:::acme" } as const;
    const rule = {
      service: "events",
      sourceArn: "arn:aws:events:eu-west-1:111122223333:rule/findings",
    } as const;
    assert.deepEqual(statementsOf(bucket, rule), [
      {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: ["sqs:*"],
        Resource: [QUEUE],
        Condition: { Bool: { "aws:SecureTransport": ["false"] } },
      },
      {
        Sid: "TakeAnnouncements",
        Effect: "Allow",
        Principal: { Service: ["s3.amazonaws.com"] },
        Action: ["sqs:SendMessage"],
        Resource: [QUEUE],
        Condition: {
          ArnEquals: { "aws:SourceArn": [bucket.sourceArn] },
          StringEquals: { "aws:SourceAccount": ["111122223333"] },
        },
      },
      {
        Sid: "TakeEvents",
        Effect: "Allow",
        Principal: { Service: ["events.amazonaws.com"] },
        Action: ["sqs:SendMessage"],
        Resource: [QUEUE],
        Condition: { ArnEquals: { "aws:SourceArn": [rule.sourceArn] } },
      },
    ]);
  });

  it("lets nobody write to a queue without senders", () => {
    assert.deepEqual(
      statementsOf().map(({ Effect }) => Effect),
      ["Deny"],
    );
  });
});
