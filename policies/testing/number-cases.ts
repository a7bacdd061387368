import type { NumberDemand } from "../evaluation/number";
import type { RuleCase } from "./cases";
import { OUTPUT, SECRET } from "./markers";
import { UNKNOWN, type Given } from "./resources";

interface NumberSubject {
  readonly type: string;
  readonly demand: Pick<NumberDemand, "path" | "bound" | "limit" | "reason">;
  /** Whether what the service takes where nothing is said lies within the limit. */
  readonly silence: "within" | "beyond";
  /** The whole message one step beyond the limit. */
  readonly message: string;
  /** Other inputs, which make the rule apply. @default none */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** What every rule has to say of every way in which one number can be written. */
export function numberCases(subject: NumberSubject): readonly RuleCase[] {
  const { type, demand, silence, message, beside = {} } = subject;
  const { path, bound, limit, reason } = demand;
  const [name] = path;
  const inward = bound === "at least" ? 1 : -1;
  const given = (value: unknown): [Given] => [{ type, name: "judged", inputs: { ...beside, [name]: value } }];
  const beyond = [`violation ${reason}`];
  const defaulted = silence === "within" ? ["pass"] : beyond;
  const numbers = (from: number, step: number) => [0, 1, 2].map((count) => from + step * count);
  return [
    ...numbers(limit, inward).flatMap((value) => [
      { title: `${value}`, resources: given(value), expect: ["pass"] },
      { title: `${value}, as text`, resources: given(String(value)), expect: ["pass"] },
      { title: `${value}, as a secret`, resources: given(SECRET(value)), expect: ["pass"] },
    ]),
    { title: "the limit as an output", resources: given(OUTPUT(limit)), expect: ["pass"] },
    {
      title: "one step beyond the limit",
      resources: given(limit - inward),
      expect: beyond,
      message,
    },
    ...numbers(limit - inward, -inward).flatMap((value) => [
      { title: `${value}, as text`, resources: given(String(value)), expect: beyond },
      { title: `${value}, as a secret`, resources: given(SECRET(value)), expect: beyond },
      { title: `${value}, as an output`, resources: given(OUTPUT(value)), expect: beyond },
    ]),
    {
      title: "nothing said",
      resources: [{ type, name: "judged", inputs: beside }],
      expect: defaulted,
    },
    {
      title: "not known",
      resources: given(UNKNOWN),
      expect: [`undetermined ${name}`],
      message: `${name} is not known before the update`,
    },
    { title: "no number", resources: given("many"), expect: [`undetermined ${name}`] },
  ];
}
