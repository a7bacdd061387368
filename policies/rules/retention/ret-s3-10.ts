import { retentionRules } from "../../../content/retention";
import { every, isOpen, some, type Answer } from "../../evaluation/answer";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { policyDocument, type Statement } from "../../evaluation/policy-document/document";
import { isEveryone } from "../../evaluation/policy-document/principals";
import { selects } from "../../evaluation/policy-document/selection";
import { orDefault, type Read } from "../../evaluation/reader";
import { claimOf, HOLDS_NO_RECORDS, LONGEST_KEPT } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf, type Setting } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import { TRIAL_GOES, unlessTrial } from "../../evaluation/trial";
import {
  asUnknown,
  BUCKET,
  LOCK,
  lockPlace,
  judgeStraySetting,
  versioningPlace,
  versionsKept,
} from "./buckets";

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

export const versionsAreProtected: StackRule = {
  id: "RET-S3-10",
  slug: "versions-are-protected",
  title: "MFA delete or Object Lock protects versions",
  severity: "medium",
  types: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucket:Bucket"],
  controls: {
    soc2: ["CC6.1"],
    pci: ["10.3.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.5", "A.5.33"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html",
  remediation:
    "Lock the bucket's objects with Object Lock, deny s3:DeleteObjectVersion to everyone in its policy, or let the root user turn on MFA delete.",
  scope: "stack",
  siblings: [LOCK, POLICY],
  check(resource, stack) {
    if (resource.type !== BUCKET) return judgeStraySetting(resource, stack, judgeSetting);
    return judgeBucket(resource, stack);
  },
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const claim = claimOf(bucket, "bucket", [LONGEST_KEPT]);
  if (claim.state === "unknown") return [undetermined(claim)];
  if (claim.state === "no-records") return [notApplicable(HOLDS_NO_RECORDS)];
  if (claim.classes.every((recordClass) => retentionRules[recordClass].immutability === "none")) {
    return [notApplicable(`records of class ${claim.because} must stay deletable`)];
  }
  const { found, doubts } = settingsOf(bucket, stack, versioningPlace);
  if (found.length === 0) {
    return doubts.length > 0 ? doubts : [notApplicable("it keeps no versions that could be protected")];
  }
  const outcomes = allOf(found.map(judgeSetting));
  if (outcomes.every(({ kind }) => kind === "pass")) return outcomes;
  const locked = isLocked(bucket, stack);
  if (locked.state === "unknown") return [undetermined(locked)];
  if (locked.state === "value" && locked.value) return [pass];
  const denied = deniesDeletion(bucket, stack);
  if (denied === true) return [pass];
  return isOpen(denied) ? [undetermined(denied)] : unlessTrial(bucket, outcomes, TRIAL_GOES);
}

/** Whether the bucket's policy denies everyone to delete a version: lifecycle rules, which nobody calls, still end it in time. */
function deniesDeletion(bucket: Resource, stack: Stack): Answer {
  const { certain, doubts } = stack.children(bucket, POLICY, "bucket");
  const documents = certain.map(({ inputs }) => policyDocument(inputs.at("policy")));
  return some([
    ...documents.flatMap((document): Answer[] => {
      if (document.state === "unknown") return [document];
      if (document.state !== "value") return [];
      const { statements, open } = document.value;
      return [...statements.map(keepsVersions), ...open];
    }),
    ...doubts.map(({ unknown }) => unknown),
  ]);
}

function keepsVersions({ denies, principals, actions, resources, conditions }: Statement): Answer {
  const objects = some([resources.patterns.some((pattern) => pattern.endsWith("/*")), ...resources.open]);
  return every([
    denies,
    isEveryone(principals),
    principals?.except !== true,
    selects(actions, "s3:DeleteObjectVersion"),
    !resources.except,
    objects,
    conditions.list.length === 0,
    ...conditions.open,
  ]);
}

/** Whether objects can be locked; what is locked, and how long, is RET-S3-02's business. */
function isLocked(bucket: Resource, stack: Stack): Read<boolean> {
  const { found, doubts } = settingsOf(bucket, stack, lockPlace);
  if (found.length > 0) return { state: "value", value: true };
  if (doubts[0] !== undefined) return asUnknown(doubts[0]);
  return orDefault(bucket.inputs.at("objectLockEnabled").flag(), false);
}

function judgeSetting(setting: Setting): Outcome {
  const kept = versionsKept(setting);
  const second = secondFactor(setting);
  for (const read of [kept, second]) if (read.state === "unknown") return undetermined(read, setting.related);
  if (kept.state === "value" && kept.value && second.state === "value" && second.value) return pass;
  const property = setting.isInline ? "versioning.mfaDelete" : "versioningConfiguration.mfaDelete";
  return violation("unprotected", {
    message: `neither Object Lock nor '${property}' protects the bucket's versions, so that whoever has s3:DeleteObjectVersion removes them for good`,
    fix: "lock the objects with a BucketObjectLockConfiguration, deny s3:DeleteObjectVersion to everyone in the bucket's policy, or let the root user turn on MFA delete while versioning is on",
    property,
    ...(setting.related !== undefined && { related: setting.related }),
  });
}

/** Whether a second factor is asked for before a version is deleted. */
function secondFactor({ at, isInline }: Setting): Read<boolean> {
  if (isInline) return orDefault(at.at("mfaDelete").flag(), false);
  const status = at.at("versioningConfiguration", "mfaDelete").filledText();
  if (status.state === "unknown") return status;
  return { state: "value", value: status.state === "value" && status.value === "Enabled" };
}
