import {
  combineRetention,
  type CombinedRetention,
  type DataClassification,
  type RecordClass,
  retentionRules,
  type RetentionOverrides,
} from "../../content/retention";
import { days } from "../../content/units";
import { UserError } from "../../content/user-error";

/** The classes of the records in a bucket; `none` for working files, which are no records. */
export type BucketClasses = readonly [RecordClass, ...RecordClass[]] | "none";

/** What lies in a bucket, as far as rules ask for it. */
export interface BucketContents {
  readonly recordClasses: BucketClasses;
  /** The care that the most delicate of its records needs. */
  readonly classification: DataClassification;
  /** What holds for all of them together. */
  readonly retention: CombinedRetention;
}

/** From the least to the most care. */
const CARE: readonly DataClassification[] = ["public", "internal", "confidential", "personal", "regulated"];

/** Working files have no rule: nobody has to keep them, nothing limits them. */
const NO_RULE: CombinedRetention = { minimumDays: days(0), hotDays: days(0), immutability: "none" };

/**
 * Works out what holds for a bucket with records of all these classes.
 * @param overrides days that the stack keeps a class
 * @param classification of working files; of records it follows from their classes
 * @throws UserError if one class must be kept longer than another may be
 */
export function bucketContents(
  purpose: string,
  recordClasses: BucketClasses,
  overrides: RetentionOverrides = {},
  classification: DataClassification = "confidential",
): BucketContents {
  if (recordClasses === "none") return { recordClasses, classification, retention: NO_RULE };
  const combined = combineRetention(recordClasses, overrides);
  if (!combined.ok) {
    throw new UserError(
      `bucket '${purpose}' cannot hold ${recordClasses.join(" and ")}: ${combined.conflicts.map(({ message }) => message).join("; ")}`,
    );
  }
  return { recordClasses, classification: strictest(recordClasses), retention: combined.retention };
}

/** The tags by which policies know what a bucket holds. A tag has one value: further classes have a tag of their own. */
export function contentTags({ recordClasses, classification }: BucketContents): Record<string, string> {
  const [first, ...others] = recordClasses === "none" ? ["none"] : recordClasses;
  return {
    "record-class": first,
    ...(others.length === 0 ? {} : { "record-class-also": others.join(" ") }),
    "data-classification": classification,
  };
}

/** The same of what holds records of one class. */
export function recordTags(recordClass: RecordClass): Record<string, string> {
  return { "record-class": recordClass, "data-classification": retentionRules[recordClass].classification };
}

/** The classes in words, for messages. */
export function describeClasses(recordClasses: BucketClasses): string {
  return recordClasses === "none" ? "working files" : recordClasses.join(", ");
}

function strictest(recordClasses: readonly RecordClass[]): DataClassification {
  const needed = recordClasses.map((recordClass) => retentionRules[recordClass].classification);
  return CARE.findLast((care) => needed.includes(care)) ?? "confidential";
}
