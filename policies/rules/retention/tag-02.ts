import {
  combineRetention,
  isRecordClass,
  retentionFault,
  type RecordClass,
} from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import {
  CLASSIFICATION_TAG,
  classificationOf,
  NO_RECORDS,
  RECORD_CLASS_TAG,
  recordClassOf,
} from "../../evaluation/tags";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { PLAN, planRulesOf } from "./backup-plans";
import { asUnknown, BUCKET } from "./buckets";
import { lifecyclePlace, rulesOfSetting } from "./lifecycle";
import { LOG_GROUP, PERIOD } from "./log-groups";
import { classificationFor, isClassification, isWeaker } from "./tag-values";

/** What the classification alone says of the time: personal data is kept as security logs are, at most. */
const PERSONAL: RecordClass = "gdpr-security-log";

export const tagsAgreeWithRetention: StackRule = {
  id: "TAG-02",
  slug: "tags-agree-with-retention",
  title: "record-class and data-classification agree with the configured retention",
  severity: "high",
  types: [
    "aws:s3/bucket:Bucket",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:backup/plan:Plan",
    "aws:dynamodb/table:Table",
  ],
  controls: {
    soc2: ["C1.1", "C1.2"],
    pci: ["3.2.1", "10.5.1"],
    gdpr: ["5(1)(e)", "5(2)", "30(1)(f)"],
    iso27001: ["A.5.33", "A.5.12"],
    sec17a4: ["17a-4(a)", "17a-4(b)", "17a-4(c)"],
  },
  url: "https://gdpr-info.eu/art-5-gdpr/",
  remediation:
    "Give the store the classification of its record class or a stricter one, and the retention that the class has; split stores whose laws contradict each other.",
  scope: "stack",
  siblings: [lifecyclePlace.sibling],
  check(resource, stack) {
    const tag = recordClassOf(resource);
    const classification = classificationOf(resource);
    for (const read of [tag, classification]) if (read.state === "unknown") return undetermined(read);
    if (tag.state !== "value" || tag.value === NO_RECORDS || !isRecordClass(tag.value)) {
      return notApplicable("it claims no record class");
    }
    const care = classification.state === "value" ? judgeCare(tag.value, classification.value) : pass;
    return allOf([care, ...judgePeriods(resource, tag.value, stack)]);
  },
};

function judgeCare(recordClass: RecordClass, classification: string): Outcome {
  if (!isClassification(classification)) return pass;
  const needed = classificationFor(recordClass);
  if (isWeaker(classification, needed)) {
    return violation("weaker-classification", {
      message: `tag '${CLASSIFICATION_TAG}' is '${classification}', but records of class ${recordClass} are ${needed}`,
      fix: `set the tag '${CLASSIFICATION_TAG}' to ${needed}`,
      property: `tags["${CLASSIFICATION_TAG}"]`,
    });
  }
  const combined = classification === "personal" ? combineRetention([recordClass, PERSONAL]) : undefined;
  if (combined === undefined || combined.ok) return pass;
  const conflict = combined.conflicts.find(
    ({ minimumOf, maximumOf }) => minimumOf === recordClass && maximumOf === PERSONAL,
  );
  if (conflict === undefined) return pass;
  return violation("conflict", {
    message: `the tags contradict each other: ${conflict.message}`,
    fix: `keep personal data apart, or set the tag '${CLASSIFICATION_TAG}' to ${needed} where it holds none`,
    property: `tags["${CLASSIFICATION_TAG}"]`,
  });
}

/** A time that was found, and where. */
interface Period {
  readonly days: Read<number>;
  readonly property: string;
  readonly related?: string | undefined;
}

function judgePeriods(resource: Resource, recordClass: RecordClass, stack: Stack): readonly Outcome[] {
  const outcomes = periodsOf(resource, stack).map((period) => judgePeriod(period, recordClass));
  return unlessTrial(resource, outcomes, NO_RECORDS_IN_TRIAL);
}

/** How long a store keeps what it holds, as far as its stack says. */
function periodsOf(resource: Resource, stack: Stack): readonly Period[] {
  switch (resource.type) {
    case LOG_GROUP:
      return [{ days: forEverIfZero(resource.inputs.at(PERIOD).number()), property: PERIOD }];
    case BUCKET:
      return bucketPeriods(resource, stack);
    case PLAN:
      return planPeriods(resource);
    default:
      return [];
  }
}

function forEverIfZero(days: Read<number>): Read<number> {
  const forEver = days.state === "absent" || (days.state === "value" && days.value === 0);
  return forEver ? { state: "value", value: Number.POSITIVE_INFINITY } : days;
}

/** What expires for the whole bucket; parts of it are RET-S3-06's business. */
function bucketPeriods(bucket: Resource, stack: Stack): readonly Period[] {
  const { found, doubts } = settingsOf(bucket, stack, lifecyclePlace);
  const open = doubts.map((doubt) => ({
    days: asUnknown(doubt),
    property: doubt.property,
    related: doubt.related,
  }));
  const known = found.flatMap((setting) => {
    const at = { property: "rules", ...(setting.related !== undefined && { related: setting.related }) };
    const rules = rulesOfSetting(setting);
    if (rules.state === "unknown") return [{ days: rules, ...at }];
    return rules.value.flatMap(({ enabled, wholeBucket, expireAfterDays, path }): readonly Period[] => {
      const applies = [enabled, wholeBucket];
      if (expireAfterDays.state === "absent") return [];
      if (applies.some((read) => read.state === "absent" || (read.state === "value" && !read.value)))
        return [];
      const open = applies.find((read) => read.state === "unknown");
      const days = open?.state === "unknown" ? open : expireAfterDays;
      return [{ days, ...at, property: `${path}.expiration.days` }];
    });
  });
  return [...known, ...open];
}

/** The backups that are kept longest. */
function planPeriods(plan: Resource): readonly Period[] {
  const rules = planRulesOf(plan.inputs);
  if (rules.state === "unknown") return [{ days: rules, property: "rules" }];
  const kept = rules.value.map(({ deleteAfter }) => deleteAfter);
  const unknown = kept.find((read) => read.state === "unknown");
  if (unknown?.state === "unknown") return [{ days: unknown, property: "rules" }];
  if (kept.length === 0) return [];
  const days = Math.max(
    ...kept.map((read) => (read.state === "value" ? read.value : Number.POSITIVE_INFINITY)),
  );
  return [{ days: { state: "value", value: days }, property: "rules" }];
}

function judgePeriod({ days, property, related }: Period, recordClass: RecordClass): Outcome {
  if (days.state === "unknown") return undetermined(days, related);
  if (days.state === "absent") return pass;
  const fault = retentionFault(recordClass, days.value);
  if (fault === undefined || (fault.bound === "life-of-enterprise" && !Number.isFinite(days.value)))
    return pass;
  const kept = Number.isFinite(days.value) ? `${days.value} days` : "for ever";
  const limit = fault.limit === undefined ? "" : ` of ${fault.limit} days`;
  return violation("retention", {
    message: `tag '${RECORD_CLASS_TAG}' is '${recordClass}', but what it names is kept ${kept}: that breaks the ${fault.bound}${limit} (${fault.source})`,
    fix: `set ${property} to a time that the class allows, or the tag to what the store holds`,
    property,
    ...(related !== undefined && { related }),
  });
}
