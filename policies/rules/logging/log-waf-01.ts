import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read, type Reader } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";

const ACL = "aws:wafv2/webAcl:WebAcl";
const CLASSIC_ACL = "aws:waf/webAcl:WebAcl";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

export const firewallsLogRequests: StackRule = {
  id: "LOG-WAF-01",
  slug: "firewalls-log-requests",
  title: "WAF ACLs log",
  severity: "medium",
  types: [
    "aws:wafv2/webAcl:WebAcl",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    "aws:waf/webAcl:WebAcl",
  ],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.2.1", "6.4.2"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.15"],
  },
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
  remediation: "Give the web ACL a WebAclLoggingConfiguration with resourceArn and a destination.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    const { inputs, type } = resource;
    if (type === CLASSIC_ACL)
      return judgeTarget(inputs.at("loggingConfiguration", "logDestination").filledText());
    if (type === LOGGING) {
      return judgedAlone(resource, stack, ["resourceArn", ACL], () => judgeTarget(firstOf(inputs)));
    }
    const { found, doubts } = settingsOf(resource, stack, { sibling: LOGGING, property: "resourceArn" });
    if (found.length > 0) return allOf(found.map(({ at, related }) => judgeTarget(firstOf(at), related)));
    return doubts.length > 0 ? doubts : missing();
  },
};

/** The first destination; WAF takes one. */
function firstOf(inputs: Reader): Read<string> {
  const list = orDefault(inputs.at("logDestinationConfigs").list(), []);
  if (list.state === "unknown") return list;
  return list.value[0]?.filledText() ?? { state: "absent" };
}

/** A destination that is planned has no ARN yet, and is one. */
function judgeTarget(read: Read<string>, related?: string): Outcome {
  if (read.state === "unknown") return undetermined(read, related);
  return read.state === "value" ? pass : missing(related);
}

function missing(related?: string): Outcome {
  return violation("no-logging", {
    message:
      "no logging configuration with a destination names the web ACL, so that nobody sees what it blocks or lets through; one is required",
    fix: "add a WebAclLoggingConfiguration with this resourceArn and logDestinationConfigs",
    ...(related !== undefined && { related }),
  });
}
