import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { textOf } from "../../evaluation/stated";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

export const loadBalancersLogRequests: ResourceRule = {
  id: "LOG-LB-01",
  slug: "load-balancers-log-requests",
  title: "Load balancers write access logs",
  severity: "medium",
  types: ["aws:lb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.2.1"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.15"],
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
  remediation: "Set accessLogs.enabled to true and accessLogs.bucket to a bucket that takes the logs.",
  scope: "resource",
  check(balancer) {
    const { type, inputs } = balancer;
    const kind = textOf({ inputs, type: BALANCER }, "loadBalancerType");
    if (kind.state === "value" && kind.value === "gateway") {
      return notApplicable("gateway load balancers write no access logs");
    }
    const outcomes = allOf([judgeSwitch(inputs, type === CLASSIC), judgeTarget(inputs)]);
    return kind.state === "unknown" && outcomes.some((outcome) => outcome.kind === "violation")
      ? undetermined(kind)
      : outcomes;
  },
};

/** Classic load balancers log as soon as they are told where to; the others have to be told to, too. */
function judgeSwitch(inputs: Reader, classic: boolean): Outcome {
  const logs = inputs.at("accessLogs");
  const given = logs.at("bucket").filledText();
  const enabled = orDefault(logs.at("enabled").flag(), classic && given.state !== "absent");
  if (enabled.state === "unknown") return undetermined(enabled);
  if (enabled.value) return pass;
  return violation("off", {
    message: "'accessLogs.enabled' is not true, so that nobody can tell who asked for what; true is required",
    fix: "set accessLogs.enabled to true and accessLogs.bucket to a bucket that takes the logs",
    property: "accessLogs.enabled",
  });
}

function judgeTarget(inputs: Reader): Outcome {
  const bucket = inputs.at("accessLogs", "bucket").filledText();
  if (bucket.state === "unknown") return undetermined(bucket);
  if (bucket.state === "value") return pass;
  return violation("no-bucket", {
    message: "'accessLogs.bucket' is missing, so that there is no place for the logs; a bucket is required",
    fix: "set accessLogs.bucket to a bucket that takes the logs",
    property: "accessLogs.bucket",
  });
}
