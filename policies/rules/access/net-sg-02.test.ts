import { testRule } from "../../testing/cases";
import { trafficCases } from "../../testing/traffic-cases";
import { UNKNOWN } from "../../testing/resources";
import { onlyApprovedPortsAreOpen } from "./net-sg-02";

const FIX = "name the ranges that you serve, or another security group as the source";
const ANY = "0.0.0.0/0";
const PUBLIC = { exposure: "public" };

describe("NET-SG-02", () => {
  testRule(onlyApprovedPortsAreOpen, [
    ...trafficCases({
      direction: "ingress",
      complies: {
        "HTTP from inside": { ports: [80, 80], ipv4: "10.0.0.0/8" },
        "a partner": { ports: [8443, 8443], ipv4: "203.0.113.0/24" },
        "everything from another group": { protocol: "-1", more: { sourceSecurityGroupId: "sg-2" } },
        "a list of prefixes": { ports: [443, 443], more: { prefixListIds: ["pl-1"] } },
        "no source": { ports: [80, 80] },
        "one organization's IPv6": { ports: [443, 443], ipv6: "2001:db8::/32" },
        "the largest range of one organization": { ports: [9999, 9999], ipv4: "17.0.0.0/8" },
      },
      breaks: {
        "everything from everywhere": [
          { protocol: "-1", ipv4: ANY },
          "everything",
          `lets ${ANY} at every port of every protocol; nobody from everywhere is allowed on everything. To mend it: ${FIX}.`,
        ],
        "every port of TCP": [{ ports: [0, 65535], ipv6: "::/0" }, "everything"],
        "plain HTTP": [
          { ports: [80, 80], ipv4: ANY },
          "http",
          `lets ${ANY} at port 80; plain HTTP from everywhere is not allowed. To mend it: ${FIX}.`,
        ],
        "a range with plain HTTP, tagged": [{ ports: [79, 100], ipv4: ANY, tags: PUBLIC }, "http"],
        "another port": [
          { ports: [8443, 8443], ipv4: ANY, tags: PUBLIC },
          "open-port",
          `lets ${ANY} at port 8443; from everywhere only port 443 is allowed. To mend it: ${FIX}.`,
        ],
        ping: [{ protocol: "icmp", ports: [8, 0], ipv4: ANY }, "open-port"],
        "HTTPS, and nobody said that it is meant": [
          { ports: [443, 443], ipv4: ANY },
          "not-tagged",
          `lets ${ANY} at port 443; only a group that is tagged exposure: public may. To mend it: ${FIX}; where it is meant, tag it exposure: public.`,
        ],
        "a range that ends before it begins": [
          { ports: [80, 0], ipv4: ANY },
          "backwards",
          `lets ${ANY} at ports 80 to 0; EC2 refuses a range that ends before it begins, and nobody can tell what was meant. To mend it: ${FIX}.`,
        ],
      },
    }),
    {
      title: "HTTPS, tagged",
      resources: [
        {
          type: "aws:ec2/securityGroup:SecurityGroup",
          name: "it",
          inputs: {
            tags: PUBLIC,
            ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [ANY] }],
          },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "HTTPS, with tags that are not known",
      resources: [
        {
          type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          name: "it",
          inputs: { tags: UNKNOWN, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: ANY },
        },
      ],
      expect: ["undetermined tags"],
    },
  ]);
});
