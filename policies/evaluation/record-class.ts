import { isRecordClass, recordClasses, retentionRules, type RecordClass } from "../../content/retention";
import type { Unknown } from "./reader";
import type { Resource } from "./resource";
import { NO_RECORDS, RECORD_CLASS_TAG, recordClassOf } from "./tags";

/** Which record classes a resource is judged by. */
export type Claim = Classes | { readonly state: "no-records" } | Unknown;

export interface Classes {
  readonly state: "classes";
  readonly classes: readonly [RecordClass, ...RecordClass[]];
  /** Whether the resource says so itself. */
  readonly claimed: boolean;
  /** Why just these, for messages. */
  readonly because: string;
}

/** Why rules of records ask nothing of a resource that holds none. */
export const HOLDS_NO_RECORDS = "its tag says that it holds no records";

/** The class that must be kept longest: a store that does not say what it holds may hold its records. */
export const LONGEST_KEPT: RecordClass = recordClasses.reduce((longest, candidate) =>
  datedMinimum(candidate) > datedMinimum(longest) ? candidate : longest,
);

/**
 * What a log group may hold that does not say what it holds: audit logs and addresses of people. CloudWatch Logs is no store for records
 * that may not be rewritten. Both laws together leave exactly one period: 365 days.
 */
export const LOG_GROUP_CLASSES = ["pci-audit", "gdpr-security-log"] as const satisfies readonly RecordClass[];

/**
 * The classes by which a resource is judged: the one that it names, else the strictest of what its kind may hold. A class that there is
 * not counts as none: that the tag is wrong is TAG-01's business.
 */
export function claimOf(
  resource: Resource,
  what: string,
  otherwise: readonly [RecordClass, ...RecordClass[]],
): Claim {
  const tag = recordClassOf(resource);
  if (tag.state === "unknown") return tag;
  if (tag.state === "value" && tag.value === NO_RECORDS) return { state: "no-records" };
  if (tag.state === "value" && isRecordClass(tag.value)) {
    return { state: "classes", classes: [tag.value], claimed: true, because: tag.value };
  }
  const found =
    tag.state === "absent"
      ? `the ${what} has no tag '${RECORD_CLASS_TAG}'`
      : `the ${what}'s tag '${RECORD_CLASS_TAG}' is '${tag.value}', which is no class`;
  return unclassified(`${found}, so that what it may hold counts`, otherwise);
}

/** Classes for what cannot say itself what it holds. */
export function unclassified(why: string, classes: readonly [RecordClass, ...RecordClass[]]): Classes {
  return { state: "classes", classes, claimed: false, because: `${why}: ${classes.join(" and ")}` };
}

/** A bound in days and the law behind it. */
export interface Bound {
  readonly days: number;
  readonly source: string;
}

/** The longest minimum of the classes; infinite where only a legal hold ends the time. */
export function minimumOf(classes: readonly RecordClass[]): Bound {
  return classes
    .map((recordClass): Bound => {
      const { minimumDays, minimumSource } = retentionRules[recordClass];
      return {
        days: minimumDays === "life-of-enterprise" ? Number.POSITIVE_INFINITY : minimumDays,
        source: `${recordClass}, ${minimumSource ?? "which no law asks to keep"}`,
      };
    })
    .reduce((longest, bound) => (bound.days > longest.days ? bound : longest));
}

/** The shortest maximum of the classes; undefined where nothing limits any of them. */
export function maximumOf(classes: readonly RecordClass[]): Bound | undefined {
  return classes
    .flatMap((recordClass): readonly Bound[] => {
      const { maximumDays, maximumSource } = retentionRules[recordClass];
      return maximumDays === undefined
        ? []
        : [{ days: maximumDays, source: `${recordClass}, ${maximumSource ?? ""}` }];
    })
    .reduce<Bound | undefined>(
      (shortest, bound) => (shortest === undefined || bound.days < shortest.days ? bound : shortest),
      undefined,
    );
}

/** Whether any of the classes must lie where nobody can rewrite it. */
export function mustBeLocked(classes: readonly RecordClass[]): boolean {
  return classes.some((recordClass) => retentionRules[recordClass].immutability === "compliance-lock");
}

function datedMinimum(recordClass: RecordClass): number {
  const { minimumDays } = retentionRules[recordClass];
  return minimumDays === "life-of-enterprise" ? 0 : minimumDays;
}
