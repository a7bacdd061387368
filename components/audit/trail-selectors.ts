import { bucketArn } from "../../content/arn";

/** One condition on an event, as CloudTrail's advanced event selectors have it. */
export interface FieldSelector {
  readonly field: "eventCategory" | "resources.type" | "resources.ARN" | "eventName";
  readonly equals?: string[];
  readonly notEquals?: string[];
  readonly startsWiths?: string[];
}

/** Events that a trail records: those that fit all conditions. */
export interface EventSelector {
  readonly name: string;
  readonly fieldSelectors: FieldSelector[];
}

/** What a trail records. */
export interface Recorded {
  /** Changes of the account's resources and sign-ins. The first trail of a region gets them free, every further one pays. */
  readonly managementEvents: boolean;
  /** Names of the buckets in which every read and write of an object is recorded. */
  readonly watchedBuckets: readonly string[];
  /** Names of buckets of logs, its own among them: everything is recorded but that a log file is delivered. */
  readonly logBuckets: readonly string[];
}

/** CloudTrail takes so many values in all conditions of a trail together. */
export const MOST_SELECTOR_VALUES = 500;

/** What CloudTrail and S3 do when they deliver, and S3 when it copies: to record it would deliver a file about each file, without end. */
const DELIVERING = ["PutObject"];

/**
 * The selectors of a trail.
 * @throws RangeError if they are more than CloudTrail takes
 */
export function eventSelectors({ managementEvents, watchedBuckets, logBuckets }: Recorded): EventSelector[] {
  const selectors: EventSelector[] = [
    ...(managementEvents
      ? [
          {
            name: "Management events",
            fieldSelectors: [{ field: "eventCategory" as const, equals: ["Management"] }],
          },
        ]
      : []),
    { name: "Objects of watched buckets", fieldSelectors: objectsOf(watchedBuckets) },
    {
      name: "Objects of logs, without their delivery",
      fieldSelectors: [...objectsOf(logBuckets), { field: "eventName", notEquals: DELIVERING }],
    },
  ];
  const values = selectors
    .flatMap(({ fieldSelectors }) => fieldSelectors)
    .reduce(
      (sum, { equals = [], notEquals = [], startsWiths = [] }) =>
        sum + equals.length + notEquals.length + startsWiths.length,
      0,
    );
  if (values > MOST_SELECTOR_VALUES) {
    throw new RangeError(
      `a trail's selectors should have at most ${MOST_SELECTOR_VALUES} values, got ${values}: watch fewer buckets`,
    );
  }
  return selectors;
}

function objectsOf(buckets: readonly string[]): FieldSelector[] {
  return [
    { field: "eventCategory", equals: ["Data"] },
    { field: "resources.type", equals: ["AWS::S3::Object"] },
    // With the slash: `…-ledger` would name `…-ledger-working`, too.
    { field: "resources.ARN", startsWiths: buckets.map((bucket) => `${bucketArn(bucket)}/`).sort() },
  ];
}
