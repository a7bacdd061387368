import { every, not, type Answer } from "../../evaluation/answer";
import {
  coversEveryPort,
  coversPort,
  lets,
  meetsInternet,
  type TrafficRule,
} from "../../evaluation/network/traffic";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { INGRESS_TYPES, judgeTraffic, portsOf, sourceOf, type TrafficFault } from "./traffic-rule";

/** The only port on which somebody from anywhere may knock. */
const PUBLIC_PORT = 443;

/** Tag and value of a group that is meant to be open to the internet. */
const EXPOSURE_TAG = "exposure";
const PUBLIC = "public";

const FIX = "name the ranges that you serve, or another security group as the source";

export const onlyApprovedPortsAreOpen: ResourceRule = {
  id: "NET-SG-02",
  slug: "only-approved-ports-are-open",
  title: "No world-open ingress except to approved public ports",
  severity: "high",
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.2.5", "1.3.1", "1.4.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.22"],
  },
  scope: "resource",
  types: INGRESS_TYPES,
  remediation: `Name the sources; for an entrance to the internet open port ${PUBLIC_PORT} only, and tag the group ${EXPOSURE_TAG}: ${PUBLIC}.`,
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  check: (resource) => judgeTraffic(resource, faultsFor(resource)),
};

function faultsFor({ inputs }: Resource): readonly TrafficFault[] {
  const exposure = inputs.at("tags", EXPOSURE_TAG).filledText();
  const meant: Answer =
    exposure.state === "unknown" ? exposure : exposure.state === "value" && exposure.value === PUBLIC;
  return [
    fault(
      "backwards",
      endsBeforeItBegins,
      "EC2 refuses a range that ends before it begins, and nobody can tell what was meant",
    ),
    fault("everything", coversEveryPort, "nobody from everywhere is allowed on everything"),
    fault("http", (rule) => coversPort(rule, 80), "plain HTTP from everywhere is not allowed"),
    fault(
      "open-port",
      (rule) => not(isOnlyPublicPort(rule)),
      `from everywhere only port ${PUBLIC_PORT} is allowed`,
    ),
    {
      ...fault(
        "not-tagged",
        (rule) => every([isOnlyPublicPort(rule), not(meant)]),
        `only a group that is tagged ${EXPOSURE_TAG}: ${PUBLIC} may`,
      ),
      fix: `${FIX}; where it is meant, tag it ${EXPOSURE_TAG}: ${PUBLIC}`,
    },
  ];
}

function fault(reason: string, isWrong: (rule: TrafficRule) => Answer, allowed: string): TrafficFault {
  return {
    reason,
    is: (rule) => every([lets(rule, "ingress"), meetsInternet(rule), isWrong(rule)]),
    says: (rule) => `lets ${sourceOf(rule)} at ${portsOf(rule)}; ${allowed}`,
    fix: FIX,
    alone: true,
  };
}

function isOnlyPublicPort(rule: TrafficRule): Answer {
  const { from, to, protocol } = rule;
  for (const read of [from, to, protocol]) if (read.state === "unknown") return read;
  return (
    from.state === "value" &&
    from.value === PUBLIC_PORT &&
    to.state === "value" &&
    to.value === PUBLIC_PORT &&
    protocol.state === "value" &&
    ["tcp", "udp"].includes(protocol.value)
  );
}

function endsBeforeItBegins({ from, to, protocol }: TrafficRule): Answer {
  for (const read of [from, to, protocol]) if (read.state === "unknown") return read;
  return (
    protocol.state === "value" &&
    ["tcp", "udp"].includes(protocol.value) &&
    from.state === "value" &&
    to.state === "value" &&
    to.value >= 0 &&
    from.value > to.value
  );
}
