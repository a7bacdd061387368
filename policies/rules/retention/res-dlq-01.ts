import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read, Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";

const FUNCTION = "aws:lambda/function:Function";
const QUEUE = "aws:sqs/queue:Queue";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
/** Other places for a queue's policy, and for where a function's failures go. */
const REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy";
const INVOKE = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";

export const failuresAreKept: StackRule = {
  id: "RES-DLQ-01",
  slug: "failures-are-kept",
  title: "Asynchronous consumers have dead-letter queues",
  severity: "medium",
  types: [
    "aws:lambda/function:Function",
    "aws:sqs/queue:Queue",
    "aws:sns/topicSubscription:TopicSubscription",
  ],
  controls: {
    soc2: ["A1.2", "PI1.4"],
    pci: ["10.7.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.14"],
  },
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  remediation:
    "Give functions a deadLetterConfig or an onFailure destination, queues and subscriptions a redrivePolicy with a dead-letter queue.",
  scope: "stack",
  siblings: [REDRIVE, INVOKE],
  check(resource, stack) {
    if (resource.type === FUNCTION) return judgeFunction(resource, stack);
    return resource.type === QUEUE ? judgeQueue(resource, stack) : judgePolicy(resource);
  },
};

function judgeFunction(fn: Resource, stack: Stack): readonly Outcome[] {
  const target = fn.inputs.at("deadLetterConfig", "targetArn").filledText();
  if (target.state === "value") return [pass];
  const invokes = stack.children(fn, INVOKE, "functionName");
  const failures = invokes.certain.map(({ inputs }) =>
    inputs.at("destinationConfig", "onFailure", "destination").filledText(),
  );
  if (failures.some(({ state }) => state === "value")) return [pass];
  const open = [target, ...failures].flatMap((read) =>
    read.state === "unknown" ? [undetermined(read)] : [],
  );
  const doubts = invokes.doubts.map(({ unknown, urn }) => undetermined(unknown, urn));
  if (open.length + doubts.length > 0) return allOf([...open, ...doubts]);
  return [
    violation("no-target", {
      message:
        "neither 'deadLetterConfig.targetArn' nor an onFailure destination is set, so that an event that fails twice is gone; one is required",
      fix: "set deadLetterConfig.targetArn to a queue or topic",
      property: "deadLetterConfig.targetArn",
    }),
  ];
}

function judgeQueue(queue: Resource, stack: Stack): readonly Outcome[] {
  const own = queue.inputs.at("redrivePolicy");
  if (own.state === "value" && isFilled(own.filledText())) return [pass];
  const others = stack.children(queue, REDRIVE, "queueUrl");
  if (others.certain.length > 0) return [pass];
  const last = isLastStop(queue, stack);
  if (last === true) return [notApplicable("it is a dead-letter queue itself")];
  const open = own.text();
  const doubts = [
    ...(open.state === "unknown" && own.state === "unknown" ? [undetermined(open)] : []),
    ...others.doubts.map(({ unknown, urn }) => undetermined(unknown, urn)),
    ...last,
  ];
  return doubts.length > 0
    ? doubts
    : [missing("a message that nobody can handle comes back until it expires, and is gone")];
}

/** Whether messages of other queues, functions or subscriptions end here, or why that cannot be told. */
function isLastStop(queue: Resource, stack: Stack): true | readonly Outcome[] {
  if (queue.inputs.at("redriveAllowPolicy").state === "value") return true;
  const namers = [
    ...stack.ofType(QUEUE).map((other) => [other, "redrivePolicy"] as const),
    ...stack.ofType(REDRIVE).map((other) => [other, "redrivePolicy"] as const),
    ...stack.ofType(SUBSCRIPTION).map((other) => [other, "redrivePolicy"] as const),
    ...stack.ofType(FUNCTION).map((other) => [other, "deadLetterConfig"] as const),
    ...stack.ofType(INVOKE).map((other) => [other, "destinationConfig"] as const),
  ].filter(([other]) => other.urn !== queue.urn);
  if (namers.some(([other, property]) => names(other, property, queue, stack))) return true;
  const allow = queue.inputs.at("redriveAllowPolicy").text();
  const open = namers.flatMap(([other, property]) => {
    const flows = (other.propertyDependencies.get(property) ?? []).length > 0;
    const unknown = flows
      ? undefined
      : targetsIn(other.inputs.at(property)).find(({ state }) => state === "unknown");
    return unknown?.state === "unknown" ? [undetermined(unknown, other.urn)] : [];
  });
  // A queue whose name is not known may be the one that a text names.
  const name = queue.inputs.at("name").filledText();
  const named = namers.some(([other, property]) => other.inputs.at(property).state === "value");
  return [
    ...(allow.state === "unknown" ? [undetermined(allow)] : []),
    ...(name.state === "unknown" && named ? [undetermined(name)] : []),
    ...open,
  ];
}

/** The texts by which a policy or configuration names where failures go: JSON text, or an object. */
function targetsIn(place: Reader): readonly Read<string>[] {
  if (place.fields().state !== "value") return [place.filledText()];
  return [
    place.at("deadLetterTargetArn").filledText(),
    place.at("targetArn").filledText(),
    place.at("onFailure", "destination").filledText(),
  ];
}

function names(other: Resource, property: string, queue: Resource, stack: Stack): boolean {
  if (stack.sources(other, property, [QUEUE]).includes(queue.urn)) return true;
  const arn = queue.outputs.at("arn").filledText();
  const name = queue.inputs.at("name").filledText();
  const endings = [
    ...(arn.state === "value" ? [arn.value] : []),
    ...(name.state === "value" ? [`:${name.value}`] : []),
  ];
  return targetsIn(other.inputs.at(property)).some(
    (text) =>
      text.state === "value" &&
      endings.some((ending) => text.value.endsWith(ending) || text.value.includes(`${ending}"`)),
  );
}

/** Protocols by which a person is told: a queue of mails that bounced would be read by nobody. */
const TO_PEOPLE = ["email", "email-json", "sms"];

/** A policy of its own, or a subscription. Only subscriptions have a protocol. */
function judgePolicy({ inputs }: Resource): readonly Outcome[] {
  const place = inputs.at("redrivePolicy");
  const text = place.text();
  if (place.state === "unknown" && text.state === "unknown") return [undetermined(text)];
  if (place.state === "value" && isFilled(place.filledText())) return [pass];
  const protocol = inputs.at("protocol").filledText();
  if (protocol.state === "unknown") return [undetermined(protocol)];
  if (protocol.state === "value" && TO_PEOPLE.includes(protocol.value))
    return [notApplicable(`it tells a person by ${protocol.value}`)];
  return [missing("a message that cannot be delivered is gone")];
}

/** A policy, as text or as an object. */
function isFilled(read: Read<string>): boolean {
  return read.state !== "absent";
}

function missing(consequence: string): Outcome {
  return violation("no-redrive", {
    message: `'redrivePolicy' is missing, so that ${consequence}; a dead-letter queue is required`,
    fix: "set redrivePolicy to a dead-letter queue",
    property: "redrivePolicy",
  });
}
