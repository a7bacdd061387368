import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { alarmsTellSomebody } from "./log-alm-02";

const alarm = single("aws:cloudwatch/metricAlarm:MetricAlarm");
const composite = single("aws:cloudwatch/compositeAlarm:CompositeAlarm");
const TOPIC = "arn:aws:sns:us-east-1:123456789012:pages";

describe("LOG-ALM-02", () => {
  testRule(alarmsTellSomebody, [
    alarm("a topic", { alarmActions: [TOPIC] }, "pass"),
    composite("a topic of a composite alarm", { alarmActions: [TOPIC] }, "pass"),
    alarm("one topic, not in a list", { alarmActions: TOPIC }, "pass"),
    alarm("when all is well again", { okActions: [TOPIC] }, "pass"),
    alarm("when data are missing", { insufficientDataActions: [TOPIC] }, "pass"),
    alarm("actions on", { alarmActions: [TOPIC], actionsEnabled: true }, "pass"),
    alarm("actions on, as text", { alarmActions: [TOPIC], actionsEnabled: "true" }, "pass"),
    alarm("a topic that is planned", { alarmActions: [UNKNOWN] }, "pass"),
    composite("one of three", { alarmActions: [], okActions: [TOPIC], insufficientDataActions: [] }, "pass"),
    alarm(
      "nothing said",
      {},
      "violation no-actions",
      "none of 'alarmActions', 'okActions', 'insufficientDataActions' names an action, so that the alarm goes off and tells nobody. To mend it: set alarmActions to what shall be told, such as an SNS topic.",
    ),
    composite("nothing said of a composite alarm", {}, "violation no-actions"),
    alarm("empty lists", { alarmActions: [], okActions: [] }, "violation no-actions"),
    alarm("null", { alarmActions: null }, "violation no-actions"),
    alarm(
      "actions off",
      { alarmActions: [TOPIC], actionsEnabled: false },
      "violation actions-off",
      "'actionsEnabled' is false, so that the alarm goes off and tells nobody; true is required. To mend it: set actionsEnabled to true.",
    ),
    alarm("actions off, as text", { okActions: [TOPIC], actionsEnabled: "false" }, "violation actions-off"),
    composite("actions off in a composite alarm", { alarmActions: [TOPIC], actionsEnabled: false }, [
      "violation actions-off",
    ]),
    alarm("off, and none", { actionsEnabled: false }, ["violation actions-off", "violation no-actions"]),
    alarm("a list that is not known", { alarmActions: UNKNOWN }, "undetermined alarmActions"),
    alarm("a switch that is not known", { alarmActions: [TOPIC], actionsEnabled: UNKNOWN }, [
      "undetermined actionsEnabled",
    ]),
  ]);
});
