import { stepsIn } from "../evaluation/reader";
import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";
import { HIDDEN, output, secret } from "./wrapped";

type Inputs = Readonly<Record<string, unknown>>;

interface FlagSubject {
  readonly types: readonly string[];
  /** Path of the switch, such as `a.b` or `a[0].b`. */
  readonly property: string;
  /** @default true */
  readonly wanted?: boolean;
  /** What the service makes of silence. Said again here, so that the table of defaults is tested. */
  readonly silence: "right" | "wrong";
  readonly reason: string;
  /** The whole message where the switch stands the wrong way. */
  readonly message: string;
  /** Other inputs, which make the rule apply and comply. @default none */
  readonly beside?: Inputs;
  /** Why a trial is let off, where it is. */
  readonly trialIsExempt?: string;
  /** The rule mends what is wrong, but for what is wrapped; else a person has to. @default false */
  readonly mends?: boolean;
}

const TRIAL = { tags: { "pharos:assurance": "trial", environment: "sandbox" } };
const NO_TRIAL = { tags: { "pharos:assurance": "trial", environment: "Prod" } };

/** What every rule has to say of every way in which one switch can be written. */
export function flagCases(subject: FlagSubject): readonly RuleCase[] {
  return subject.types.flatMap((type) => casesOf(type, subject));
}

function casesOf(type: string, subject: FlagSubject): readonly RuleCase[] {
  const { property, wanted = true, silence, reason, message, beside = {}, trialIsExempt, mends } = subject;
  const path = stepsIn(property);
  const above = path.slice(0, -1);
  const last = String(path.at(-1));
  const given = (title: string, inputs: Inputs, rest: Partial<Given> = {}) => ({
    title: `${type}, ${property}: ${title}`,
    resources: [{ type, name: "judged", inputs: { ...beside, ...inputs }, ...rest }] as [Given],
  });
  const put = (value: unknown, at = path) => putAt(beside, at, value) as Inputs;
  const said = (flag: boolean) => {
    const text = String(flag);
    return [
      given(text, put(flag)),
      given(`${text} as text`, put(text)),
      given(`${text} as a secret`, put(secret(flag))),
      given(`${text} as an output`, put(output(flag))),
      given(`${text} as a secret text`, put(secret(text))),
      given(`${text} as an output that is a secret`, put(output(secret(flag)))),
      given(`${text} beside tags`, { ...put(flag), tags: { owner: "data" } }),
      given(`${text} in a region of its own`, { ...put(flag), region: "eu-west-1" }),
      given(`${text} beside a name that is not known`, { ...put(flag), name: UNKNOWN }),
      given(`${text} where the provider tags everything`, put(flag), {
        provider: { defaultTags: { tags: { owner: "data" } } },
      }),
      given(`${text} in what only calls itself a trial`, { ...put(flag), ...NO_TRIAL }),
      ...(isNested(path) ? [given(`${text} in a list of one`, put([{ [last]: flag }], above))] : []),
    ];
  };
  const silent = [
    given("nothing is said", {}),
    given("nothing but tags", { tags: { owner: "data" } }),
    given("null", put(null)),
    ...(isNested(path)
      ? [
          given("its object is empty", put({}, above)),
          given("its object is an empty list", put([], above)),
          given("its object is null", put(null, above)),
        ]
      : []),
  ];
  const undecided = [
    given("not known", put(UNKNOWN)),
    given("a closed secret", put(HIDDEN)),
    given("neither true nor false", put("perhaps")),
  ];
  const isLeft = (title: string) => mends !== true || / as (a secret|an output)/.test(title);
  const isRight = (each: ReturnType<typeof given>): RuleCase => ({ ...each, expect: ["pass"] });
  const isWrong = (each: ReturnType<typeof given>): RuleCase => ({
    ...each,
    expect: [`violation ${reason}`],
    byHand: isLeft(each.title),
  });
  return [
    ...said(wanted).map(isRight),
    ...silent.map((each, index) => ({
      ...(silence === "right" ? isRight(each) : isWrong(each)),
      ...(silence === "wrong" && index === 0 && { message: message.replace(`is ${!wanted}`, "is missing") }),
    })),
    ...said(!wanted).map((each, index) => ({ ...isWrong(each), ...(index === 0 && { message }) })),
    ...undecided.map((each) => ({ ...each, expect: [`undetermined ${property}`] })),
    isRight(given(`${wanted} in a trial`, { ...put(wanted), ...TRIAL })),
    trialIsExempt === undefined
      ? isWrong(given(`${!wanted} in a trial`, { ...put(!wanted), ...TRIAL }))
      : {
          ...given(`${!wanted} in a trial`, { ...put(!wanted), ...TRIAL }),
          expect: ["notApplicable"],
          message: trialIsExempt,
        },
    ...(trialIsExempt === undefined
      ? []
      : [{ ...given("perhaps a trial", { ...put(!wanted), tags: UNKNOWN }), expect: ["undetermined tags"] }]),
  ];
}

/** Whether there are only names above the switch, and at least one. */
function isNested(path: readonly (string | number)[]): boolean {
  return path.length > 1 && path.every((step) => typeof step === "string");
}

/** The inputs with a value put at a path. */
function putAt(holder: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") return [putAt((holder as unknown[] | undefined)?.[step], rest, value)];
  const object = (holder ?? {}) as Inputs;
  return { ...object, [step]: putAt(object[step], rest, value) };
}
