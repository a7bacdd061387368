import { testRule } from "../../testing/cases";
import { trafficCases } from "../../testing/traffic-cases";
import { egressIsRestricted } from "./net-sg-04";

const FIX =
  "To mend it: name the ports and where they go: an endpoint's security group, a prefix list, a proxy.";

describe("NET-SG-04", () => {
  testRule(egressIsRestricted, [
    ...trafficCases({
      direction: "egress",
      complies: {
        "HTTPS to another group": { ports: [443, 443], more: { sourceSecurityGroupId: "sg-2" } },
        "HTTPS inside": { ports: [443, 443], ipv4: "10.0.0.0/16" },
        "a partner": { ports: [8443, 8443], ipv4: "203.0.113.7/32" },
        "a list of prefixes": { ports: [443, 443], more: { prefixListIds: ["pl-1"] } },
        DNS: { protocol: "udp", ports: [53, 53], ipv4: "10.0.0.2/32" },
      },
      breaks: {
        "everything to everywhere": [
          { protocol: "-1", ports: [0, 0], ipv4: "0.0.0.0/0" },
          "everything",
          `lets every port of every protocol out to 0.0.0.0/0, and with it whatever was stolen; named ports and destinations are required. ${FIX}`,
        ],
        "every port to everywhere, the new way": [{ ports: [0, 65535], ipv6: "::/0" }, "everything"],
        "HTTPS to everywhere": [
          { ports: [443, 443], ipv4: "0.0.0.0/0" },
          "internet",
          `lets port 443 out to 0.0.0.0/0; named destinations are required. ${FIX}`,
        ],
        "every protocol inside": [
          { protocol: "-1", ipv4: "10.0.0.0/8" },
          "all-protocols",
          `lets every protocol out; named protocols and ports are required. ${FIX}`,
        ],
        "half of the internet": [{ ports: [443, 443], ipv4: "0.0.0.0/1" }, "internet"],
      },
    }),
    {
      title: "nothing said, and nothing goes out",
      resources: [{ type: "aws:ec2/securityGroup:SecurityGroup", name: "it" }],
      expect: ["pass"],
    },
    {
      title: "everything in, which is another rule's business",
      resources: [
        {
          type: "aws:ec2/securityGroupRule:SecurityGroupRule",
          name: "it",
          inputs: { type: "ingress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] },
        },
      ],
      expect: ["pass"],
    },
  ]);
});
