import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

/** Where an alarm names what it does, one list for each state that it can enter. */
const ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"];

const actionsDemand: FlagDemand = {
  property: "actionsEnabled",
  reason: "actions-off",
  otherwise: "the alarm goes off and tells nobody",
};

export const alarmsTellSomebody: ResourceRule = {
  id: "LOG-ALM-02",
  slug: "alarms-tell-somebody",
  title: "Alarms have actions",
  severity: "medium",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  controls: {
    soc2: ["CC7.3", "CC7.4"],
    pci: ["10.7.2", "10.7.3", "12.10.5"],
    gdpr: ["33"],
    iso27001: ["A.8.16", "A.5.26"],
  },
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
  remediation:
    "Give the alarm an alarmActions entry, such as an SNS topic, and leave actionsEnabled on; for planned work use a mute that ends by itself.",
  scope: "resource",
  check: (alarm) => allOf([judgeFlag(alarm, actionsDemand), judgeActions(alarm.inputs)]),
};

function judgeActions(inputs: Reader): Outcome {
  const lists = ACTIONS.map((name) => orDefault(inputs.at(name).list(), []));
  if (lists.some((list) => list.state === "value" && list.value.length > 0)) return pass;
  const unknown = lists.find((list) => list.state === "unknown");
  if (unknown?.state === "unknown") return undetermined(unknown);
  return violation("no-actions", {
    message: `none of ${ACTIONS.map((name) => `'${name}'`).join(", ")} names an action, so that the alarm goes off and tells nobody`,
    fix: "set alarmActions to what shall be told, such as an SNS topic",
    property: "alarmActions",
  });
}
