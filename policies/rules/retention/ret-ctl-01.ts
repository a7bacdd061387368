import { judgeFlag } from "../../evaluation/flag";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import {
  claimOf,
  HOLDS_NO_RECORDS,
  LONGEST_KEPT,
  minimumOf,
  type Classes,
} from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";

/** What the provider takes where nothing is said: seven years. */
const DEFAULT_DAYS = 2555;

export const eventStoresKeepTheLaw: ResourceRule = {
  id: "RET-CTL-01",
  slug: "event-stores-keep-the-law",
  title: "CloudTrail Lake event data stores keep the legal minimum and cannot be deleted",
  severity: "high",
  types: ["aws:cloudtrail/eventDataStore:EventDataStore"],
  controls: {
    soc2: ["CC7.2", "C1.1"],
    pci: ["10.5.1", "10.3.2"],
    gdpr: ["5(1)(e)"],
    iso27001: ["A.8.15", "A.5.33"],
    sec17a4: ["17a-4(f)(2)(i)(A)", "4511(b)"],
  },
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake.html",
  remediation:
    "Set retentionPeriod to the record class' minimum or more, and leave terminationProtectionEnabled and multiRegionEnabled at true.",
  scope: "resource",
  check(resource) {
    const claim = claimOf(resource, "event data store", [LONGEST_KEPT]);
    if (claim.state === "unknown") return undetermined(claim);
    if (claim.state === "no-records") return notApplicable(HOLDS_NO_RECORDS);
    const everywhere = judgeFlag(resource.inputs, {
      path: ["multiRegionEnabled"],
      byDefault: true,
      reason: "one-region",
      consequence: "what is done in any other region leaves no trace",
    });
    const kept = [judgePeriod(resource, claim), judgeProtection(resource)];
    return allOf([...unlessTrial(resource, allOf(kept), NO_RECORDS_IN_TRIAL), everywhere]);
  },
};

function judgePeriod({ inputs }: Resource, claim: Classes): Outcome {
  const period = orDefault(inputs.at("retentionPeriod").number(), DEFAULT_DAYS);
  if (period.state === "unknown") return undetermined(period);
  const minimum = minimumOf(claim.classes);
  if (period.value >= minimum.days) return pass;
  const dated = Number.isFinite(minimum.days);
  const source = claim.claimed ? minimum.source : `${claim.because}, ${minimum.source}`;
  return violation("too-short", {
    message: `'retentionPeriod' is ${period.value}; ${dated ? `at least ${minimum.days} days are` : "no end is"} required (${source})`,
    fix: dated
      ? `set retentionPeriod to ${minimum.days} or more`
      : "keep these records in a bucket with a legal hold: an event data store ends after ten years",
    property: "retentionPeriod",
  });
}

function judgeProtection({ inputs }: Resource): Outcome {
  return judgeFlag(inputs, {
    path: ["terminationProtectionEnabled"],
    byDefault: true,
    reason: "deletable",
    consequence: "one request deletes the store with all its events",
  });
}
