import { retentionRules } from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read, type Reader } from "../../evaluation/reader";
import { claimOf, HOLDS_NO_RECORDS, LONGEST_KEPT, mustBeLocked } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf, type Setting, type SettingPlace } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { asUnknown, BUCKET, LOCK, lockedDays, REPLICATION, judgeStraySetting } from "./buckets";
import { destinationsIn, isReplica } from "./replication";

const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** What makes the id of a key of the other region. */
const KEYS = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/alias:Alias"];

const replicationPlace: SettingPlace = {
  sibling: REPLICATION,
  property: "bucket",
  inline: "replicationConfiguration",
};
const encryptionPlace: SettingPlace = {
  sibling: ENCRYPTION,
  property: "bucket",
  inline: "serverSideEncryptionConfiguration",
};

export const recordsLieInTwoRegions: StackRule = {
  id: "RET-S3-08",
  slug: "records-lie-in-two-regions",
  title: "WORM and audit buckets are replicated to a second region of the same jurisdiction",
  severity: "high",
  types: ["aws:s3/bucket:Bucket", "aws:s3/bucketReplicationConfig:BucketReplicationConfig"],
  controls: {
    soc2: ["A1.2", "CC7.5", "CC9.1"],
    pci: ["10.3.3", "12.10.1"],
    gdpr: ["32(1)(b)", "32(1)(c)"],
    iso27001: ["A.8.13", "A.8.14", "A.5.30"],
    sec17a4: ["17a-4(f)(2)(v)", "4370"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
  remediation:
    "Give the bucket a BucketReplicationConfig with an enabled rule into a bucket of another region of the same jurisdiction, with a key there, and locked like the source.",
  scope: "stack",
  siblings: [ENCRYPTION, LOCK],
  check(resource, stack) {
    if (resource.type === BUCKET) return judgeBucket(resource, stack);
    return judgeStraySetting(resource, stack, judgeRules);
  },
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const claim = claimOf(bucket, "bucket", [LONGEST_KEPT]);
  if (claim.state === "unknown") return [undetermined(claim)];
  if (claim.state === "no-records") return [notApplicable(HOLDS_NO_RECORDS)];
  if (claim.classes.every((recordClass) => retentionRules[recordClass].immutability === "none")) {
    return [notApplicable(`records of class ${claim.because} need no second place`)];
  }
  const replica = isReplica(bucket, stack);
  if (replica.state === "value" && replica.value)
    return [notApplicable("it is the second place of another bucket")];
  const { found, doubts } = settingsOf(bucket, stack, replicationPlace);
  const judged =
    found.length > 0
      ? found.flatMap((setting) => judgeSetting(setting, bucket, stack, mustBeLocked(claim.classes)))
      : doubts.length > 0
        ? doubts
        : [missing(claim.because)];
  const outcomes = unlessTrial(bucket, allOf(judged), NO_RECORDS_IN_TRIAL);
  return replica.state === "unknown" && outcomes.some(({ kind }) => kind === "violation")
    ? [undetermined(replica)]
    : outcomes;
}

function judgeSetting(setting: Setting, bucket: Resource, stack: Stack, locked: boolean): readonly Outcome[] {
  const enabled = judgeRules(setting);
  if (enabled.kind !== "pass") return [enabled];
  const rules = orDefault(rulesOf(setting).list(), []);
  if (rules.state === "unknown") return [undetermined(rules, setting.related)];
  return [
    enabled,
    ...judgeKeys(setting, rules.value, bucket, stack),
    ...(locked ? judgeLocks(setting, bucket, stack) : []),
  ];
}

function rulesOf({ at }: Setting): Reader {
  return at.at("rules");
}

function isEnabled(rule: Reader): Read<boolean> {
  const status = rule.at("status").filledText();
  return status.state === "value" ? { state: "value", value: status.value === "Enabled" } : status;
}

/** Whether any rule copies anything. */
function judgeRules(setting: Setting): Outcome {
  const rules = orDefault(rulesOf(setting).list(), []);
  if (rules.state === "unknown") return undetermined(rules, setting.related);
  if (rules.value.length === 0) return missing("its configuration has no rules", setting.related);
  const reads = rules.value.map(isEnabled);
  if (reads.some((read) => read.state === "value" && read.value)) return pass;
  const unknown = reads.find((read) => read.state === "unknown");
  if (unknown?.state === "unknown") return undetermined(unknown, setting.related);
  return violation("disabled", {
    message: "no replication rule has the status Enabled, so that records lie in one region only",
    fix: "set the status of the rule to Enabled",
    property: "rules",
    ...(setting.related !== undefined && { related: setting.related }),
  });
}

/** What is encrypted with a KMS key is copied only where a rule says so, and names a key of the other region. */
function judgeKeys(
  setting: Setting,
  rules: readonly Reader[],
  bucket: Resource,
  stack: Stack,
): readonly Outcome[] {
  const encrypted = usesKmsKey(bucket, stack);
  if (encrypted.state === "absent" || (encrypted.state === "value" && !encrypted.value)) return [];
  // A key that is planned has no id yet; it is there if it flows in.
  const property = setting.isInline ? "replicationConfiguration" : "rules";
  const keyFlowsIn = stack.sources(setting.holder, property, KEYS).length > 0;
  return rules.map((rule) => {
    const enabled = isEnabled(rule);
    if (enabled.state !== "value" || !enabled.value) return pass;
    const criteria = rule.at("sourceSelectionCriteria", "sseKmsEncryptedObjects");
    const reads = setting.isInline
      ? [criteria.at("enabled").filledText(), rule.at("destination", "replicaKmsKeyId").filledText()]
      : [
          criteria.at("status").filledText(),
          rule.at("destination", "encryptionConfiguration", "replicaKmsKeyId").filledText(),
        ];
    const [selected, key] = reads as [Read<string>, Read<string>];
    const off =
      selected.state === "absent" ||
      (selected.state === "value" && !["Enabled", "true"].includes(selected.value));
    if (off || key.state === "absent") {
      if (encrypted.state === "unknown") return undetermined(encrypted);
      return violation("encrypted-left-out", {
        message:
          "the bucket is encrypted with a KMS key, and its replication rule leaves out what is; sseKmsEncryptedObjects and a replicaKmsKeyId are required",
        fix: "set sourceSelectionCriteria.sseKmsEncryptedObjects to Enabled, and name a key of the destination's region",
        property: rule.path,
        ...(setting.related !== undefined && { related: setting.related }),
      });
    }
    if (selected.state === "unknown") return undetermined(selected, setting.related);
    return key.state === "unknown" && !keyFlowsIn ? undetermined(key, setting.related) : pass;
  });
}

function usesKmsKey(bucket: Resource, stack: Stack): Read<boolean> {
  const { found, doubts } = settingsOf(bucket, stack, encryptionPlace);
  if (doubts[0] !== undefined) return asUnknown(doubts[0]);
  const algorithms = found.map(({ at, isInline }) =>
    (isInline ? at.at("rule") : at.at("rules", 0))
      .at("applyServerSideEncryptionByDefault", "sseAlgorithm")
      .filledText(),
  );
  const unknown = algorithms.find((read) => read.state === "unknown");
  if (unknown?.state === "unknown") return unknown;
  return {
    state: "value",
    value: algorithms.some((read) => read.state === "value" && read.value.startsWith("aws:kms")),
  };
}

/** A copy of a locked record that is not locked is no second record. Destinations outside of this stack are their stack's business. */
function judgeLocks(setting: Setting, bucket: Resource, stack: Stack): readonly Outcome[] {
  const { buckets, unknown } = destinationsIn(setting, bucket, stack);
  const open = unknown === undefined ? [] : [undetermined(unknown, setting.related)];
  const outcomes = buckets.map((destination): Outcome => {
    const days = lockedDays(destination, stack);
    if (days.state === "unknown") return undetermined(days, destination.urn);
    const enabled = destination.inputs.at("objectLockEnabled").flag();
    if (days.value > 0 || (enabled.state === "value" && enabled.value)) return pass;
    if (enabled.state === "unknown") return undetermined(enabled, destination.urn);
    return violation("copy-not-locked", {
      message: `the copy goes into ${destination.name}, which is not locked: S3 refuses to copy locks into it; a locked bucket is required`,
      fix: "give the destination objectLockEnabled and a BucketObjectLockConfiguration like the source's",
      related: destination.urn,
    });
  });
  return [...outcomes, ...open];
}

function missing(because: string, related?: string): Outcome {
  return violation("no-replication", {
    message: `nothing copies the bucket into a second region, so that its region's loss is the records' loss; a copy is required (${because})`,
    fix: "give the bucket a BucketReplicationConfig into a locked bucket of another region of the same jurisdiction",
    property: "replicationConfiguration",
    ...(related !== undefined && { related }),
  });
}
