import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";

const WORKSPACE = "aws:amp/workspace:Workspace";
const QUERY_LOGGING = "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration";

export const workspacesLog: StackRule = {
  id: "LOG-AMP-01",
  slug: "workspaces-log",
  title: "Managed Prometheus/Grafana write vended and query logs",
  severity: "low",
  types: ["aws:amp/workspace:Workspace", "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.2.1"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.15"],
  },
  url: "https://docs.aws.amazon.com/prometheus/latest/userguide/CW-logs.html",
  remediation:
    "Set loggingConfiguration.logGroupArn of the workspace, and give it a QueryLoggingConfiguration with a log group.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type === QUERY_LOGGING) {
      return judgedAlone(resource, stack, ["workspaceId", WORKSPACE], () => judgeQueries(resource.inputs));
    }
    const { found, doubts } = settingsOf(resource, stack, {
      sibling: QUERY_LOGGING,
      property: "workspaceId",
    });
    const queries =
      found.length > 0
        ? found.map(({ at, related }) => judgeQueries(at, related))
        : doubts.length > 0
          ? doubts
          : [noQueryLog()];
    return allOf([judgeVended(resource.inputs), ...queries]);
  },
};

function judgeVended(inputs: Reader): Outcome {
  const group = inputs.at("loggingConfiguration", "logGroupArn").filledText();
  if (group.state === "unknown") return undetermined(group);
  if (group.state === "value") return pass;
  return violation("no-vended-log", {
    message:
      "'loggingConfiguration.logGroupArn' is missing, so that nobody sees which rules and alerts failed; a log group is required",
    fix: "set loggingConfiguration.logGroupArn to a log group whose name begins with /aws/vendedlogs/",
    property: "loggingConfiguration.logGroupArn",
  });
}

function judgeQueries(inputs: Reader, related?: string): Outcome {
  const destinations = orDefault(inputs.at("destinations").list(), []);
  if (destinations.state === "unknown") return undetermined(destinations, related);
  const groups = destinations.value.map((place) => place.at("cloudwatchLogs", "logGroupArn").filledText());
  if (groups.some(({ state }) => state === "value")) return pass;
  const unknown = groups.find((read) => read.state === "unknown");
  return unknown?.state === "unknown" ? undetermined(unknown, related) : noQueryLog(related);
}

function noQueryLog(related?: string): Outcome {
  return violation("no-query-log", {
    message:
      "no QueryLoggingConfiguration with a log group names the workspace, so that nobody sees which queries load it; one is required",
    fix: "add a QueryLoggingConfiguration with this workspaceId and a log group",
    ...(related !== undefined && { related }),
  });
}
