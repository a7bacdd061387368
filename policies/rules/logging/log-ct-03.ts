import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

export const trailsReachLogGroups: ResourceRule = {
  id: "LOG-CT-03",
  slug: "trails-reach-log-groups",
  title: "Trails deliver to CloudWatch Logs",
  severity: "medium",
  types: ["aws:cloudtrail/trail:Trail"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.4.1.1", "10.7.2"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.15", "A.8.16"],
  },
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
  remediation:
    "Set cloudWatchLogsGroupArn to a log group and cloudWatchLogsRoleArn to a role that may write to it.",
  scope: "resource",
  check: ({ inputs }) =>
    allOf([
      judgeTarget(inputs, "cloudWatchLogsGroupArn", "no-group", "a log group"),
      judgeTarget(inputs, "cloudWatchLogsRoleArn", "no-role", "a role that may write to the log group"),
    ]),
};

function judgeTarget(inputs: Reader, property: string, reason: string, what: string): Outcome {
  const read = inputs.at(property).filledText();
  if (read.state === "unknown") return undetermined(read);
  if (read.state === "value") return pass;
  return violation(reason, {
    message: `'${property}' is missing, so that no alarm sees events until their files are read, hours later; ${what} is required`,
    fix: `set ${property} to ${what}`,
    property,
  });
}
