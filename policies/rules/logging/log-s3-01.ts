import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf, type Setting } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import {
  BUCKET,
  BUCKET_ACL,
  loggingPlace,
  receivesAccessLogs,
  judgeStraySetting,
} from "../retention/buckets";

/** The access control list that lets S3's log delivery write: only log buckets have it. */
const LOG_DELIVERY = "log-delivery-write";

export const bucketsLogAccess: StackRule = {
  id: "LOG-S3-01",
  slug: "buckets-log-access",
  title: "S3 server access logging",
  severity: "medium",
  types: ["aws:s3/bucket:Bucket", "aws:s3/bucketLogging:BucketLogging"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.2.1.1", "10.2.1.3"],
    gdpr: ["30(1)(g)"],
    iso27001: ["A.8.15"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  remediation: "Give the bucket a BucketLogging whose targetBucket is a bucket for access logs.",
  scope: "stack",
  siblings: [BUCKET_ACL],
  check(resource, stack) {
    if (resource.type !== BUCKET) return judgeStraySetting(resource, stack, judgeSetting);
    return judgeBucket(resource, stack);
  },
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const { found, doubts } = settingsOf(bucket, stack, loggingPlace);
  const outcomes =
    found.length > 0 ? allOf(found.map(judgeSetting)) : doubts.length > 0 ? doubts : [missing()];
  if (!outcomes.some(({ kind }) => kind === "violation")) return outcomes;
  const logs = receivesAccessLogs(bucket, stack);
  const delivery = takesLogDelivery(bucket, stack);
  if (logs.certain || delivery.certain) {
    return [notApplicable("it is the bucket into which access logs go: its own would log themselves")];
  }
  const open = [...logs.doubts.map(({ unknown, urn }) => undetermined(unknown, urn)), ...delivery.doubts];
  return open.length > 0 ? open : outcomes;
}

function judgeSetting({ at, related }: Setting): Outcome {
  const target = at.at("targetBucket").filledText();
  if (target.state === "unknown") return undetermined(target, related);
  return target.state === "value" ? pass : missing(related);
}

function missing(related?: string): Outcome {
  return violation("no-access-log", {
    message:
      "nothing names a bucket for access logs, so that nobody can tell who read or changed what; a target bucket is required",
    fix: "give the bucket a BucketLogging with targetBucket",
    property: "logging.targetBucket",
    ...(related !== undefined && { related }),
  });
}

/** Whether an access control list lets S3's log delivery write, or what keeps that from being told. */
function takesLogDelivery(bucket: Resource, stack: Stack): { certain: boolean; doubts: readonly Outcome[] } {
  const lists = stack.children(bucket, BUCKET_ACL, "bucket");
  const holders = [bucket, ...lists.certain];
  const reads = holders.map(({ inputs, urn }) => [inputs.at("acl").filledText(), urn] as const);
  return {
    certain: reads.some(([acl]) => acl.state === "value" && acl.value === LOG_DELIVERY),
    doubts: [
      ...reads.flatMap(([acl, urn]) => (acl.state === "unknown" ? [undetermined(acl, urn)] : [])),
      ...lists.doubts.map(({ unknown, urn }) => undetermined(unknown, urn)),
    ],
  };
}
