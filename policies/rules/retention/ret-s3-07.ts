import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { stepsIn } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { lifecycleRulesOf, type LifecycleRule } from "./lifecycle";

/** A week: whatever is still uploading after it was given up. */
const LONGEST_DAYS = 7;

/** Where a rule says it. */
const ABORT = ["abortIncompleteMultipartUpload", "daysAfterInitiation"];

export const uploadsAreAborted: ResourceRule = {
  id: "RET-S3-07",
  slug: "incomplete-uploads-are-aborted",
  title: "Incomplete multipart uploads are aborted",
  severity: "low",
  types: ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
  controls: {
    soc2: ["C1.2"],
    pci: ["3.2.1"],
    gdpr: ["5(1)(e)"],
    iso27001: ["A.8.10"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
  remediation:
    "Give the lifecycle an enabled rule without a filter whose abortIncompleteMultipartUpload.daysAfterInitiation is 7 or less.",
  scope: "resource",
  check({ inputs }) {
    const rules = lifecycleRulesOf(inputs);
    if (rules.state === "unknown") return undetermined(rules);
    const outcomes = rules.value.map(judgeRule);
    if (outcomes.some(({ kind }) => kind === "pass")) return pass;
    const open = outcomes.filter(({ kind }) => kind === "undetermined");
    return open.length > 0 ? allOf(open) : missing();
  },
  remediate({ inputs }) {
    const rules = lifecycleRulesOf(inputs);
    const whole = rules.state === "value" ? rules.value.find(isForAll) : undefined;
    return whole === undefined ? [] : [{ at: [...stepsIn(whole.path), ...ABORT], value: LONGEST_DAYS }];
  },
};

function isForAll({ enabled, wholeBucket }: LifecycleRule): boolean {
  return [enabled, wholeBucket].every((read) => read.state === "value" && read.value);
}

/** Whether one rule aborts uploads anywhere in the bucket in time. */
function judgeRule(rule: LifecycleRule): Outcome {
  const days = rule.abortAfterDays;
  if (days.state === "absent" || (days.state === "value" && days.value > LONGEST_DAYS)) return missing();
  for (const read of [rule.enabled, rule.wholeBucket]) {
    if (read.state === "unknown") return undetermined(read);
    if (read.state === "absent" || !read.value) return missing();
  }
  return days.state === "unknown" ? undetermined(days) : pass;
}

function missing(): Outcome {
  return violation("uploads-kept", {
    message: `no enabled rule for the whole bucket aborts incomplete uploads within ${LONGEST_DAYS} days, so that parts of them stay for ever, unseen and paid for`,
    fix: `add abortIncompleteMultipartUpload with daysAfterInitiation ${LONGEST_DAYS} to an enabled rule without a filter`,
    property: "rules",
  });
}
