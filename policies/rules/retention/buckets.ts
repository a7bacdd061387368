import type { Outcome, Undetermined } from "../../evaluation/outcome";
import { orDefault, type Read, type Reader, type Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import { judgedAlone, settingsOf, type Setting, type SettingPlace } from "../../evaluation/setting";
import type { Doubt, Stack } from "../../evaluation/siblings";

export const BUCKET = "aws:s3/bucket:Bucket";
export const LOGGING = "aws:s3/bucketLogging:BucketLogging";
export const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
export const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
export const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
export const BUCKET_ACL = "aws:s3/bucketAcl:BucketAcl";

export const lockPlace: SettingPlace = {
  sibling: LOCK,
  property: "bucket",
  inline: "objectLockConfiguration",
};
export const versioningPlace: SettingPlace = {
  sibling: VERSIONING,
  property: "bucket",
  inline: "versioning",
};
export const loggingPlace: SettingPlace = { sibling: LOGGING, property: "bucket", inline: "logging" };

/** Days of a calendar year on average; a lock of six years lasts 2192 days, as the record rules count them. */
const DAYS_PER_CALENDAR_YEAR = 365.25;

/** What is said of a setting of a bucket on its own, because its bucket is not in this stack. */
export function judgeStraySetting(
  resource: Resource,
  stack: Stack,
  judge: (setting: Setting) => Outcome | readonly Outcome[],
): readonly Outcome[] {
  return judgedAlone(resource, stack, ["bucket", BUCKET], () =>
    judge({ holder: resource, at: resource.inputs, isInline: false }),
  );
}

/** Whether a setting keeps new versions of objects. */
export function versionsKept({ at, isInline }: Setting): Read<boolean> {
  if (isInline) return orDefault(at.at("enabled").flag(), false);
  const status = at.at("versioningConfiguration", "status").filledText();
  if (status.state === "unknown") return status;
  return { state: "value", value: status.state === "value" && status.value === "Enabled" };
}

/** What answers a question that no one resource answers alone. */
export interface Answer {
  readonly certain: boolean;
  readonly doubts: readonly Doubt[];
}

/** Whether S3 writes access logs of any bucket of the stack into this one. */
export function receivesAccessLogs(bucket: Resource, stack: Stack): Answer {
  const writers = stack.children(bucket, LOGGING, "targetBucket");
  const inline = stack
    .ofType(BUCKET)
    .map((source) => stack.refersTo(source, "logging", bucket, "targetBucket"));
  return {
    certain: writers.certain.length > 0 || inline.includes(true),
    doubts: [...writers.doubts, ...inline.filter((answer) => typeof answer !== "boolean")],
  };
}

/** For how many days nobody can delete what is put into a bucket; 0 where a lock can be lifted, or there is none. */
export function lockedDays(
  bucket: Resource,
  stack: Stack,
): Exclude<Read<number>, { readonly state: "absent" }> {
  const { found, doubts } = settingsOf(bucket, stack, lockPlace);
  const reads = [...found.map(({ at }) => lockOf(at)), ...doubts.map(asUnknown)];
  const known = reads.flatMap((read) => (read.state === "value" ? read.value : []));
  const unknown = reads.find((read) => read.state === "unknown");
  return unknown?.state === "unknown" ? unknown : { state: "value", value: Math.max(0, ...known) };
}

function lockOf(configuration: Reader): Read<number> {
  const retention = configuration.at("rule", "defaultRetention");
  const mode = retention.at("mode").filledText();
  if (mode.state === "unknown") return mode;
  if (mode.state === "absent" || mode.value !== "COMPLIANCE") return { state: "value", value: 0 };
  const days = retention.at("days").number();
  if (days.state !== "absent") return days;
  const years = orDefault(retention.at("years").number(), 0);
  return years.state === "unknown"
    ? years
    : { state: "value", value: Math.ceil(years.value * DAYS_PER_CALENDAR_YEAR) };
}

/** What an undetermined outcome says that it does not know. */
export function asUnknown(doubt: Undetermined): Unknown {
  return { state: "unknown", path: doubt.property, why: doubt.why };
}
