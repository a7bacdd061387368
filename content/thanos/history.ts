import { effectiveRetention, retentionRules, type RetentionOverrides } from "../retention";
import { days, type Days } from "../units";

/** How long Receive keeps the present at the hub, hours. History beyond comes from blocks, which are there after three. */
export const PRESENT_HOURS = 48;

/** How many copies of each sample Receive keeps; two of them have to be written before it says so. */
export const REPLICATION_FACTOR = 3;

/**
 * How long the compactor leaves a block that it has merged into a larger one, days. Readers may still hold it; and as long as it is there,
 * the replicator sees that it has been copied, and does not copy it again.
 */
export const DELETE_DELAY = days(7);

/**
 * How far back the replicator looks for blocks to copy, days: how long the way to the hub's bucket may be broken before somebody has to ask
 * for older ones by hand. Shorter than {@link DELETE_DELAY}, or it would bring back what the compactor has merged and deleted.
 */
export const REPLICATION_WINDOW = days(6);

/** How long a spoke keeps the blocks that it copies to the hub, days: longer than the window, so that none goes before it was copied. */
export const SPOKE_BLOCKS = days(14);

/** How long blocks of each resolution are kept. */
export interface BlockRetention {
  readonly raw: Days;
  readonly fiveMinutes: Days;
  readonly hour: Days;
}

/** Ages at which the compactor makes the next coarser blocks: with a shorter retention there would be none. Source: Thanos, "Compactor". */
const DOWNSAMPLED_TO_HOURS_AFTER = days(10);

/**
 * From the retention table: everything for as long as metrics are kept, in full only for the time in which a search has to answer at once.
 * Beyond it a graph over months needs no sample of every half minute.
 */
export function blockRetention(overrides: RetentionOverrides = {}): BlockRetention {
  const whole = effectiveRetention("metrics-operational", overrides["metrics-operational"]);
  if (whole === undefined) throw new Error("metrics are kept for a time, and the retention table gives none");
  const { hotDays } = retentionRules["metrics-operational"];
  const raw = whole < hotDays ? whole : hotDays;
  return { raw, fiveMinutes: whole, hour: whole };
}

/** Whether blocks live long enough to become coarser before they go. */
export function reachesCoarsest({ raw, fiveMinutes }: BlockRetention): boolean {
  return raw >= days(2) && fiveMinutes >= DOWNSAMPLED_TO_HOURS_AFTER;
}
