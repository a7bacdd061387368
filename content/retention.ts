import {
  recordClasses,
  retentionRules,
  type Immutability,
  type RecordClass,
  type RetentionRule,
} from "./retention-table";
import { days, type Days } from "./units";

export * from "./retention-classification";
export * from "./retention-table";

/** Days that a stack keeps a class instead of the class's default. */
export type RetentionOverrides = Readonly<Partial<Record<RecordClass, Days>>>;

export function isRecordClass(text: string): text is RecordClass {
  return (recordClasses as readonly string[]).includes(text);
}

/** What is wrong with keeping a class for so many days; undefined if nothing is. */
export interface RetentionFault {
  readonly bound: "minimum" | "maximum" | "life-of-enterprise";
  /** The days of the bound that is broken; undefined for `life-of-enterprise`. */
  readonly limit?: Days;
  /** The law or standard that sets it. */
  readonly source: string;
}

/** Checks a period against the class's minimum and maximum. */
export function retentionFault(recordClass: RecordClass, period: number): RetentionFault | undefined {
  const rule = retentionRules[recordClass];
  if (rule.minimumDays === "life-of-enterprise") {
    return { bound: "life-of-enterprise", source: minimumSource(rule) };
  }
  if (period < rule.minimumDays) {
    return { bound: "minimum", limit: rule.minimumDays, source: minimumSource(rule) };
  }
  if (rule.maximumDays !== undefined && period > rule.maximumDays) {
    return { bound: "maximum", limit: rule.maximumDays, source: maximumSource(rule) };
  }
  return undefined;
}

/**
 * How long records of the class are kept: the override if there is one, else the class's default.
 * @returns undefined for a class that is kept until a legal hold ends
 * @throws RangeError if the override breaks the class's minimum or maximum
 */
export function effectiveRetention(recordClass: RecordClass, override?: number): Days | undefined {
  if (override === undefined) {
    return retentionRules[recordClass].defaultDays;
  }
  const fault = retentionFault(recordClass, override);
  if (fault !== undefined) {
    const limit = fault.limit === undefined ? "" : ` of ${fault.limit} days`;
    throw new RangeError(
      `${recordClass}: ${override} days break the ${fault.bound}${limit} (${fault.source})`,
    );
  }
  return override as Days;
}

/** The one rule for a store that holds records of several classes. */
export interface CombinedRetention {
  readonly minimumDays: Days | "life-of-enterprise";
  readonly maximumDays?: Days;
  /** Days that satisfy every class: the longest default that no maximum forbids; undefined if a legal hold decides. */
  readonly retainDays?: Days;
  readonly hotDays: Days;
  readonly immutability: Immutability;
}

/** Two classes that cannot live in one store: one must be kept longer than the other may be. */
export interface RetentionConflict {
  readonly minimumOf: RecordClass;
  readonly maximumOf: RecordClass;
  /** Both rules with their sources, and what to do. */
  readonly message: string;
}

export type Combination =
  | { readonly ok: true; readonly retention: CombinedRetention }
  | { readonly ok: false; readonly conflicts: readonly RetentionConflict[] };

/**
 * What holds for a store with records of all these classes: the longest minimum, the shortest maximum, the longest hot window, the
 * strictest immutability. It never picks a side between a minimum and a smaller maximum: it reports every such pair.
 */
export function combineRetention(
  classes: readonly [RecordClass, ...RecordClass[]],
  overrides: RetentionOverrides = {},
): Combination {
  const distinct = recordClasses.filter((recordClass) => classes.includes(recordClass));
  const conflicts = distinct.flatMap((minimumOf) =>
    distinct.flatMap((maximumOf) => conflictBetween(minimumOf, maximumOf) ?? []),
  );
  if (conflicts.length > 0) {
    return { ok: false, conflicts };
  }
  const members = distinct.map((recordClass) => retentionRules[recordClass]);
  const maximumDays = shortest(members.flatMap((rule) => rule.maximumDays ?? []));
  const defaults = distinct.map((recordClass) => effectiveRetention(recordClass, overrides[recordClass]));
  const wanted = defaults.includes(undefined) ? undefined : longest(defaults.flatMap((value) => value ?? []));
  return {
    ok: true,
    retention: {
      minimumDays: members.some((rule) => rule.minimumDays === "life-of-enterprise")
        ? "life-of-enterprise"
        : longest(
            members.flatMap((rule) => (rule.minimumDays === "life-of-enterprise" ? [] : rule.minimumDays)),
          ),
      maximumDays,
      retainDays:
        wanted === undefined
          ? undefined
          : shortest([wanted, ...(maximumDays === undefined ? [] : [maximumDays])]),
      hotDays: longest(members.map((rule) => rule.hotDays)),
      immutability: strictest(members.map((rule) => rule.immutability)),
    },
  };
}

/** The retention periods that CloudWatch Logs accepts, in days (`PutRetentionPolicy` of its API); anything else is refused. */
export const logGroupSteps = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * The retention of a CloudWatch log group for records that are kept for `period`: the next step that CloudWatch accepts, or the last
 * step before the class's maximum.
 * @throws RangeError if no step lies between the class's minimum and maximum
 */
export function logGroupRetention(recordClass: RecordClass, period: Days): Days {
  const allowed = logGroupSteps.filter((step) => retentionFault(recordClass, step) === undefined);
  const step = allowed.find((candidate) => candidate >= period) ?? allowed.at(-1);
  if (step === undefined) {
    throw new RangeError(
      `${recordClass}: CloudWatch Logs has no retention period between its minimum and its maximum`,
    );
  }
  return days(step);
}

function conflictBetween(minimumOf: RecordClass, maximumOf: RecordClass): RetentionConflict | undefined {
  const { minimumDays, ...lower } = retentionRules[minimumOf];
  const { maximumDays, ...upper } = retentionRules[maximumOf];
  if (maximumDays === undefined || (minimumDays !== "life-of-enterprise" && minimumDays <= maximumDays)) {
    return undefined;
  }
  const atLeast =
    minimumDays === "life-of-enterprise" ? "for the life of the enterprise" : `at least ${minimumDays} days`;
  return {
    minimumOf,
    maximumOf,
    message:
      `${minimumOf} must be kept ${atLeast} (${lower.minimumSource}), but ${maximumOf} at most ${maximumDays} days ` +
      `(${upper.maximumSource}): give each class a store of its own, or mask what makes it ${maximumOf}`,
  };
}

/** From the weakest to the strictest. */
const IMMUTABILITY_ORDER: readonly Immutability[] = ["none", "protected", "compliance-lock"];

function strictest(all: readonly Immutability[]): Immutability {
  return IMMUTABILITY_ORDER.findLast((level) => all.includes(level)) ?? "none";
}

function longest(all: readonly Days[]): Days {
  return all.reduce((a, b) => (a >= b ? a : b), days(0));
}

function shortest(all: readonly Days[]): Days | undefined {
  return all.length === 0 ? undefined : all.reduce((a, b) => (a <= b ? a : b));
}

function minimumSource(rule: RetentionRule): string {
  return rule.minimumSource ?? "no law asks to keep it";
}

function maximumSource(rule: RetentionRule): string {
  return rule.maximumSource ?? "no law limits it";
}
