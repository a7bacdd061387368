import { retentionRules } from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read } from "../../evaluation/reader";
import {
  claimOf,
  HOLDS_NO_RECORDS,
  LONGEST_KEPT,
  maximumOf,
  minimumOf,
  unclassified,
  type Bound,
  type Classes,
} from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf, type Setting } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { BUCKET, LOCK, lockedDays, judgeStraySetting } from "./buckets";
import { judgeMaximum } from "./lifecycle-maximum";
import { lifecyclePlace, rulesOfSetting, type LifecycleRule, type Transition } from "./lifecycle";

/** Storage classes from which an object has to be restored before it can be read: minutes at best, half a day as a rule. */
const COLD = ["GLACIER", "DEEP_ARCHIVE"];

/** Nothing is known to be locked. */
const UNLOCKED: Read<number> = { state: "value", value: 0 };

export const expiryKeepsTheLaw: StackRule = {
  id: "RET-S3-06",
  slug: "lifecycle-expiry-keeps-the-law",
  title: "Lifecycle expiry respects the class minimum and maximum",
  severity: "critical",
  types: ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "aws:s3/bucket:Bucket"],
  controls: {
    soc2: ["C1.1", "C1.2", "P4.2", "P4.3"],
    pci: ["3.2.1", "10.5.1"],
    gdpr: ["5(1)(e)", "17", "30(1)(f)"],
    iso27001: ["A.8.10", "A.5.33"],
    sec17a4: ["17a-4(a)", "17a-4(b)", "4511(b)"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html",
  remediation:
    "Let objects expire no earlier than their record class' minimum and no later than its maximum, and archive them only after the time in which they have to be at hand.",
  scope: "stack",
  siblings: [LOCK],
  check(resource, stack) {
    if (resource.type === BUCKET) return judgeBucket(resource, stack);
    const claim = unclassified("its bucket is not in this stack, so that what it may hold counts", [
      LONGEST_KEPT,
    ]);
    return judgeStraySetting(resource, stack, (setting) => allOf(judgeMinimum(setting, claim, UNLOCKED)));
  },
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const claim = claimOf(bucket, "bucket", [LONGEST_KEPT]);
  if (claim.state === "unknown") return [undetermined(claim)];
  if (claim.state === "no-records") return [notApplicable(HOLDS_NO_RECORDS)];
  const { found, doubts } = settingsOf(bucket, stack, lifecyclePlace);
  if (found.length === 0 && doubts.length > 0) return doubts;
  const locked = lockedDays(bucket, stack);
  const tooEarly = unlessTrial(
    bucket,
    allOf(found.flatMap((setting) => judgeMinimum(setting, claim, locked))),
    NO_RECORDS_IN_TRIAL,
  );
  const maximum = maximumOf(claim.classes);
  const tooLate = maximum === undefined ? [] : [judgeMaximum(found, maximum)];
  return allOf([...tooEarly, ...tooLate, ...(found.length === 0 && maximum === undefined ? [pass] : [])]);
}

/** Judges what a lifecycle deletes or archives too early. */
function judgeMinimum(setting: Setting, claim: Classes, locked: Read<number>): readonly Outcome[] {
  const rules = rulesOfSetting(setting);
  if (rules.state === "unknown") return [undetermined(rules, setting.related)];
  const minimum = minimumOf(claim.classes);
  const hot = hotDaysOf(claim);
  const outcomes = rules.value
    .filter(({ enabled }) => enabled.state !== "value" || enabled.value)
    .flatMap((rule) => whenEnabled(rule, judgeRule(rule, minimum, hot, locked, claim), setting.related));
  return outcomes.length === 0 ? [pass] : outcomes;
}

/** A rule that may be off violates nothing for certain. */
function whenEnabled({ enabled }: LifecycleRule, outcomes: readonly Outcome[], related?: string) {
  const named = outcomes.map((outcome) =>
    related !== undefined && (outcome.kind === "violation" || outcome.kind === "undetermined")
      ? { ...outcome, related }
      : outcome,
  );
  if (enabled.state !== "unknown" || named.every(({ kind }) => kind === "pass")) return named;
  return [undetermined(enabled, related)];
}

function judgeRule(
  rule: LifecycleRule,
  minimum: Bound,
  hot: number,
  locked: Read<number>,
  claim: Classes,
): readonly Outcome[] {
  const transitions: readonly Outcome[] =
    rule.transitions.state === "unknown"
      ? [undetermined(rule.transitions)]
      : rule.transitions.state === "absent"
        ? []
        : rule.transitions.value.map((transition) => judgeTransition(transition, hot, claim));
  return [
    judgeExpiry(rule, minimum, claim),
    judgeDate(rule, minimum, claim),
    judgeVersions(rule, minimum, locked, claim),
    ...transitions,
  ];
}

function judgeExpiry(rule: LifecycleRule, minimum: Bound, claim: Classes): Outcome {
  return tooEarly("expires-early", rule.expireAfterDays, minimum, claim, {
    property: `${rule.path}.expiration.days`,
    what: "objects expire",
  });
}

function judgeVersions(rule: LifecycleRule, minimum: Bound, locked: Read<number>, claim: Classes): Outcome {
  if (locked.state === "value" && locked.value >= minimum.days) return pass;
  // What has to be deletable on request is gone when it was deleted: its versions are no record of their own.
  if (claim.claimed && claim.classes.every((each) => retentionRules[each].immutability === "none"))
    return pass;
  const outcome = tooEarly("versions-expire-early", rule.noncurrentExpireAfterDays, minimum, claim, {
    property: `${rule.path}.noncurrentVersionExpiration`,
    what: "replaced versions, which no lock protects, are deleted",
  });
  return outcome.kind === "violation" && locked.state === "unknown" ? undetermined(locked) : outcome;
}

function tooEarly(
  reason: string,
  days: Read<number>,
  minimum: Bound,
  claim: Classes,
  { property, what }: { readonly property: string; readonly what: string },
): Outcome {
  if (days.state === "unknown") return undetermined(days);
  if (days.state === "absent" || days.value >= minimum.days) return pass;
  const dated = Number.isFinite(minimum.days);
  const required = dated
    ? `at least ${minimum.days} days are required`
    : "the life of the enterprise is required";
  return violation(reason, {
    message: `${what} after ${days.value} days; ${required} (${sourceOf(minimum, claim)})`,
    fix: dated
      ? `set ${property} to ${minimum.days} days or more`
      : `take ${property} out: a legal hold ends the time, not a date`,
    property,
  });
}

/** A date in the calendar deletes what was written the day before it. */
function judgeDate(rule: LifecycleRule, minimum: Bound, claim: Classes): Outcome {
  if (rule.expireDate.state === "unknown") return undetermined(rule.expireDate);
  if (rule.expireDate.state === "absent" || minimum.days === 0) return pass;
  const property = `${rule.path}.expiration.date`;
  return violation("expires-by-date", {
    message: `everything expires on ${rule.expireDate.value}, however new it is (${sourceOf(minimum, claim)})`,
    fix: "let objects expire by days instead of a date",
    property,
  });
}

function judgeTransition({ path, days, storageClass }: Transition, hot: number, claim: Classes): Outcome {
  if (storageClass.state === "value" && !COLD.includes(storageClass.value)) return pass;
  if (days.state === "absent" || (days.state === "value" && days.value >= hot)) return pass;
  for (const read of [storageClass, days]) if (read.state === "unknown") return undetermined(read);
  if (storageClass.state !== "value" || days.state !== "value") return pass;
  return violation("archived-early", {
    message: `objects move to ${storageClass.value} after ${days.value} days, where they are not at hand; the first ${hot} days have to be (${claim.because})`,
    fix: `set days to ${hot} or more, or take GLACIER_IR, which answers at once`,
    property: `${path}.days`,
  });
}

/** Days in which records must be at hand, where a law asks for the records at all. */
function hotDaysOf({ classes }: Classes): number {
  return Math.max(
    0,
    ...classes.map((recordClass) =>
      retentionRules[recordClass].minimumDays === 0 ? 0 : retentionRules[recordClass].hotDays,
    ),
  );
}

function sourceOf(bound: Bound, claim: Classes): string {
  return claim.claimed ? bound.source : `${claim.because}, ${bound.source}`;
}
