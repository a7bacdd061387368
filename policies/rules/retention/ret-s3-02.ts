import { isRecordClass, recordClasses, retentionRules, type RecordClass } from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import { NO_RECORDS, RECORD_CLASS_TAG, recordClassOf, trialOf } from "../../evaluation/tags";

const BUCKET = "aws:s3/bucket:Bucket";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
/** The lock inside the bucket, as old programs have it. */
const INLINE = "objectLockConfiguration";

/** The only mode that nobody, not even the root user, can shorten: 17 CFR 240.17a-4(f)(2)(i)(B) asks for no less. */
const COMPLIANCE = "COMPLIANCE";

/** Days of a calendar year on average; a lock of six years lasts 2192 days, as the record rules count them. */
const DAYS_PER_CALENDAR_YEAR = 365.25;

/** The record classes whose law asks for storage that cannot be rewritten. */
const lockedClasses: readonly RecordClass[] = recordClasses.filter(
  (recordClass) => retentionRules[recordClass].immutability === "compliance-lock",
);

/** The class by which a bucket is judged that does not say what it holds: it may hold anything, also what must be kept longest. */
const STRICTEST: RecordClass = lockedClasses.reduce((strictest, candidate) =>
  minimumOf(candidate) > minimumOf(strictest) ? candidate : strictest,
);

export const lockedRecordsCannotBeShortened: StackRule = {
  id: "RET-S3-02",
  slug: "object-lock-keeps-records-long-enough",
  title: "Object Lock default retention is COMPLIANCE mode for at least the class minimum",
  severity: "critical",
  scope: "stack",
  types: [BUCKET, LOCK],
  siblings: [],
  recordClasses: lockedClasses,
  controls: {
    soc2: ["C1.1"],
    pci: ["10.5.1", "10.3.2"],
    gdpr: ["5(1)(e)"],
    iso27001: ["A.5.33"],
    sec17a4: ["17a-4(a)", "17a-4(b)", "17a-4(c)", "17a-4(f)(2)(i)(B)", "4511(b)", "4511(c)"],
  },
  remediation:
    "Give the bucket a BucketObjectLockConfiguration with a default retention in COMPLIANCE mode for at least the minimum of its record class.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
  check(resource, stack) {
    return resource.type === BUCKET ? judgeBucket(resource, stack) : judgeStray(resource, stack);
  },
};

/** What a lock has to hold, and how to speak of it. */
interface Demand {
  /** Shortest default retention in days; undefined where a legal hold, not a date, ends it. */
  readonly days: number | undefined;
  /** The record class and its law, or why the strictest is asked for. */
  readonly because: string;
}

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const tag = recordClassOf(bucket);
  if (tag.state === "unknown") return [undetermined(tag)];
  if (tag.state === "absent")
    return judgeLock(bucket, stack, unclassified("the bucket has no tag 'record-class'"));
  if (tag.value === NO_RECORDS) return [notApplicable("its tag says that it holds no records")];
  if (!isRecordClass(tag.value)) {
    return [
      violation("unknown-class", {
        message: `tag 'record-class' is '${tag.value}'; one of ${[...recordClasses, NO_RECORDS].join(", ")} is expected`,
        fix: "tag the bucket with the class of the records that it holds",
        property: `tags["${RECORD_CLASS_TAG}"]`,
      }),
    ];
  }
  const rule = retentionRules[tag.value];
  if (rule.immutability !== "compliance-lock") {
    return [notApplicable(`records of class ${tag.value} need no lock`)];
  }
  const trial = trialOf(bucket);
  if (trial.state === "value" && trial.value)
    return [notApplicable("it belongs to a trial, in which nothing may be a record")];
  const { minimumDays, minimumSource } = rule;
  const outcomes = judgeLock(bucket, stack, {
    days: minimumDays === "life-of-enterprise" ? undefined : minimumDays,
    because: `${tag.value}${minimumSource === undefined ? "" : `, ${minimumSource}`}`,
  });
  // Whether it matters depends on a tag that is not known yet.
  return trial.state === "unknown" && outcomes.some(({ kind }) => kind === "violation")
    ? [undetermined(trial)]
    : outcomes;
}

/** A lock whose bucket is not in this stack is judged on its own; else it is the bucket's business. */
function judgeStray(lock: Resource, stack: Stack): readonly Outcome[] {
  return judgedAlone(lock, stack, ["bucket", BUCKET], () =>
    judgeRetention(
      lock.inputs.at("rule", "defaultRetention"),
      unclassified("its bucket is not in this stack"),
    ),
  );
}

function judgeLock(bucket: Resource, stack: Stack, demand: Demand): readonly Outcome[] {
  const { certain, doubts } = stack.children(bucket, LOCK, "bucket");
  if (certain.length > 0) {
    return allOf(
      certain.flatMap(({ inputs, urn }) =>
        judgeRetention(inputs.at("rule", "defaultRetention"), demand, urn),
      ),
    );
  }
  const inline = bucket.inputs.at(INLINE);
  if (inline.state === "value") return judgeRetention(inline.at("rule", "defaultRetention"), demand);
  const read = inline.text();
  const undecided = [
    ...(read.state === "unknown" ? [undetermined(read)] : []),
    ...doubts.map(({ unknown, urn }) => undetermined(unknown, urn)),
  ];
  if (undecided.length > 0) return undecided;
  return [
    violation("no-lock", {
      message: `the bucket has no Object Lock configuration; ${demandOf(demand)}`,
      fix: `give it a BucketObjectLockConfiguration with ${wantedOf(demand)}`,
    }),
  ];
}

function judgeRetention(retention: Reader, demand: Demand, related?: string): readonly Outcome[] {
  return allOf([judgeMode(retention, demand, related), judgePeriod(retention, demand, related)].flat());
}

function judgeMode(retention: Reader, demand: Demand, related?: string): Outcome {
  const mode = retention.at("mode").filledText();
  if (mode.state === "unknown") return undetermined(mode, related);
  if (mode.state === "value" && mode.value === COMPLIANCE) return pass;
  // Records that a legal hold keeps need no default retention; one that can be bypassed would still be a false promise.
  if (mode.state === "absent" && demand.days === undefined) return pass;
  const found = mode.state === "absent" ? "missing" : `'${mode.value}'`;
  const why = mode.state === "absent" ? "" : ", which whoever has s3:BypassGovernanceRetention can lift";
  return violation("mode", {
    message: `the default retention's 'mode' is ${found}${why}; ${demandOf(demand)}`,
    fix: `set mode to ${COMPLIANCE}`,
    property: `${retention.path}.mode`,
    ...(related !== undefined && { related }),
  });
}

function judgePeriod(retention: Reader, demand: Demand, related?: string): readonly Outcome[] {
  if (demand.days === undefined) return [];
  const days = retention.at("days").number();
  const years = retention.at("years").number();
  const known = Math.max(
    days.state === "value" ? days.value : 0,
    years.state === "value" ? Math.ceil(years.value * DAYS_PER_CALENDAR_YEAR) : 0,
  );
  if (known >= demand.days) return [pass];
  for (const read of [days, years]) if (read.state === "unknown") return [undetermined(read, related)];
  const found =
    days.state === "value"
      ? `${days.value} days`
      : years.state === "value"
        ? `${years.value} years`
        : "missing";
  return [
    violation("period", {
      message: `the default retention is ${found}; ${demandOf(demand)}`,
      fix: `set days to ${demand.days} or more`,
      property: `${retention.path}.${days.state === "absent" && years.state === "value" ? "years" : "days"}`,
      ...(related !== undefined && { related }),
    }),
  ];
}

function unclassified(why: string): Demand {
  return {
    days: minimumOf(STRICTEST),
    because: `${why}, so that the strictest class holds: ${STRICTEST}, ${retentionRules[STRICTEST].minimumSource ?? ""}`,
  };
}

function demandOf({ days, because }: Demand): string {
  return `${days === undefined ? COMPLIANCE : `${COMPLIANCE} for at least ${days} days`} is required (${because})`;
}

function wantedOf({ days }: Demand): string {
  return days === undefined
    ? "Object Lock enabled, and put a legal hold on what it holds"
    : `a default retention of mode ${COMPLIANCE} and ${days} days or more`;
}

/** The class's minimum in days; none for a class that a legal hold keeps. */
function minimumOf(recordClass: RecordClass): number {
  const { minimumDays } = retentionRules[recordClass];
  return minimumDays === "life-of-enterprise" ? 0 : minimumDays;
}
