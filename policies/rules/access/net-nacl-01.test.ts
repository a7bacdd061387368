import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { aclsAllowNoAdministration } from "./net-nacl-01";

const acl = (...ingress: readonly object[]): [Given] => [
  { type: "aws:ec2/networkAcl:NetworkAcl", name: "it", inputs: { ingress } },
];
const rule = (from: unknown, to: unknown, rest: object = {}) => ({
  action: "allow",
  protocol: "tcp",
  ruleNo: 100,
  fromPort: from,
  toPort: to,
  cidrBlock: "0.0.0.0/0",
  ...rest,
});
const own = (inputs: Record<string, unknown>): [Given] => [
  {
    type: "aws:ec2/networkAclRule:NetworkAclRule",
    name: "it",
    inputs: { ruleAction: "allow", ruleNumber: 100, protocol: "6", cidrBlock: "0.0.0.0/0", ...inputs },
  },
];
const REST =
  "administration from everywhere is not allowed. To mend it: name the ranges that have to get through, or deny the port in a rule of a lower number.";

describe("NET-NACL-01", () => {
  testRule(aclsAllowNoAdministration, [
    { title: "HTTPS", resources: acl(rule(443, 443)), expect: ["pass"] },
    { title: "SSH from inside", resources: acl(rule(22, 22, { cidrBlock: "10.0.0.0/8" })), expect: ["pass"] },
    { title: "SSH, denied", resources: acl(rule(22, 22, { action: "deny" })), expect: ["pass"] },
    { title: "answers from everywhere", resources: acl(rule(32768, 65535)), expect: ["pass"] },
    { title: "SSH by UDP", resources: acl(rule(22, 22, { protocol: "udp" })), expect: ["pass"] },
    { title: "no rules", resources: acl(), expect: ["pass"] },
    { title: "SSH out", resources: own({ egress: true, fromPort: 22, toPort: 22 }), expect: ["pass"] },
    {
      title: "a rule of its own that denies",
      resources: own({ ruleAction: "deny", fromPort: 22, toPort: 22 }),
      expect: ["pass"],
    },
    {
      title: "SSH",
      resources: acl(rule(22, 22)),
      expect: ["violation ssh"],
      message: `'ingress[0]' lets 0.0.0.0/0 at port 22, SSH among them; ${REST}`,
    },
    {
      title: "SSH, the new way",
      resources: acl(rule(22, 22, { cidrBlock: undefined, ipv6CidrBlock: "::/0" })),
      expect: ["violation ssh"],
    },
    {
      title: "Remote Desktop",
      resources: own({ fromPort: 3389, toPort: 3389 }),
      expect: ["violation rdp"],
      message: `the rule lets 0.0.0.0/0 at port 3389, Remote Desktop among them; ${REST}`,
    },
    {
      title: "FTP",
      resources: acl(rule(21, 21)),
      expect: ["violation ftp"],
      message: `'ingress[0]' lets 0.0.0.0/0 at port 21, FTP among them; ${REST}`,
    },
    {
      title: "FTP's data",
      resources: acl(rule(443, 443), rule("20", "20")),
      expect: ["violation ftp-data"],
      message: `'ingress[1]' lets 0.0.0.0/0 at port 20, FTP data among them; ${REST}`,
    },
    {
      title: "everything",
      resources: acl(rule(0, 0, { protocol: "-1" })),
      expect: ["violation everything"],
      message: `'ingress[0]' lets 0.0.0.0/0 at every port of every protocol; ${REST}`,
    },
    {
      title: "every port of TCP",
      resources: own({ fromPort: 0, toPort: 65535 }),
      expect: ["violation everything"],
    },
    {
      title: "a range with SSH in it",
      resources: own({ egress: false, fromPort: 22, toPort: 1024 }),
      expect: ["violation ssh"],
    },
    {
      title: "a range that is not known",
      resources: acl(rule(22, 22, { cidrBlock: UNKNOWN })),
      expect: ["undetermined ingress[0].cidrBlock"],
    },
    {
      title: "a direction that is not known",
      resources: own({ egress: UNKNOWN, fromPort: 22, toPort: 22 }),
      expect: ["undetermined egress"],
    },
  ]);
});
