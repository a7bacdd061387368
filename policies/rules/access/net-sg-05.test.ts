import { testRule } from "../../testing/cases";
import { trafficCases } from "../../testing/traffic-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { groupsAndRulesAreDescribed } from "./net-sg-05";

const group = (inputs: Record<string, unknown>): [Given] => [
  { type: "aws:ec2/securityGroup:SecurityGroup", name: "it", inputs },
];
const REST =
  "so that nobody can say in a review whether it is still needed; a business reason is required. To mend it: say in description who needs it, and why.";

describe("NET-SG-05", () => {
  testRule(groupsAndRulesAreDescribed, [
    ...trafficCases({
      direction: "egress",
      complies: {
        "a reason": { ports: [443, 443], description: "Metrics to the hub" },
        "one word": { description: "DNS" },
        "a reason that is a number": { description: 7 },
      },
      breaks: {
        "no reason": [{ ports: [443, 443] }, "rule", `has no description, ${REST}`],
        "an empty one": [{ description: "  " }, "rule"],
        "what a tool wrote": [
          { description: "Managed by Pulumi" },
          "rule",
          `has the description 'Managed by Pulumi', ${REST}`,
        ],
      },
    }),
    {
      title: "a group with a reason",
      resources: group({ description: "Entrance of the ingest" }),
      expect: ["pass"],
    },
    {
      title: "a group with reason and name",
      resources: group({ description: "Nodes", name: "nodes" }),
      expect: ["pass"],
    },
    {
      title: "a group without",
      resources: group({ name: "nodes" }),
      expect: ["violation group"],
      message: `the group has no description, ${REST}`,
    },
    {
      title: "what the provider writes",
      resources: group({ description: "Managed by Terraform" }),
      expect: ["violation group"],
    },
    {
      title: "a group and a rule without",
      resources: group({ ingress: [{ protocol: "tcp" }] }),
      expect: ["violation group", "violation rule"],
    },
    {
      title: "a description that is not known",
      resources: group({ description: UNKNOWN }),
      expect: ["undetermined description"],
    },
  ]);
});
