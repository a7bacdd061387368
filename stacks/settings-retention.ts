import { z } from "zod";
import { recordClasses, retentionRules, type RecordClass } from "../content/retention";
import { days, type Days } from "../content/units";
import { setting } from "./settings-describe";

/** The longest period anybody may set: S3 Object Lock takes no more than a hundred years. */
const LONGEST_RETENTION_DAYS = 36_500;

/** The class that no number of days ends. */
type WithoutEnd = "sec-17a4-d";

type Period = z.ZodPrefault<z.ZodType<Days, number>>;
type Nothing = z.ZodOptional<z.ZodNever>;
type Shape = Record<Exclude<RecordClass, WithoutEnd>, Period> & Record<WithoutEnd, Nothing>;

const shape = Object.fromEntries(recordClasses.map((recordClass) => [recordClass, period(recordClass)]));

/** Group `retention`: days per record class, filled in from the retention table where a stack says nothing. */
export const retentionSettings = setting(z.strictObject(shape as Shape).prefault({}), {
  meaning:
    "Days for which records of a class are kept. Never below the legal minimum, never above the maximum; the defaults are those of the retention table.",
});

function period(recordClass: RecordClass): Period | Nothing {
  const {
    covers,
    source,
    minimumDays,
    minimumSource,
    maximumDays,
    maximumSource,
    defaultDays,
    immutability,
  } = retentionRules[recordClass];
  if (minimumDays === "life-of-enterprise") {
    return setting(z.never().optional(), {
      meaning: `${covers}. Kept under legal hold: no number of days ends it. ${source}`,
      allowed: `nothing: no number of days ends such records (${minimumSource})`,
    });
  }
  const shortest = Math.max(minimumDays, 1);
  const schema: z.ZodType<Days, number> = z
    .int()
    .min(shortest)
    .max(maximumDays ?? LONGEST_RETENTION_DAYS)
    .transform(days);
  return setting(schema.prefault(defaultDays ?? shortest), {
    meaning: `${covers}. ${source}`,
    unit: "days",
    reasons: { minimum: minimumSource, maximum: maximumSource },
    cost: "Storage, for as long as it is kept.",
    changing:
      immutability === "compliance-lock"
        ? "Longer: new objects are locked for longer. Shorter: counts for new objects only, what is locked stays locked."
        : "Longer: updated in place, what has expired stays gone. Shorter: older records are deleted within a day or two.",
  });
}
