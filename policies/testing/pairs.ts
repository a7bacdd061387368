import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";

interface Pair {
  /** The resource that needs the other one. */
  readonly type: string;
  /** What names the other one for the service, such as its ARN. */
  readonly identity: string;
  /** What the outputs call that name, such as `arn`. */
  readonly output: string;
  /** Inputs of the first that make the rule apply. @default none */
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly sibling: string;
  /** The property by which the sibling names the first. */
  readonly property: string;
  /** Inputs of the sibling with which all is well. */
  readonly sound: Readonly<Record<string, unknown>>;
  /** Expectation and message where there is no sibling. */
  readonly missing: readonly string[];
  readonly message: string;
}

/** The two resources of a pair, to build further cases from. */
export function pairOf({ type, identity, output, inputs = {}, sibling, property, sound }: Pair) {
  const first = (change: Readonly<Record<string, unknown>> = {}): Given => ({
    type,
    name: "first",
    inputs: { ...inputs, ...change },
    outputs: { ...inputs, ...change, [output]: identity },
  });
  const second = (change: Readonly<Record<string, unknown>> = {}, rest: Partial<Given> = {}): Given => ({
    type: sibling,
    name: "second",
    inputs: { [property]: identity, ...sound, ...change },
    ...rest,
  });
  return { first, second };
}

/** What every rule has to say that asks for a resource beside another one. */
export function pairCases(pair: Pair): readonly RuleCase[] {
  const { first, second } = pairOf(pair);
  const { property, missing } = pair;
  const planned = { from: { [property]: [`${pair.type} first`] } };
  return [
    { title: "both", resources: [first(), second()], expect: ["pass"] },
    { title: "both, with tags", resources: [first({ tags: { owner: "a" } }), second()], expect: ["pass"] },
    { title: "two of them", resources: [first(), second(), second({}, { name: "third" })], expect: ["pass"] },
    {
      title: "both planned",
      resources: [{ ...first(), outputs: {} }, second({ [property]: UNKNOWN }, planned)],
      expect: ["pass"],
    },
    {
      title: "another one's beside it",
      resources: [first(), second(), second({ [property]: "other" }, { name: "third" })],
      expect: ["pass"],
    },
    {
      title: "in another region",
      resources: [first({ region: "eu-west-1" }), second({ region: "eu-west-1" })],
      expect: ["pass"],
    },
    { title: "the first is elsewhere", resources: [second({ [property]: "elsewhere" })], expect: ["pass"] },
    { title: "the second: the first is judged", resources: [second(), first()], expect: [] },
    { title: "nothing beside it", resources: [first()], expect: missing, message: pair.message },
    { title: "nothing beside it, with tags", resources: [first({ tags: { owner: "a" } })], expect: missing },
    { title: "another one's only", resources: [first(), second({ [property]: "other" })], expect: missing },
    { title: "one without a name", resources: [first(), second({ [property]: undefined })], expect: missing },
    { title: "one with an empty name", resources: [first(), second({ [property]: "" })], expect: missing },
    {
      title: "one with null for a name",
      resources: [first(), second({ [property]: null })],
      expect: missing,
    },
    {
      title: "another planned one's only",
      resources: [
        { ...first(), outputs: {} },
        second({ [property]: UNKNOWN }, { from: { [property]: [`${pair.type} other`] } }),
      ],
      expect: missing,
    },
    {
      title: "nothing beside it, in another region",
      resources: [first({ region: "eu-west-1" })],
      expect: missing,
    },
    {
      title: "perhaps one of its own",
      resources: [first(), second({ [property]: UNKNOWN })],
      expect: [`undetermined ${property}`],
    },
  ];
}
