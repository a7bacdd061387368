import { logGroupSteps } from "../../../content/retention";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { claimOf, LOG_GROUP_CLASSES, maximumOf } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { keptBy, PERIOD } from "./log-groups";

export const logGroupsDeclareTheirPeriod: ResourceRule = {
  id: "RET-LOGS-01",
  slug: "log-groups-declare-their-period",
  title: "Log groups declare a retention period",
  severity: "medium",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  controls: {
    soc2: ["CC7.2", "C1.1", "C1.2"],
    pci: ["10.5.1"],
    gdpr: ["5(1)(e)"],
    iso27001: ["A.8.15", "A.5.33", "A.8.10"],
    sec17a4: ["4511(b)"],
  },
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  remediation: "Set retentionInDays to a period that CloudWatch Logs knows, such as 365.",
  scope: "resource",
  check(resource) {
    const kept = keptBy(resource.inputs);
    if ("kind" in kept) return kept;
    if (kept.forEver) return judgeForEver(resource);
    if ((logGroupSteps as readonly number[]).includes(kept.days)) return pass;
    return violation("not-a-step", {
      message: `'${PERIOD}' is ${kept.days}, which CloudWatch Logs refuses; it knows ${logGroupSteps.join(", ")}`,
      fix: `set ${PERIOD} to one of them`,
      property: PERIOD,
    });
  },
  // Never to a shorter one, which would delete; and never an end to what has none, for the same reason.
  remediate({ inputs }) {
    const kept = keptBy(inputs);
    const next = "kind" in kept ? undefined : logGroupSteps.find((step) => step >= kept.days);
    return next === undefined ? [] : [{ at: [PERIOD], value: next }];
  },
};

/** For ever is a period only for records that a law asks to keep, and that no law asks to delete. */
function judgeForEver(resource: Resource): Outcome {
  const claim = claimOf(resource, "log group", LOG_GROUP_CLASSES);
  if (claim.state === "unknown") return undetermined(claim);
  const allowed = claim.state === "classes" && claim.claimed && maximumOf(claim.classes) === undefined;
  if (allowed) return notApplicable(`records of class ${claim.because} may be kept for ever`);
  const because = claim.state === "classes" ? claim.because : "its tag says that it holds no records";
  return violation("no-period", {
    message: `'${PERIOD}' is not set, so that logs are kept for ever, which nothing allows (${because})`,
    fix: `set ${PERIOD} to the time for which the logs are needed, such as 365`,
    property: PERIOD,
  });
}
