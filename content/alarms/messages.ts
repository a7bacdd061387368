import type { Alarm } from "./alarm";

/** Queues of what could not be worked off, and the topics of the alarms themselves. */
export const messages: readonly Alarm[] = [
  {
    name: "DeadLettersWaiting",
    watches: "queue",
    severity: "P2",
    summary: "Messages lie in a queue for what could not be worked off",
    series: { value: { metric: "AWS/SQS ApproximateNumberOfMessagesVisible", statistic: "Maximum" } },
    condition: {
      is: "above",
      threshold: 0,
      unit: "messages",
      because:
        "every message there was tried several times and is nobody's any more; the queue forgets it in days",
    },
    period: 300,
    periods: 1,
    missing: { means: "good", because: "a queue that nobody uses reports nothing" },
    runbook: {
      cause: ["A consumer fails on a message, or was down for longer than its retries."],
      check: [
        "The message itself: `aws sqs receive-message`, without deleting it.",
        "The consumer's log at that time.",
      ],
      act: ["Mend the consumer.", "Then `aws sqs start-message-move-task` sends the messages back."],
    },
  },
  {
    name: "NotificationsFailing",
    watches: "topic",
    severity: "P1",
    summary: "Notifications of the alarms do not reach their receivers",
    series: { value: { metric: "AWS/SNS NumberOfNotificationsFailed", statistic: "Sum" } },
    condition: {
      is: "above",
      threshold: 0,
      unit: "notifications",
      because: "each is an alarm that somebody was not told of",
    },
    period: 300,
    periods: 1,
    missing: { means: "good", because: "nothing was sent" },
    runbook: {
      cause: ["A mailbox refuses, an address is gone, or the topic's key is disabled."],
      check: [
        "`aws sns list-subscriptions-by-topic`: each with an ARN is confirmed.",
        "The state of the topics' key.",
      ],
      act: [
        "Mend the address in the group `alarms` of the settings, and update the stack.",
        "Confirm the new subscription in the mail that AWS sends.",
      ],
    },
  },
];

/**
 * The dead man's switch. It lies in another region, since a region that is dead cannot say so, and reads a topic there, since an alarm
 * reads metrics of its own region only.
 */
export const heartbeat: Alarm = {
  name: "RegionSilent",
  watches: "topic",
  severity: "P0",
  summary: "The region's Alertmanager has sent no sign of life for five minutes",
  series: { value: { metric: "AWS/SNS NumberOfMessagesPublished", statistic: "Sum" } },
  condition: {
    is: "below",
    threshold: 1,
    unit: "signs of life a minute",
    because: "one is sent every minute; five in a row are lost by no restart of one of two replicas",
  },
  period: 60,
  periods: 5,
  missing: { means: "bad", because: "silence is the message" },
  runbook: {
    cause: [
      "Prometheus, Alertmanager, the cluster or the whole region is down, or the way from it to the watching region.",
      "No alert of that region reaches anybody until this ends. Its alarms in CloudWatch still do, if the region lives.",
    ],
    check: [
      "The region's own alarms, above all EksApiServerSilent, and the AWS Health Dashboard.",
      "`kubectl get pods -n monitoring`",
      "Alertmanager's log for the receiver `heartbeat`: AccessDenied is the role or the topic's key.",
    ],
    act: [
      "Say that the region is unwatched, and watch it by hand from the CloudWatch dashboard.",
      "Restore the cluster first, Prometheus second, Alertmanager third.",
    ],
  },
};
