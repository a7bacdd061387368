import { every } from "../../evaluation/answer";
import { coversPort, lets, meetsInternet } from "../../evaluation/network/traffic";
import type { ResourceRule } from "../../evaluation/rule";
import { INGRESS_TYPES, judgeTraffic, portsOf, sourceOf, type TrafficFault } from "./traffic-rule";

/** SSH and Remote Desktop: whoever gets in there has the machine. Remote Desktop goes over UDP, too. */
const ADMINISTRATION: readonly (readonly [
  port: number,
  protocol: "tcp" | "udp",
  reason: string,
  name: string,
])[] = [
  [22, "tcp", "ssh", "SSH"],
  [3389, "tcp", "rdp", "Remote Desktop"],
  [3389, "udp", "rdp", "Remote Desktop"],
];

const FAULTS: readonly TrafficFault[] = ADMINISTRATION.map(([port, protocol, reason, name]) => ({
  reason,
  is: (rule) => every([lets(rule, "ingress"), meetsInternet(rule), coversPort(rule, port, protocol)]),
  says: (rule) =>
    `lets ${sourceOf(rule)} at ${portsOf(rule)}, ${name} among them; nobody from the internet is allowed`,
  fix: "take the rule out and use Session Manager, or name the ranges that you come from",
}));

export const noAdministrationFromInternet: ResourceRule = {
  id: "NET-SG-01",
  slug: "no-administration-from-the-internet",
  title: "No SSH/RDP from the internet",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["1.3.1", "1.4.2", "2.2.4"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.22"],
  },
  scope: "resource",
  types: INGRESS_TYPES,
  remediation: "Reach machines through Session Manager, or name the ranges that you come from.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
  check: (resource) => judgeTraffic(resource, FAULTS),
};
