import { testRule } from "../../testing/cases";
import { pairCases, pairOf } from "../../testing/pairs";
import { UNKNOWN } from "../../testing/resources";
import { workspacesLog } from "./log-amp-01";

const logGroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/metrics:*";
const pair = {
  type: "aws:amp/workspace:Workspace",
  identity: "ws-1",
  output: "id",
  inputs: { loggingConfiguration: { logGroupArn } },
  sibling: "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration",
  property: "workspaceId",
  sound: { destinations: [{ cloudwatchLogs: { logGroupArn }, filters: { qspThreshold: 1000 } }] },
  missing: ["violation no-query-log"],
  message:
    "no QueryLoggingConfiguration with a log group names the workspace, so that nobody sees which queries load it; one is required. To mend it: add a QueryLoggingConfiguration with this workspaceId and a log group.",
};
const { first, second } = pairOf(pair);

describe("LOG-AMP-01", () => {
  testRule(workspacesLog, [
    ...pairCases(pair),
    {
      title: "two destinations, one of them a log group",
      resources: [first(), second({ destinations: [{}, ...pair.sound.destinations] })],
      expect: ["pass"],
    },
    {
      title: "no log group for rules",
      resources: [first({ loggingConfiguration: undefined }), second()],
      expect: ["violation no-vended-log"],
      message:
        "'loggingConfiguration.logGroupArn' is missing, so that nobody sees which rules and alerts failed; a log group is required. To mend it: set loggingConfiguration.logGroupArn to a log group whose name begins with /aws/vendedlogs/.",
    },
    {
      title: "an empty log group for rules",
      resources: [first({ loggingConfiguration: { logGroupArn: "" } }), second()],
      expect: ["violation no-vended-log"],
    },
    {
      title: "neither",
      resources: [first({ loggingConfiguration: {} })],
      expect: ["violation no-vended-log", "violation no-query-log"],
    },
    {
      title: "no destinations",
      resources: [first(), second({ destinations: [] })],
      expect: ["violation no-query-log"],
    },
    {
      title: "a log group that is not known",
      resources: [first({ loggingConfiguration: UNKNOWN }), second()],
      expect: ["undetermined loggingConfiguration"],
    },
    {
      title: "destinations not known",
      resources: [first(), second({ destinations: UNKNOWN })],
      expect: ["undetermined destinations"],
    },
  ]);
});
