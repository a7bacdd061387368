import { logGroupSteps } from "../../../content/retention";
import { notApplicable, pass, undetermined, violation } from "../../evaluation/outcome";
import {
  claimOf,
  HOLDS_NO_RECORDS,
  LOG_GROUP_CLASSES,
  maximumOf,
  minimumOf,
} from "../../evaluation/record-class";
import type { ResourceRule } from "../../evaluation/rule";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { FOR_EVER, keptBy, PERIOD } from "./log-groups";

export const logGroupsKeepAuditLogs: ResourceRule = {
  id: "RET-LOGS-02",
  slug: "log-groups-keep-audit-logs",
  title: "Audit and security log groups keep at least 365 days",
  severity: "high",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  controls: {
    soc2: ["CC7.2", "CC7.3"],
    pci: ["10.5.1"],
    gdpr: ["5(1)(e)", "30(1)(f)"],
    iso27001: ["A.8.15", "A.5.33"],
    sec17a4: ["17a-4(a)", "17a-4(b)", "4511(b)"],
  },
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  remediation: "Set retentionInDays to the minimum of the group's record class or more: 365 for audit logs.",
  scope: "resource",
  check(resource) {
    const kept = keptBy(resource.inputs);
    if ("kind" in kept) return kept;
    const claim = claimOf(resource, "log group", LOG_GROUP_CLASSES);
    if (claim.state === "unknown") return undetermined(claim);
    if (claim.state === "no-records") return notApplicable(HOLDS_NO_RECORDS);
    const minimum = minimumOf(claim.classes);
    if (kept.days >= minimum.days) return pass;
    const dated = Number.isFinite(minimum.days);
    const source = claim.claimed ? minimum.source : `${claim.because}, ${minimum.source}`;
    const outcome = violation("too-short", {
      message: `'${PERIOD}' is ${kept.days}; ${dated ? `at least ${minimum.days} days are` : "no end is"} required (${source})`,
      fix: dated
        ? `set ${PERIOD} to ${minimum.days} or the next period that CloudWatch Logs knows`
        : `take ${PERIOD} out`,
      property: PERIOD,
    });
    return unlessTrial(resource, [outcome], NO_RECORDS_IN_TRIAL);
  },
  remediate(resource) {
    const claim = claimOf(resource, "log group", LOG_GROUP_CLASSES);
    // Only its tag says what it holds, and with that how long is long enough and not too long.
    if (claim.state !== "classes" || !claim.claimed) return [];
    const { days } = minimumOf(claim.classes);
    const step = Number.isFinite(days) ? logGroupSteps.find((candidate) => candidate >= days) : FOR_EVER;
    const longest = maximumOf(claim.classes)?.days ?? Number.POSITIVE_INFINITY;
    return step === undefined || step > longest ? [] : [{ at: [PERIOD], value: step }];
  },
};
