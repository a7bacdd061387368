import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { Change, ResourceRule } from "../../evaluation/rule";
import { numberOf, textOf } from "../../evaluation/stated";

/** One hop reaches the instance and no container on it. */
const MOST_HOPS = 1;

const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";

export const metadataNeedsTokens: ResourceRule = {
  id: "ACC-EC2-01",
  slug: "metadata-needs-tokens",
  title: "IMDSv2 is required with hop limit 1",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["2.2.6", "7.2.5"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.9", "A.8.3"],
  },
  scope: "resource",
  types: ["aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate", LAUNCH_CONFIGURATION],
  remediation: "Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to 1.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  check(resource) {
    const endpoint = textOf(resource, "metadataOptions.httpEndpoint");
    if (endpoint.state === "value" && endpoint.value === "disabled") return pass;
    const outcomes = allOf([judgeTokens(resource), judgeHops(resource)]);
    const [first] = outcomes;
    return endpoint.state === "unknown" && first?.kind !== "pass" ? undetermined(endpoint) : outcomes;
  },
  remediate(resource) {
    // It cannot be changed: a new one replaces it, and the group that it starts instances for.
    if (resource.type === LAUNCH_CONFIGURATION) return [];
    const tokens: Change = { at: ["metadataOptions", "httpTokens"], value: "required" };
    const hops: Change = { at: ["metadataOptions", "httpPutResponseHopLimit"], value: MOST_HOPS };
    return [
      ...(judgeTokens(resource).kind === "violation" ? [tokens] : []),
      ...(judgeHops(resource).kind === "violation" ? [hops] : []),
    ];
  },
};

function judgeTokens({ inputs }: Resource): Outcome {
  const tokens = inputs.at("metadataOptions", "httpTokens").filledText();
  if (tokens.state === "unknown") return undetermined(tokens);
  if (tokens.state === "value" && tokens.value === "required") return pass;
  const found = tokens.state === "absent" ? "missing" : `'${tokens.value}'`;
  return violation("imdsv1", {
    message: `'metadataOptions.httpTokens' is ${found}, so that a forged request of a web application gets the role's credentials; required is required`,
    fix: "set metadataOptions.httpTokens to required",
    property: "metadataOptions.httpTokens",
  });
}

function judgeHops(resource: Resource): Outcome {
  const hops = numberOf(resource, "metadataOptions.httpPutResponseHopLimit");
  if (hops.state === "unknown") return undetermined(hops);
  if (hops.value <= MOST_HOPS) return pass;
  return violation("hop-limit", {
    message: `'metadataOptions.httpPutResponseHopLimit' is ${hops.value}, so that containers on the instance get its role's credentials; at most ${MOST_HOPS} is allowed`,
    fix: `set metadataOptions.httpPutResponseHopLimit to ${MOST_HOPS}`,
    property: "metadataOptions.httpPutResponseHopLimit",
  });
}
