import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import type { LogEvent } from "./filter-pattern";
import { attacksRaiseAlarms } from "./log-alm-01";
import { watches } from "./watches";

const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:pages";

/** The patterns of the benchmark, as its remediation steps write them. */
const CALLS = (names: readonly string[]) =>
  `{ ${names.map((name) => `($.eventName = ${name})`).join(" || ")} }`;
const patterns: Readonly<Record<string, string>> = {
  "unauthorized-calls": '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  "no-mfa-sign-in": '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
  "root-use":
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  "failed-sign-in": '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
};
const patternOf = (reason: string) =>
  patterns[reason] ??
  CALLS(
    watches
      .find((watch) => watch.reason === reason)!
      .counts.map((event: LogEvent) => event["eventName"] as string),
  );

const filter = (name: string, pattern: unknown = patternOf(name)): Given => ({
  type: FILTER,
  name,
  inputs: { pattern, metricTransformation: { name } },
});
const alarm = (
  metricName: unknown,
  inputs: Record<string, unknown> = {},
  rest: Partial<Given> = {},
): Given => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: `${String(metricName)}-alarm`,
  inputs: { metricName, alarmActions: [TOPIC], ...inputs },
  ...rest,
});
const reasons = watches.map(({ reason }) => reason);
/** Watches that share a filter: a pattern has room for a few. */
const GROUPS = [0, 4, 8, 11].map((start, index, starts) => reasons.slice(start, starts[index + 1]));
/** Every watch but one, in a few filters, and what takes its place. The judged filter is the first by name. */
const all = (left = "", instead: readonly Given[] = []): [Given, ...Given[]] =>
  [
    ...GROUPS.flatMap((group, index) => {
      const parts = group.filter((reason) => reason !== left).map((reason) => patternOf(reason).slice(1, -1));
      return [
        filter(`a${index}`, `{ ${parts.map((part) => `(${part})`).join(" || ")} }`),
        alarm(`a${index}`),
      ];
    }),
    ...instead,
  ] as [Given, ...Given[]];
const lacking = (reason: string) => [`violation ${reason}`];
const message = (reason: string) => {
  const { what } = watches.find((watch) => watch.reason === reason)!;
  return `no metric filter counts ${what}, all of them and nothing else. To mend it: add a LogMetricFilter and a MetricAlarm for ${what}, as the CIS AWS Foundations Benchmark has them.`;
};

/** Every value of many resources, in every kind of nonsense. */
const PATIENCE_MS = 30_000;

describe("LOG-ALM-01", function () {
  this.timeout(PATIENCE_MS);

  testRule(attacksRaiseAlarms, [
    { title: "all", resources: all(), expect: ["pass"] },
    {
      title: "one filter, named by what flows",
      resources: all("vpc-changes", [
        filter("vpc-changes"),
        alarm("x", { metricName: UNKNOWN }, { from: { metricName: [`${FILTER} vpc-changes`] } }),
      ]),
      expect: ["pass"],
    },
    {
      title: "a second alarm without an action",
      resources: [...all(), alarm("vpc-changes", { alarmActions: [] }, { name: "silent" })],
      expect: ["pass"],
    },
    {
      title: "bare texts instead of quoted",
      resources: all("failed-sign-in", [
        filter("failed-sign-in", '{ (($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed*")) }'),
        alarm("failed-sign-in"),
      ]),
      expect: ["pass"],
    },
    {
      title: "with the service's name",
      resources: all("config-changes", [
        filter(
          "config-changes",
          `{ ($.eventSource = "config.amazonaws.com") && (($.eventName=StopConfigurationRecorder)||($.eventName=DeleteDeliveryChannel)||($.eventName=PutDeliveryChannel)||($.eventName=PutConfigurationRecorder)) }`,
        ),
        alarm("config-changes"),
      ]),
      expect: ["pass"],
    },
    {
      title: "a topic that is planned",
      resources: all("root-use", [filter("root-use"), alarm("root-use", { alarmActions: [UNKNOWN] })]),
      expect: ["pass"],
    },
    {
      title: "another filter over an application",
      resources: [...all(), { type: FILTER, name: "application", inputs: { pattern: "ERROR" } }],
      expect: ["pass"],
    },
    {
      title: "actions said to be on",
      resources: all("iam-changes", [filter("iam-changes"), alarm("iam-changes", { actionsEnabled: true })]),
      expect: ["pass"],
    },
    {
      title: "a filter over an application is nothing for audits",
      resources: [filter("application", "{ $.level = ERROR }")],
      expect: [],
    },
    {
      title: "a filter that is not the first",
      resources: [filter("vpc-changes"), filter("iam-changes")],
      expect: [],
    },
    {
      title: "the alarm: its filter is judged",
      resources: [alarm("vpc-changes"), filter("vpc-changes")],
      expect: [],
    },
    ...reasons.map((reason) => ({
      title: `nothing for ${reason}`,
      resources: all(reason),
      expect: lacking(reason),
      message: message(reason),
    })),
    {
      title: "counted, but no alarm",
      resources: all("vpc-changes", [filter("vpc-changes")]),
      expect: lacking("vpc-changes"),
      message:
        "changes of VPCs are counted, but no alarm with an action reads the metric. To mend it: add a MetricAlarm with the filter's metric and namespace, and an SNS topic in alarmActions.",
    },
    {
      title: "an alarm over another metric",
      resources: all("root-use", [filter("root-use"), alarm("root-use", { metricName: "other" })]),
      expect: lacking("root-use"),
    },
    {
      title: "an alarm that tells nobody",
      resources: all("root-use", [filter("root-use"), alarm("root-use", { alarmActions: [] })]),
      expect: lacking("root-use"),
    },
    {
      title: "an alarm whose actions are off",
      resources: all("root-use", [filter("root-use"), alarm("root-use", { actionsEnabled: false })]),
      expect: lacking("root-use"),
    },
    {
      title: "some of the calls",
      resources: all("vpc-changes", [filter("vpc-changes", CALLS(["CreateVpc"])), alarm("vpc-changes")]),
      expect: lacking("vpc-changes"),
    },
    {
      title: "far more than the calls",
      resources: all("config-changes", [
        filter("config-changes", '{ $.eventSource = "config.amazonaws.com" }'),
        alarm("config-changes"),
      ]),
      expect: lacking("config-changes"),
    },
    {
      title: "the services' own use of the root user, too",
      resources: all("root-use", [filter("root-use", '{ $.userIdentity.type = "Root" }'), alarm("root-use")]),
      expect: lacking("root-use"),
    },
    {
      title: "a pattern that is not known",
      resources: all("vpc-changes", [filter("vpc-changes", UNKNOWN), alarm("vpc-changes")]),
      expect: ["undetermined pattern"],
    },
    {
      title: "a metric that is not known",
      resources: all("vpc-changes", [filter("vpc-changes"), alarm("vpc-changes", { metricName: UNKNOWN })]),
      expect: ["undetermined metricName"],
    },
  ]);
});
