import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { failuresAreKept } from "./res-dlq-01";

const QUEUE = "aws:sqs/queue:Queue";
const ARN = "arn:aws:sqs:us-east-1:123456789012:dead";
const REDRIVE = JSON.stringify({ deadLetterTargetArn: ARN, maxReceiveCount: 5 });
const fn = (inputs: Record<string, unknown> = {}): Given => ({
  type: "aws:lambda/function:Function",
  name: "fn",
  inputs: { name: "fn", runtime: "nodejs20.x", ...inputs },
});
const queue = (inputs: Record<string, unknown> = {}, name = "work"): Given => ({
  type: QUEUE,
  name,
  inputs: { name, ...inputs },
});
const subscription = (inputs: Record<string, unknown> = {}): Given => ({
  type: "aws:sns/topicSubscription:TopicSubscription",
  name: "subscription",
  inputs: { topic: "arn:aws:sns:us-east-1:123456789012:pages", protocol: "sqs", endpoint: ARN, ...inputs },
});
const invoke = (destination: unknown, functionName: unknown = "fn"): Given => ({
  type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  name: "invoke",
  inputs: { functionName, destinationConfig: { onFailure: { destination } } },
});

describe("RES-DLQ-01", () => {
  testRule(failuresAreKept, [
    {
      title: "a function with a queue",
      resources: [fn({ deadLetterConfig: { targetArn: ARN } })],
      expect: ["pass"],
    },
    { title: "a function with a destination", resources: [fn(), invoke(ARN)], expect: ["pass"] },
    { title: "a queue with another one", resources: [queue({ redrivePolicy: REDRIVE })], expect: ["pass"] },
    {
      title: "a queue with a policy of its own",
      resources: [
        queue(),
        {
          type: "aws:sqs/redrivePolicy:RedrivePolicy",
          name: "policy",
          inputs: { queueUrl: "work", redrivePolicy: REDRIVE },
        },
      ],
      expect: ["pass"],
    },
    { title: "a subscription", resources: [subscription({ redrivePolicy: REDRIVE })], expect: ["pass"] },
    {
      title: "a subscription by which a person is told",
      resources: [subscription({ protocol: "email", endpoint: "oncall@example.com" })],
      expect: ["notApplicable"],
      message: "it tells a person by email",
    },
    {
      title: "a subscription by a way that is not known yet",
      resources: [subscription({ protocol: UNKNOWN })],
      expect: ["undetermined protocol"],
    },
    {
      title: "a policy that is an object",
      resources: [subscription({ redrivePolicy: { deadLetterTargetArn: ARN } })],
      expect: ["pass"],
    },
    {
      title: "where the messages of another queue end",
      resources: [queue({}, "dead"), queue({ redrivePolicy: REDRIVE })],
      expect: ["notApplicable"],
      message: "it is a dead-letter queue itself",
    },
    {
      title: "where the events of a function end",
      resources: [queue({}, "dead"), fn({ deadLetterConfig: { targetArn: ARN } })],
      expect: ["notApplicable"],
    },
    {
      title: "where messages end, by what flows",
      resources: [
        queue({}, "dead"),
        { ...queue({ redrivePolicy: UNKNOWN }), from: { redrivePolicy: [`${QUEUE} dead`] } },
      ],
      expect: ["notApplicable"],
    },
    {
      title: "a queue that says whose messages it takes",
      resources: [queue({ redriveAllowPolicy: '{"redrivePermission":"allowAll"}' })],
      expect: ["notApplicable"],
    },
    {
      title: "a function without",
      resources: [fn()],
      expect: ["violation no-target"],
      message:
        "neither 'deadLetterConfig.targetArn' nor an onFailure destination is set, so that an event that fails twice is gone; one is required. To mend it: set deadLetterConfig.targetArn to a queue or topic.",
    },
    {
      title: "a function with nothing in it",
      resources: [fn({ deadLetterConfig: {} })],
      expect: ["violation no-target"],
    },
    {
      title: "a function with null",
      resources: [fn({ deadLetterConfig: null })],
      expect: ["violation no-target"],
    },
    {
      title: "another function's destination",
      resources: [fn(), invoke(ARN, "other")],
      expect: ["violation no-target"],
    },
    {
      title: "a queue without",
      resources: [queue()],
      expect: ["violation no-redrive"],
      message:
        "'redrivePolicy' is missing, so that a message that nobody can handle comes back until it expires, and is gone; a dead-letter queue is required. To mend it: set redrivePolicy to a dead-letter queue.",
    },
    {
      title: "a queue with an empty policy",
      resources: [queue({ redrivePolicy: "" })],
      expect: ["violation no-redrive"],
    },
    {
      title: "a queue whose name ends another's",
      resources: [queue({}, "ad"), queue({ redrivePolicy: REDRIVE })],
      expect: ["violation no-redrive"],
    },
    { title: "a subscription without", resources: [subscription()], expect: ["violation no-redrive"] },
    {
      title: "a subscription with an empty policy",
      resources: [subscription({ redrivePolicy: "" })],
      expect: ["violation no-redrive"],
    },
    {
      title: "not known",
      resources: [fn({ deadLetterConfig: UNKNOWN })],
      expect: ["undetermined deadLetterConfig"],
    },
    {
      title: "a queue, not known",
      resources: [queue({ redrivePolicy: UNKNOWN })],
      expect: ["undetermined redrivePolicy"],
    },
    {
      title: "a subscription, not known",
      resources: [subscription({ redrivePolicy: UNKNOWN })],
      expect: ["undetermined redrivePolicy"],
    },
  ]);
});
