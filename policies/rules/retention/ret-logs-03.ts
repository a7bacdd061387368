import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Unknown } from "../../evaluation/reader";
import {
  claimOf,
  HOLDS_NO_RECORDS,
  LOG_GROUP_CLASSES,
  maximumOf,
  type Bound,
} from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { classificationOf } from "../../evaluation/tags";
import { keptBy, PERIOD } from "./log-groups";

export const logGroupsForgetPersonalData: ResourceRule = {
  id: "RET-LOGS-03",
  slug: "log-groups-forget-personal-data",
  title: "Log groups with personal data do not exceed the class maximum",
  severity: "high",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  controls: {
    soc2: ["C1.2", "P4.2", "P4.3"],
    pci: ["3.2.1"],
    gdpr: ["5(1)(e)", "17", "25(2)", "30(1)(f)"],
    iso27001: ["A.8.10", "A.5.34"],
  },
  url: "https://gdpr-info.eu/art-5-gdpr/",
  remediation:
    "Set retentionInDays to the maximum of the group's record class or less: 365 for security logs, 90 for telemetry.",
  scope: "resource",
  check(resource) {
    const kept = keptBy(resource.inputs);
    if ("kind" in kept) return kept;
    const limit = limitOf(resource);
    if ("kind" in limit) return limit;
    if (kept.days <= limit.days) return pass;
    const found = kept.forEver ? "not set, so that logs are kept for ever" : String(kept.days);
    return violation(kept.forEver ? "for-ever" : "too-long", {
      message: `'${PERIOD}' is ${found}; at most ${limit.days} days are allowed (${limit.source})`,
      fix: `set ${PERIOD} to ${limit.days}, or the last period before it that CloudWatch Logs knows`,
      property: PERIOD,
    });
  },
};

/** The shortest maximum that holds for a log group, or why there is none. */
function limitOf(resource: Resource): Bound | Outcome {
  const claim = claimOf(resource, "log group", LOG_GROUP_CLASSES);
  const classification = classificationOf(resource);
  const unknown = [claim, classification].find((read): read is Unknown => read.state === "unknown");
  const classes = claim.state === "classes" ? claim.classes : [];
  const personal = classification.state === "value" && classification.value === "personal";
  const maximum = maximumOf([...classes, ...(personal ? (["gdpr-security-log"] as const) : [])]);
  if (unknown !== undefined) return undetermined(unknown);
  if (maximum === undefined) {
    return notApplicable(
      claim.state === "no-records"
        ? HOLDS_NO_RECORDS
        : `no law limits how long records of class ${classes.join(", ")} are kept`,
    );
  }
  const source =
    claim.state === "classes" && !claim.claimed ? `${claim.because}, ${maximum.source}` : maximum.source;
  return { days: maximum.days, source };
}
