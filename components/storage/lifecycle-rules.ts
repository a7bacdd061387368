import type { ExpiredBy } from "../../content/buckets";
import type { CombinedRetention } from "../../content/retention";
import { days, type Days } from "../../content/units";

/** How the objects of one bucket age. */
export interface ObjectLifecycle {
  /**
   * Days until S3 ends the current version; undefined where its owner does, or only a legal hold. Where a law sets a maximum, S3 also ends
   * what the owner has forgotten.
   */
  readonly expireAfterDays?: Days;
  /** Days after which the owner has to delete what S3 does not; undefined where S3 does, or nothing ends it. */
  readonly ownerDeletesAfterDays?: Days;
  /** Days that a replaced or deleted version is kept; undefined where only a legal hold ends it. */
  readonly keepReplacedDays?: Days;
  /** Storage class to which objects move when they are no longer hot, and when; absent where it would not pay. */
  readonly transition?: {
    readonly afterDays: Days;
    readonly storageClass: "GLACIER_IR" | "INTELLIGENT_TIERING";
  };
  /** Days that every object version is locked; undefined for a bucket without a lock. */
  readonly lockDays?: Days;
}

/** How a bucket wants its objects to age, where its record classes leave a choice. */
export interface LifecycleWishes {
  /** Whether anything may be locked: not in a stack that has to be deletable. */
  readonly mayLock: boolean;
  /**
   * `as-classes-ask` locks if one of the classes asks for it; `minimum` locks classes that do not ask for it, too, for their minimum.
   * @default "as-classes-ask"
   */
  readonly lock?: "as-classes-ask" | "minimum";
  /** @default "lifecycle" */
  readonly expiredBy?: ExpiredBy;
}

/** A month to notice that something was deleted or overwritten by mistake. */
export const KEEP_REPLACED_DAYS = days(30);
/** Where a law sets a maximum, the time to notice a mistake counts against it: one week. */
export const KEEP_REPLACED_WITH_MAXIMUM_DAYS = days(7);
/**
 * The shortest time that S3 keeps a replaced version. In a versioned bucket what expires is hidden first and deleted a day later: this
 * day is the deletion itself.
 */
export const SHORTEST_REPLACED_DAYS = days(1);
/** Glacier Instant Retrieval and the tiers of Intelligent-Tiering pay only for objects that stay at least 90 days more. */
export const SHORTEST_COLD_DAYS = 90;
/** Parts of uploads that were never finished are invisible and paid for. */
export const ABORT_UPLOAD_AFTER_DAYS = 7;

/**
 * How the objects of a bucket age: when they move to a colder storage class, when they end, how long they are locked. No object expires
 * before the minimum, and none outlives the maximum, replaced versions included; where minimum and maximum are the same day, what expires
 * then is gone on the next, as S3 knows no shorter way.
 * @param retention what holds for all classes in the bucket
 */
export function objectLifecycle(
  retention: CombinedRetention,
  { mayLock, lock = "as-classes-ask", expiredBy = "lifecycle" }: LifecycleWishes,
): ObjectLifecycle {
  const { retainDays } = retention;
  const lockDays = mayLock ? lockDaysOf(retention, lock) : undefined;
  const keepReplaced = keepReplacedDays(retention, lockDays !== undefined);
  const end = retainDays === undefined ? undefined : endOf(retention, retainDays, keepReplaced);
  return {
    ...(end === undefined
      ? {}
      : expiredBy === "owner"
        ? { ownerDeletesAfterDays: end, ...backstop(retention, keepReplaced) }
        : { expireAfterDays: end }),
    ...(keepReplaced === undefined ? {} : { keepReplacedDays: keepReplaced }),
    ...transitionOf(retention, expiredBy),
    ...(lockDays === undefined ? {} : { lockDays }),
  };
}

/** The owner may be broken for months, and the maximum holds all the same. */
function backstop(
  retention: CombinedRetention,
  keepReplaced: Days | undefined,
): Pick<ObjectLifecycle, "expireAfterDays"> {
  const { maximumDays } = retention;
  return maximumDays === undefined ? {} : { expireAfterDays: endOf(retention, maximumDays, keepReplaced) };
}

/** What no number of days ends has no days of a lock either: legal holds keep it. */
function lockDaysOf(
  { immutability, minimumDays, maximumDays, retainDays }: CombinedRetention,
  lock: NonNullable<LifecycleWishes["lock"]>,
): Days | undefined {
  if (immutability === "compliance-lock") return retainDays;
  if (lock === "as-classes-ask") return undefined;
  if (maximumDays !== undefined || minimumDays === "life-of-enterprise" || minimumDays === 0) {
    throw new RangeError(
      "a lock for the minimum should be asked for only where there is a minimum and no maximum: what has to be deletable in time cannot be locked",
    );
  }
  return minimumDays;
}

/**
 * A lock keeps replaced versions by itself, whatever the lifecycle says. Without it, a replaced version of a record that must be kept is
 * kept as long as the record, or for what its maximum leaves.
 */
function keepReplacedDays(
  { minimumDays, maximumDays, retainDays, immutability }: CombinedRetention,
  locked: boolean,
): Days | undefined {
  if (minimumDays === "life-of-enterprise") return undefined;
  const asRecord = !locked && immutability !== "none" ? retainDays : undefined;
  if (maximumDays === undefined) return asRecord ?? KEEP_REPLACED_DAYS;
  const wanted = Math.min(asRecord ?? 0, maximumDays - (retainDays ?? 0));
  // The minimum comes first: what it leaves of the maximum is all the time there is for mistakes.
  const left = Math.max(maximumDays - minimumDays, SHORTEST_REPLACED_DAYS);
  return days(Math.min(Math.max(wanted, KEEP_REPLACED_WITH_MAXIMUM_DAYS), left));
}

/** What expires becomes a replaced version first: both times together stay within the maximum, if the minimum leaves room. */
function endOf(
  { minimumDays, maximumDays }: CombinedRetention,
  retain: Days,
  keepReplaced: Days | undefined,
): Days {
  if (maximumDays === undefined) return retain;
  const shortest = minimumDays === "life-of-enterprise" ? retain : minimumDays;
  return days(Math.max(shortest, Math.min(retain, maximumDays - (keepReplaced ?? 0))));
}

function transitionOf(
  { hotDays, minimumDays, retainDays }: CombinedRetention,
  expiredBy: ExpiredBy,
): Pick<ObjectLifecycle, "transition"> {
  if (hotDays === 0 || (retainDays !== undefined && retainDays < hotDays + SHORTEST_COLD_DAYS)) return {};
  // Records are read rarely and must answer at once when they are. What nobody has to keep is tiered by how often it is read; so is what
  // its owner may delete any day, for which Glacier charges 90 days whatever happens.
  const storageClass = minimumDays === 0 || expiredBy === "owner" ? "INTELLIGENT_TIERING" : "GLACIER_IR";
  return { transition: { afterDays: hotDays, storageClass } };
}
