import { flagChange, judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import {
  claimOf,
  HOLDS_NO_RECORDS,
  LONGEST_KEPT,
  minimumOf,
  type Classes,
} from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { numberOf } from "../../evaluation/stated";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";

const PERIOD = "retentionPeriod";

const everywhereDemand: FlagDemand = {
  property: "multiRegionEnabled",
  reason: "one-region",
  otherwise: "what is done in any other region leaves no trace",
};

const protectionDemand: FlagDemand = {
  property: "terminationProtectionEnabled",
  reason: "deletable",
  otherwise: "one request deletes the store with all its events",
};

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
  check: judge,
  remediate(store) {
    const claim = claimOf(store, "event data store", [LONGEST_KEPT]);
    // How long is known where a tag says what it holds, and where there is an end to it.
    const days = claim.state === "classes" && claim.claimed ? minimumOf(claim.classes).days : Infinity;
    const changes = [
      ...[protectionDemand, everywhereDemand].map(flagChange),
      ...(Number.isFinite(days) ? [{ at: [PERIOD], value: days }] : []),
    ];
    const broken = judge(store).flatMap((outcome) =>
      outcome.kind === "violation" ? [outcome.property] : [],
    );
    return changes.filter(({ at }) => broken.includes(at.join(".")));
  },
};

function judge(store: Resource): readonly Outcome[] {
  const claim = claimOf(store, "event data store", [LONGEST_KEPT]);
  if (claim.state === "unknown") return [undetermined(claim)];
  if (claim.state === "no-records") return [notApplicable(HOLDS_NO_RECORDS)];
  const kept = [judgePeriod(store, claim), judgeFlag(store, protectionDemand)];
  return allOf([...unlessTrial(store, allOf(kept), NO_RECORDS_IN_TRIAL), judgeFlag(store, everywhereDemand)]);
}

function judgePeriod(store: Resource, claim: Classes): Outcome {
  const period = numberOf(store, PERIOD);
  if (period.state === "unknown") return undetermined(period);
  const minimum = minimumOf(claim.classes);
  if (period.value >= minimum.days) return pass;
  const dated = Number.isFinite(minimum.days);
  const source = claim.claimed ? minimum.source : `${claim.because}, ${minimum.source}`;
  return violation("too-short", {
    message: `'${PERIOD}' is ${period.value}; ${dated ? `at least ${minimum.days} days are` : "no end is"} required (${source})`,
    fix: dated
      ? `set ${PERIOD} to ${minimum.days} or more`
      : "keep these records in a bucket with a legal hold: an event data store ends after ten years",
    property: PERIOD,
  });
}
