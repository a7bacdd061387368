import { caughtBy, noSecurityMatter, type Survivor } from "./survivor";

/** What tells people of what happens. That alarms act at all is LOG-ALM-02's business. */
export const alarms: readonly Survivor[] = [
  ...caughtBy("components/alarms/alarm-plane.test.ts")(
    [
      "aws:sns/topicSubscription:TopicSubscription",
      /.+/,
      "all",
      "Who hears of which severity, and where, is asserted.",
    ],
    [
      ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
      /(alarm|ok)Actions(\[\])?/,
      "all",
      "Every alarm acts, which LOG-ALM-02 asks for too, and takes any of the three lists for.",
    ],
  ),
  ...noSecurityMatter(
    [
      ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
      /.+/,
      "all",
      "What an alarm looks at and says is tested in content/alarms; nothing is let in or lost by it.",
    ],
    ["aws:cloudwatch/dashboard:Dashboard", /.+/, "all", "What people see of metrics."],
  ),
];
