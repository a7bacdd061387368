import type { RuleCase } from "./cases";
import { UNKNOWN } from "./resources";
import { HIDDEN, nested, output, secret } from "./wrapped";

export interface TrueSituation {
  readonly type: string;
  /** Path of the boolean, names joined by dots. */
  readonly property: string;
  readonly reason: string;
  /** The whole message where the boolean is false. */
  readonly message: string;
  /** What holds where nothing is said. @default false */
  readonly byDefault?: boolean;
  /** The rule mends what does not comply, but for what is wrapped. @default false */
  readonly mends?: boolean;
}

/** The ways in which a boolean that must be true can be true, false, missing or not known. */
export function trueCases(situation: TrueSituation): readonly RuleCase[] {
  const { type, property, reason, message, byDefault = false } = situation;
  const kind = type.split(":")[2];
  const given = (title: string, inputs: Record<string, unknown>) => ({
    title: `${kind}, ${property}: ${title}`,
    resources: [{ type, name: "data", inputs }] as const,
  });
  const set = (value: unknown, beside: Record<string, unknown> = {}) => ({
    ...beside,
    ...nested(property, value),
  });
  const deep = property.split(".");
  const above = deep.slice(0, -1).join(".");
  const silent = [
    given("nothing is said", {}),
    given("nothing but tags", { tags: { owner: "data" } }),
    given("null", set(null)),
    ...(above === ""
      ? []
      : [
          given("its object is empty", nested(above, {})),
          given("its object is an empty list", nested(above, [])),
          given("its object is null", nested(above, null)),
        ]),
  ];
  const complying = [
    given("true", set(true)),
    given("true as text", set("true")),
    given("true as a secret", set(secret(true))),
    given("true as an output", set(output(true))),
    given("true beside tags", set(true, { tags: { environment: "production" } })),
    given("true beside a name that is not known", set(true, { name: UNKNOWN })),
    given("true as a secret text", set(secret("true"))),
    given("true in a trial", set(true, { tags: { "pharos:assurance": "trial", environment: "sandbox" } })),
    ...(above === "" ? [] : [given("true in a list of one", nested(above, [{ [deep.at(-1)!]: true }]))]),
  ];
  const breaking = [
    given("false", set(false)),
    given("false as text", set("false")),
    given("false as a secret", set(secret(false))),
    given("false as an output", set(output(false))),
    given("false beside tags", set(false, { tags: { environment: "production" } })),
    given("false beside a name that is not known", set(false, { name: UNKNOWN })),
    given("false as a secret text", set(secret("false"))),
    given("false in a trial", set(false, { tags: { "pharos:assurance": "trial", environment: "sandbox" } })),
    ...(above === "" ? [] : [given("false in a list of one", nested(above, [{ [deep.at(-1)!]: false }]))]),
  ];
  const undecided = [
    given("not known", set(UNKNOWN)),
    given("a closed secret", set(HIDDEN)),
    given("neither true nor false", set("yes")),
  ];
  const wrong = (each: (typeof breaking)[number]): RuleCase => ({
    ...each,
    expect: [`violation ${reason}`],
    ...(situation.mends === true && /secret|output/.test(each.title) && { byHand: true }),
  });
  return [
    ...complying.map((each) => ({ ...each, expect: ["pass"] })),
    ...silent.map((each) => (byDefault ? { ...each, expect: ["pass"] } : wrong(each))),
    ...breaking.map((each, index) => ({ ...wrong(each), ...(index === 0 && { message }) })),
    ...undecided.map((each) => ({ ...each, expect: [`undetermined ${property}`] })),
  ];
}
