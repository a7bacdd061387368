import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read } from "../../evaluation/reader";
import type { Bound } from "../../evaluation/record-class";
import type { Setting } from "../../evaluation/setting";
import { rulesOfSetting, type LifecycleRule } from "./lifecycle";

/**
 * Judges whether everything in a bucket is gone by the maximum: one rule for the whole bucket has to delete it. An object that expires
 * becomes a replaced version, which is gone only when that is deleted, too: both times count together.
 */
export function judgeMaximum(settings: readonly Setting[], maximum: Bound): Outcome {
  const answers = settings.flatMap((setting): readonly Ends[] => {
    const rules = rulesOfSetting(setting);
    return rules.state === "unknown" ? [rules] : rules.value.map(endsAfter);
  });
  const known = answers.flatMap((answer) => (answer.state === "value" ? answer.value : []));
  if (known.some((days) => days <= maximum.days)) return pass;
  const unknown = answers.find((answer) => answer.state === "unknown");
  if (unknown?.state === "unknown") return undetermined(unknown);
  const limit = `at most ${maximum.days} days are allowed (${maximum.source})`;
  const soonest = Math.min(...known);
  return known.length === 0
    ? violation("kept-for-ever", {
        message: `no enabled rule for the whole bucket deletes what is in it; ${limit}`,
        fix: `add an enabled rule without a filter whose expiration.days and noncurrentVersionExpiration together make ${maximum.days} days or less`,
        property: "rules",
      })
    : violation("kept-too-long", {
        message: `what is in the bucket is gone after ${soonest} days, replaced versions included; ${limit}`,
        fix: `set expiration.days and noncurrentVersionExpiration so that together they make ${maximum.days} days or less`,
        property: "rules",
      });
}

type Ends = Read<number>;

/** Days after which a rule has deleted an object and its versions; absent where it never deletes all of them. */
function endsAfter(rule: LifecycleRule): Ends {
  const never = { state: "absent" } as const;
  const { enabled, wholeBucket, expireAfterDays, noncurrentExpireAfterDays } = rule;
  for (const read of [enabled, wholeBucket]) if (read.state === "value" && !read.value) return never;
  if (enabled.state === "absent" || expireAfterDays.state === "absent") return never;
  for (const read of [enabled, wholeBucket, expireAfterDays]) if (read.state === "unknown") return read;
  const replaced = orDefault(noncurrentExpireAfterDays, Number.POSITIVE_INFINITY);
  if (replaced.state === "unknown") return replaced;
  const days = (expireAfterDays.state === "value" ? expireAfterDays.value : 0) + replaced.value;
  return Number.isFinite(days) ? { state: "value", value: days } : never;
}
