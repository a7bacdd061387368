declare const unit: unique symbol;

/** A number that says its unit in its type. It is a plain number at run time and can be used wherever a number is asked for. */
type Measured<Unit extends string> = number & { readonly [unit]: Unit };

/** A number of whole days. */
export type Days = Measured<"days">;

export const SECONDS_PER_DAY = 86_400;

/** As long as AWS's own calculations of prices take a month. */
export const DAYS_A_MONTH = 30.4;

/**
 * Says that a number counts days.
 * @throws RangeError if it is not a whole number of zero or more
 */
export function days(count: number): Days {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`${count} is not a number of days: a whole number of 0 or more is`);
  }
  return count as Days;
}
