import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";

const ZONE = "aws:route53/zone:Zone";
const QUERY_LOG = "aws:route53/queryLog:QueryLog";

export const publicZonesLogQueries: StackRule = {
  id: "LOG-R53-01",
  slug: "public-zones-log-queries",
  title: "Public hosted zones log queries",
  severity: "low",
  types: ["aws:route53/zone:Zone", "aws:route53/queryLog:QueryLog"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.2.1"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.15"],
  },
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
  remediation: "Give the public zone a QueryLog with a log group in us-east-1.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type === QUERY_LOG) {
      return judgedAlone(resource, stack, ["zoneId", ZONE], () => judgeQueryLog(resource.inputs));
    }
    const networks = orDefault(resource.inputs.at("vpcs").list(), []);
    if (networks.state === "value" && networks.value.length > 0) {
      return notApplicable("it is a private zone: the resolver of its networks logs queries");
    }
    const { found, doubts } = settingsOf(resource, stack, { sibling: QUERY_LOG, property: "zoneId" });
    const outcomes =
      found.length > 0
        ? allOf(found.map(({ at, related }) => judgeGroup(at, related)))
        : doubts.length > 0
          ? doubts
          : [missing()];
    return networks.state === "unknown" && outcomes.some(({ kind }) => kind === "violation")
      ? undetermined(networks)
      : outcomes;
  },
};

function judgeQueryLog(inputs: Reader): Outcome {
  const zone = inputs.at("zoneId").filledText();
  if (zone.state === "unknown") return undetermined(zone);
  if (zone.state === "value") return judgeGroup(inputs);
  return violation("no-zone", {
    message: "'zoneId' is missing, so that the query log watches nothing; a public zone is required",
    fix: "set zoneId to the zone",
    property: "zoneId",
  });
}

function judgeGroup(inputs: Reader, related?: string): Outcome {
  const group = inputs.at("cloudwatchLogGroupArn").filledText();
  if (group.state === "unknown") return undetermined(group, related);
  return group.state === "value" ? pass : missing(related);
}

function missing(related?: string): Outcome {
  return violation("no-query-log", {
    message:
      "no QueryLog with a log group names the public zone, so that nobody sees who looks for what; one is required",
    fix: "add a QueryLog with this zoneId and cloudwatchLogGroupArn of a log group in us-east-1",
    ...(related !== undefined && { related }),
  });
}
