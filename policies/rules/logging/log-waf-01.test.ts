import { testRule } from "../../testing/cases";
import { pairCases, pairOf } from "../../testing/pairs";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { firewallsLogRequests } from "./log-waf-01";

const DESTINATION = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-main";
const pair = {
  type: "aws:wafv2/webAcl:WebAcl",
  identity: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/main/1",
  output: "arn",
  inputs: { scope: "REGIONAL" },
  sibling: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  property: "resourceArn",
  sound: { logDestinationConfigs: [DESTINATION] },
  missing: ["violation no-logging"],
  message:
    "no logging configuration with a destination names the web ACL, so that nobody sees what it blocks or lets through; one is required. To mend it: add a WebAclLoggingConfiguration with this resourceArn and logDestinationConfigs.",
};
const { first, second } = pairOf(pair);
const classic = single("aws:waf/webAcl:WebAcl");

describe("LOG-WAF-01", () => {
  testRule(firewallsLogRequests, [
    ...pairCases(pair),
    {
      title: "one destination, not in a list",
      resources: [first(), second({ logDestinationConfigs: DESTINATION })],
      expect: ["pass"],
    },
    {
      title: "no destination",
      resources: [first(), second({ logDestinationConfigs: [] })],
      expect: ["violation no-logging"],
    },
    {
      title: "an empty destination",
      resources: [first(), second({ logDestinationConfigs: [""] })],
      expect: ["violation no-logging"],
    },
    classic(
      "a classic one with a destination",
      { loggingConfiguration: { logDestination: DESTINATION } },
      "pass",
    ),
    classic("a classic one without", { name: "main" }, "violation no-logging"),
    classic(
      "a classic one with an empty destination",
      { loggingConfiguration: { logDestination: "" } },
      "violation no-logging",
    ),
    classic(
      "a classic one, not known",
      { loggingConfiguration: UNKNOWN },
      "undetermined loggingConfiguration",
    ),
    {
      title: "a destination that is not known",
      resources: [first(), second({ logDestinationConfigs: [UNKNOWN] })],
      expect: ["undetermined logDestinationConfigs[0]"],
    },
  ]);
});
