import { effectiveRetention, type RetentionOverrides } from "../retention";
import { days, type Days } from "../units";
import { type LogClass, ruleOf } from "./streams";

/** An index takes records for a day at most; its age counts from the end of that day. */
export const ROLLOVER_DAYS = days(1);
/** Days for which hot nodes, on which everything is written, keep an index: most searches ask for less. */
const HOT_DAYS = days(3);
/** Longest time for which snapshots reach back: a mistake that is made on a Friday is seen in the week after. */
const LONGEST_SNAPSHOT_DAYS = 7;
/** The part of the whole time that snapshots may have, where the time is short. */
const SNAPSHOTS_SHARE = 4;
/** ILM looks every ten minutes, snapshots are cleaned every hour, and what is deleted takes its time. */
const SLACK_DAYS = 1;

/** The shortest time that the store can keep anything for. */
export const SHORTEST_LIFETIME = days(ROLLOVER_DAYS + SLACK_DAYS);

/** How long a class of logs stays where. Ages of an index count from the end of its writing. */
export interface LogLifetime {
  /** Age at which an index moves to warm nodes; undefined where it is deleted before. */
  readonly warmAfter: Days | undefined;
  /** Age at which an index moves to cold nodes; undefined where it is deleted before. */
  readonly coldAfter: Days | undefined;
  /** Age at which an index is deleted. */
  readonly deleteAfter: Days;
  /** How long a snapshot is kept; 0: there are none. */
  readonly snapshotDays: Days;
  /** The longest that a record can be there, in an index and then in a snapshot. */
  readonly longest: Days;
}

/**
 * Lifetimes from the retention table. A snapshot brings back what was in an index when it was taken: index and snapshots together stay
 * within the class's time, so that what had to go is gone from both. Every tier answers searches at once; the table's "hot" days are those
 * before the cold nodes.
 * @throws RangeError if the time is so short, or minimum and maximum so close, that there is no room for an index between them
 */
export function lifetimeOf(logClass: LogClass, overrides: RetentionOverrides = {}): LogLifetime {
  const { recordClass, minimumDays, maximumDays, hotDays } = ruleOf(logClass);
  const period = effectiveRetention(recordClass, overrides[recordClass]);
  if (period === undefined || minimumDays === "life-of-enterprise") {
    throw new RangeError(
      `${recordClass} never ends: the log store deletes, and cannot hold it; keep it in a bucket`,
    );
  }
  const snapshotDays = days(Math.min(LONGEST_SNAPSHOT_DAYS, Math.floor(period / SNAPSHOTS_SHARE)));
  const aside = ROLLOVER_DAYS + snapshotDays + SLACK_DAYS;
  const age = Math.max(minimumDays, period - aside);
  const longest = age + aside;
  if (period < SHORTEST_LIFETIME || longest > (maximumDays ?? longest)) {
    throw new RangeError(
      `${recordClass}: ${period} days leave no room in the log store, which writes an index for ${ROLLOVER_DAYS} day, keeps snapshots for ${snapshotDays} and takes ${SLACK_DAYS} to delete; keep the class for at least ${Math.max(minimumDays, SHORTEST_LIFETIME)} days`,
    );
  }
  const deleteAfter = days(age);
  const before = (wanted: Days): Days | undefined => (wanted < deleteAfter ? wanted : undefined);
  return {
    warmAfter: before(HOT_DAYS),
    coldAfter: before(hotDays),
    deleteAfter,
    snapshotDays,
    longest: days(longest),
  };
}

/** Days for which a record is on each tier. */
export function daysOnTiers({
  warmAfter,
  coldAfter,
  deleteAfter,
}: LogLifetime): Record<"hot" | "warm" | "cold", number> {
  const coldFrom = coldAfter ?? deleteAfter;
  const warmFrom = warmAfter ?? coldFrom;
  return {
    hot: ROLLOVER_DAYS + warmFrom,
    warm: coldFrom - warmFrom,
    cold: deleteAfter - coldFrom,
  };
}
