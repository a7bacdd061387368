import { isRecordClass, retentionRules, type RecordClass } from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read } from "../../evaluation/reader";
import { claimOf, HOLDS_NO_RECORDS, LONGEST_KEPT, mustBeLocked } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { BUCKET, lockPlace, LOGGING, receivesAccessLogs, judgeStraySetting } from "./buckets";

/** Where AWS Config delivers its snapshots. */
const DELIVERY = "aws:cfg/deliveryChannel:DeliveryChannel";

const FIX =
  "set objectLockEnabled to true when the bucket is made, and give it a BucketObjectLockConfiguration with a default retention";

export const recordBucketsCanBeLocked: StackRule = {
  id: "RET-S3-01",
  slug: "record-buckets-can-be-locked",
  title: "WORM record classes have Object Lock enabled",
  severity: "critical",
  types: ["aws:s3/bucket:Bucket", "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"],
  controls: {
    soc2: ["CC6.1", "C1.1", "A1.2"],
    pci: ["10.3.2", "10.3.4", "10.5.1"],
    gdpr: ["5(1)(f)", "32(1)(b)"],
    iso27001: ["A.5.33", "A.8.13"],
    sec17a4: ["17a-4(f)(2)(i)(B)", "4511(c)"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html",
  remediation:
    "Set objectLockEnabled to true for buckets of locked record classes; leave it off where S3 writes access logs, and give no default retention where AWS Config delivers.",
  scope: "stack",
  siblings: [LOGGING, DELIVERY],
  check(resource, stack) {
    if (resource.type === BUCKET) return judgeBucket(resource, stack);
    return judgeStraySetting(resource, stack, ({ at }) => enabledBy(at.at("objectLockEnabled").filledText()));
  },
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const logs = receivesAccessLogs(bucket, stack);
  if (logs.certain) return judgeLogTarget(bucket, stack);
  const config = stack.children(bucket, DELIVERY, "s3BucketName");
  if (config.certain.length > 0) return judgeConfigTarget(bucket, stack);
  const outcomes = unlessTrial(bucket, judgeRecords(bucket, stack), NO_RECORDS_IN_TRIAL);
  // What a bucket that turns out to receive logs must not have, others must.
  const doubts = [...logs.doubts, ...config.doubts].map(({ unknown, urn }) => undetermined(unknown, urn));
  const either = [
    ...outcomes,
    ...(logs.doubts.length > 0 ? judgeLogTarget(bucket, stack) : []),
    ...(config.doubts.length > 0 ? judgeConfigTarget(bucket, stack) : []),
  ];
  return doubts.length > 0 && either.some(({ kind }) => kind === "violation") ? doubts : outcomes;
}

/** S3 delivers no access logs into a bucket with Object Lock. */
function judgeLogTarget(bucket: Resource, stack: Stack): readonly Outcome[] {
  const enabled = orDefault(bucket.inputs.at("objectLockEnabled").flag(), false);
  if (enabled.state === "unknown") return [undetermined(enabled)];
  const { found, doubts } = settingsOf(bucket, stack, lockPlace);
  if (enabled.value || found.length > 0) {
    return [
      violation("locked-log-target", {
        message:
          "S3 access logs go into the bucket, and Object Lock is on: S3 delivers none into such a bucket",
        fix: "take Object Lock off, and protect the logs with versions and a deny for deletion; copy what has to be locked into a locked bucket",
        property: "objectLockEnabled",
      }),
    ];
  }
  return doubts.length > 0 ? doubts : [pass];
}

/** AWS Config delivers into a bucket with Object Lock, but not where a default retention locks what it writes. */
function judgeConfigTarget(bucket: Resource, stack: Stack): readonly Outcome[] {
  const { found, doubts } = settingsOf(bucket, stack, lockPlace);
  const retentions = found.map(({ at, related }) => ({ place: at.at("rule", "defaultRetention"), related }));
  const locked = retentions.find(({ place }) => place.state === "value");
  if (locked !== undefined) {
    return [
      violation("locked-config-target", {
        message:
          "AWS Config delivers into the bucket, and it has a default retention: AWS Config refuses such a bucket",
        fix: "take the default retention off, and copy what has to be locked into a locked bucket",
        property: locked.place.path,
        ...(locked.related !== undefined && { related: locked.related }),
      }),
    ];
  }
  const open = retentions.flatMap(({ place, related }) => {
    const read = place.text();
    return read.state === "unknown" ? [undetermined(read, related)] : [];
  });
  return [...open, ...doubts].length > 0 ? [...open, ...doubts] : [pass];
}

function judgeRecords(bucket: Resource, stack: Stack): readonly Outcome[] {
  const claim = claimOf(bucket, "bucket", [LONGEST_KEPT]);
  if (claim.state === "unknown") return [undetermined(claim)];
  if (claim.state === "no-records") return [notApplicable(HOLDS_NO_RECORDS)];
  if (!mustBeLocked(claim.classes)) return [notApplicable(`records of class ${claim.because} need no lock`)];
  const { found, doubts } = settingsOf(bucket, stack, lockPlace);
  if (found.length > 0) {
    return allOf(found.map(({ at, related }) => enabledBy(at.at("objectLockEnabled").filledText(), related)));
  }
  if (doubts.length > 0) return doubts;
  const enabled = orDefault(bucket.inputs.at("objectLockEnabled").flag(), false);
  if (enabled.state === "unknown") return [undetermined(enabled)];
  if (enabled.value) {
    // Records whose time a date does not end are held one by one.
    if (claim.claimed && isRecordClass(claim.because) && !hasDate(claim.because)) return [pass];
    return [
      violation("nothing-locked", {
        message: `Object Lock is on, but no configuration locks what is put into the bucket (${claim.because})`,
        fix: "give the bucket a BucketObjectLockConfiguration with a default retention",
        property: "objectLockConfiguration",
      }),
    ];
  }
  return [
    violation("no-lock", {
      message: `Object Lock is off, so that records can be overwritten and deleted; it is required (${claim.because})`,
      fix: FIX,
      property: "objectLockEnabled",
    }),
  ];
}

/** Whether a configuration turns the lock on, as it does unless it says otherwise. */
function enabledBy(status: Read<string>, related?: string): Outcome {
  if (status.state === "unknown") return undetermined(status, related);
  if (status.state === "absent" || status.value === "Enabled") return pass;
  return violation("no-lock", {
    message: `'objectLockEnabled' of the lock's configuration is '${status.value}'; Enabled is required`,
    fix: FIX,
    property: "objectLockEnabled",
    ...(related !== undefined && { related }),
  });
}

function hasDate(recordClass: RecordClass): boolean {
  return retentionRules[recordClass].minimumDays !== "life-of-enterprise";
}
