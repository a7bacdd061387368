import { effectiveRetention, retentionRules, type RecordClass } from "../../content/retention";
import { days, type Days } from "../../content/units";

/** How the objects of one bucket age. */
export interface ObjectLifecycle {
  /** Days until the current version ends; undefined where only a legal hold ends it. */
  readonly expireAfterDays?: Days;
  /** Days that a replaced or deleted version is kept. */
  readonly keepReplacedDays: Days;
  /** Storage class to which objects move when they are no longer hot, and when; absent where it would not pay. */
  readonly transition?: {
    readonly afterDays: Days;
    readonly storageClass: "GLACIER_IR" | "INTELLIGENT_TIERING";
  };
  /** Days that every object version is locked; undefined for a bucket without a lock. */
  readonly lockDays?: Days;
}

/** A month to notice that something was deleted or overwritten by mistake. */
export const KEEP_REPLACED_DAYS = days(30);
/** Where a law sets a maximum, the time to notice a mistake counts against it: one week. */
export const KEEP_REPLACED_WITH_MAXIMUM_DAYS = days(7);
/** Glacier Instant Retrieval and the tiers of Intelligent-Tiering pay only for objects that stay at least 90 days more. */
export const SHORTEST_COLD_DAYS = 90;
/** Parts of uploads that were never finished are invisible and paid for. */
export const ABORT_UPLOAD_AFTER_DAYS = 7;

/**
 * How objects of a record class age: when they move to a colder storage class, when they end, how long they are locked. Nothing ends
 * before the class's minimum nor lives beyond its maximum, replaced versions included.
 * @param override days that the stack keeps the class; checked against minimum and maximum
 * @param locked whether the bucket is locked; without effect for classes that must not be
 */
export function objectLifecycle(recordClass: RecordClass, locked: boolean, override?: Days): ObjectLifecycle {
  const rule = retentionRules[recordClass];
  const retain = effectiveRetention(recordClass, override);
  const lock = locked && rule.immutability === "compliance-lock";
  const keepReplaced = keepReplacedDays(recordClass, retain, lock);
  return {
    ...(retain === undefined ? {} : { expireAfterDays: expireAfter(retain, keepReplaced, rule.maximumDays) }),
    keepReplacedDays: keepReplaced,
    ...transitionOf(recordClass, retain),
    ...(lock && retain !== undefined ? { lockDays: retain } : {}),
  };
}

/**
 * A lock keeps replaced versions by itself, whatever the lifecycle says. Without it, a replaced version of a record that must be kept is
 * kept as long as the record, or for what its maximum leaves.
 */
function keepReplacedDays(recordClass: RecordClass, retain: Days | undefined, locked: boolean): Days {
  const { immutability, maximumDays } = retentionRules[recordClass];
  const asRecord = !locked && immutability !== "none" && retain !== undefined;
  if (maximumDays === undefined) return asRecord ? retain : KEEP_REPLACED_DAYS;
  if (!asRecord) return KEEP_REPLACED_WITH_MAXIMUM_DAYS;
  return days(Math.max(Math.min(retain, maximumDays - retain), KEEP_REPLACED_WITH_MAXIMUM_DAYS));
}

/** What S3 expires becomes a replaced version first: both times together stay within the maximum. */
function expireAfter(retain: Days, keepReplaced: Days, maximum: Days | undefined): Days {
  return maximum === undefined ? retain : days(Math.min(retain, maximum - keepReplaced));
}

function transitionOf(
  recordClass: RecordClass,
  retain: Days | undefined,
): Pick<ObjectLifecycle, "transition"> {
  const { hotDays, minimumDays } = retentionRules[recordClass];
  if (retain !== undefined && retain < hotDays + SHORTEST_COLD_DAYS) return {};
  // Records are read rarely and must answer at once when they are; what nobody has to keep is tiered by how often it is read.
  const storageClass = minimumDays === 0 ? "INTELLIGENT_TIERING" : "GLACIER_IR";
  return { transition: { afterDays: hotDays, storageClass } };
}
