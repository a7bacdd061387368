import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";
import { HIDDEN, nested, output, secret } from "./wrapped";

/** A key of the customer's. */
export const KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";

export interface KeySituation {
  readonly type: string;
  /** Path of the key, names joined by dots. */
  readonly property: string;
  /** Inputs beside the key without which the rule asks for none. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** An alias in Amazon's namespace: that of the key which AWS would take, where the service has one. */
  readonly alias: string;
  /** The whole message where no key is named. */
  readonly missing: string;
  /** What the reasons begin with. @default nothing */
  readonly reasonPrefix?: string;
  /** Resources beside the judged. */
  readonly others?: readonly Given[];
}

/** The ways in which a key can be the customer's, Amazon's, missing or not known. */
export function keyCases(situation: KeySituation): readonly RuleCase[] {
  const { type, property, beside = {}, alias, missing, reasonPrefix = "", others = [] } = situation;
  const kind = type.split(":")[2];
  const given = (title: string, inputs: Record<string, unknown>): Omit<RuleCase, "expect"> => ({
    title: `${kind}, ${property}: ${title}`,
    resources: [{ type, name: "data", inputs }, ...others],
  });
  const named = (key: unknown, more: Record<string, unknown> = {}) =>
    merged({ ...beside, ...more }, nested(property, key));
  const passing = [
    given("an ARN", named(KEY_ARN)),
    given("an id", named("11111111-2222-3333-4444-555555555555")),
    given("an id of a key in several regions", named("mrk-11111111222233334444555555555555")),
    given("an alias of one's own", named("alias/data")),
    given("an alias that only looks like Amazon's", named("alias/aws-data")),
    given("the ARN of an alias", named("arn:aws:kms:us-east-1:111122223333:alias/data")),
    given(
      "a key of another account, elsewhere",
      named(KEY_ARN.replace("aws:kms:us-east-1:1", "aws-us-gov:kms:us-gov-west-1:2")),
    ),
    given("a key as a secret", named(secret(KEY_ARN))),
    given("a key as an output", named(output(KEY_ARN))),
    given("a key beside tags", named(KEY_ARN, { tags: { environment: "production" } })),
  ];
  const without = [
    given("nothing is said", beside),
    given("nothing but tags", { ...beside, tags: { owner: "data" } }),
    given("null", named(null)),
    given("an empty text", named("")),
    given("blanks", named("  ")),
  ];
  const amazons = [
    given("the alias of Amazon's key", named(alias)),
    given("the ARN of that alias", named(`arn:aws:kms:us-east-1:111122223333:${alias}`)),
    given("the same in another partition", named(`arn:aws-cn:kms:cn-north-1:111122223333:${alias}`)),
    given("the same as a secret", named(secret(alias))),
  ];
  const undecided = [
    given("not known", named(UNKNOWN)),
    given("a closed secret", named(HIDDEN)),
    given("a list of two", named([KEY_ARN, KEY_ARN])),
  ];
  const expecting = (
    cases: readonly Omit<RuleCase, "expect">[],
    outcome: string,
    message?: string,
  ): readonly RuleCase[] =>
    cases.map((each, index) => ({
      ...each,
      expect: [outcome],
      ...(message !== undefined && index === 0 && { message }),
    }));
  return [
    ...expecting(passing, "pass"),
    ...expecting(without, `violation ${reasonPrefix}no-key`, missing),
    ...expecting(
      amazons,
      `violation ${reasonPrefix}aws-managed-key`,
      `'${property}' is '${alias}', the key that AWS manages; a customer-managed key is required. ` +
        `To mend it: set ${property} to the ARN of a key of your own.`,
    ),
    ...expecting(undecided, `undetermined ${property}`),
  ];
}

/** Two objects in one, down to where they differ. */
function merged(one: Record<string, unknown>, two: Record<string, unknown>): Record<string, unknown> {
  const result = { ...one };
  for (const [name, value] of Object.entries(two)) {
    const known = result[name];
    const both = [known, value].every(
      (each) => typeof each === "object" && each !== null && !Array.isArray(each),
    );
    result[name] = both ? merged(known as Record<string, unknown>, value as Record<string, unknown>) : value;
  }
  return result;
}
