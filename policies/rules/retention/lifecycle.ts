import { orDefault, type Read, type Reader } from "../../evaluation/reader";
import type { Setting, SettingPlace } from "../../evaluation/setting";
import { LIFECYCLE } from "./buckets";

export const lifecyclePlace: SettingPlace = {
  sibling: LIFECYCLE,
  property: "bucket",
  inline: "lifecycleRules",
};

/** One rule of a bucket's lifecycle, in whichever of the two spellings it is written. */
export interface LifecycleRule {
  readonly path: string;
  readonly enabled: Read<boolean>;
  /** Whether it applies to every object of the bucket. */
  readonly wholeBucket: Read<boolean>;
  readonly abortAfterDays: Read<number>;
  /** Days until an object expires; `date` where that is a day in the calendar. */
  readonly expireAfterDays: Read<number>;
  readonly expireDate: Read<string>;
  readonly noncurrentExpireAfterDays: Read<number>;
  readonly transitions: Read<readonly Transition[]>;
}

export interface Transition {
  readonly path: string;
  readonly days: Read<number>;
  readonly storageClass: Read<string>;
}

type Known<T> = Exclude<Read<T>, { readonly state: "absent" }>;

/** The rules of a `BucketLifecycleConfiguration`. */
export function lifecycleRulesOf(inputs: Reader): Known<readonly LifecycleRule[]> {
  const rules = orDefault(inputs.at("rules").list(), []);
  return rules.state === "unknown" ? rules : { state: "value", value: rules.value.map(ruleOf) };
}

/** The rules inside a bucket, as old programs have them. */
function inlineLifecycleRulesOf(rules: Reader): Known<readonly LifecycleRule[]> {
  const list = orDefault(rules.list(), []);
  return list.state === "unknown" ? list : { state: "value", value: list.value.map(inlineRuleOf) };
}

function ruleOf(rule: Reader): LifecycleRule {
  const status = rule.at("status").filledText();
  return {
    path: rule.path,
    enabled: status.state === "value" ? { state: "value", value: status.value === "Enabled" } : status,
    wholeBucket: isUnfiltered([
      rule.at("prefix"),
      ...["prefix", "tag", "objectSizeGreaterThan", "objectSizeLessThan"].map((name) =>
        rule.at("filter", name),
      ),
      ...["prefix", "tags", "objectSizeGreaterThan", "objectSizeLessThan"].map((name) =>
        rule.at("filter", "and", name),
      ),
    ]),
    abortAfterDays: rule.at("abortIncompleteMultipartUpload", "daysAfterInitiation").number(),
    expireAfterDays: positive(rule.at("expiration", "days").number()),
    expireDate: rule.at("expiration", "date").filledText(),
    noncurrentExpireAfterDays: rule.at("noncurrentVersionExpiration", "noncurrentDays").number(),
    transitions: transitionsOf(rule),
  };
}

function inlineRuleOf(rule: Reader): LifecycleRule {
  return {
    path: rule.path,
    enabled: rule.at("enabled").flag(),
    wholeBucket: isUnfiltered([rule.at("prefix"), rule.at("tags")]),
    abortAfterDays: rule.at("abortIncompleteMultipartUploadDays").number(),
    expireAfterDays: positive(rule.at("expiration", "days").number()),
    expireDate: rule.at("expiration", "date").filledText(),
    noncurrentExpireAfterDays: rule.at("noncurrentVersionExpiration", "days").number(),
    transitions: transitionsOf(rule),
  };
}

function transitionsOf(rule: Reader): Read<readonly Transition[]> {
  const list = rule.at("transitions").list();
  if (list.state !== "value") return list;
  const value = list.value.map((transition) => ({
    path: transition.path,
    days: transition.at("days").number(),
    storageClass: transition.at("storageClass").filledText(),
  }));
  return { state: "value", value };
}

/** The provider writes 0 where an expiration is about delete markers only. */
function positive(days: Read<number>): Read<number> {
  return days.state === "value" && days.value === 0 ? { state: "absent" } : days;
}

/** Whether none of the conditions of a filter is set; an empty prefix is none. */
function isUnfiltered(conditions: readonly Reader[]): Read<boolean> {
  let unknown: Read<boolean> | undefined;
  for (const condition of conditions) {
    if (condition.state === "absent") continue;
    const text = condition.filledText();
    if (
      text.state === "value" ||
      (text.state === "unknown" && condition.state === "value" && !isEmpty(condition))
    )
      return { state: "value", value: false };
    if (condition.state === "unknown" && text.state === "unknown") unknown ??= text;
  }
  return unknown ?? { state: "value", value: true };
}

/** Whether an object has nothing in it. */
function isEmpty(place: Reader): boolean {
  const fields = place.fields();
  const list = place.list();
  return (
    (fields.state === "value" && fields.value.length === 0) ||
    (list.state === "value" && list.value.length === 0)
  );
}

/** The rules of a lifecycle, wherever it stands. */
export function rulesOfSetting({ at, isInline }: Setting): Known<readonly LifecycleRule[]> {
  return isInline ? inlineLifecycleRulesOf(at) : lifecycleRulesOf(at);
}
