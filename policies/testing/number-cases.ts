import type { NumberDemand } from "../evaluation/number";
import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";
import { output, secret } from "./wrapped";

interface NumberSubject {
  readonly type: string;
  readonly demand: Pick<NumberDemand, "property" | "reason">;
  readonly bound: "at least" | "at most";
  readonly limit: number;
  /** Whether what the service takes where nothing is said lies within the limit. */
  readonly silence: "within" | "beyond";
  /** The whole message one step beyond the limit. */
  readonly message: string;
  /** Other inputs, which make the rule apply. @default none */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** The rule mends what is wrong, but for what is wrapped; else a person has to. @default false */
  readonly mends?: boolean;
}

/** What every rule has to say of every way in which one number can be written. */
export function numberCases(subject: NumberSubject): readonly RuleCase[] {
  const { type, demand, bound, limit, silence, message, beside = {}, mends } = subject;
  const { property: name, reason } = demand;
  const inward = bound === "at least" ? 1 : -1;
  const given = (value: unknown): [Given] => [{ type, name: "judged", inputs: { ...beside, [name]: value } }];
  const byHand = { byHand: true };
  const mended = { byHand: mends !== true };
  const beyond = [`violation ${reason}`];
  const defaulted = silence === "within" ? ["pass"] : beyond;
  const numbers = (from: number, step: number) => [0, 1, 2].map((count) => from + step * count);
  return [
    ...numbers(limit, inward).flatMap((value) => [
      { title: `${value}`, resources: given(value), expect: ["pass"] },
      { title: `${value}, as text`, resources: given(String(value)), expect: ["pass"] },
      { title: `${value}, as a secret`, resources: given(secret(value)), expect: ["pass"] },
    ]),
    { title: "the limit as an output", resources: given(output(limit)), expect: ["pass"] },
    {
      title: "one step beyond the limit",
      resources: given(limit - inward),
      expect: beyond,
      message,
      ...mended,
    },
    ...numbers(limit - inward, -inward).flatMap((value) => [
      { title: `${value}, as text`, resources: given(String(value)), expect: beyond, ...mended },
      { title: `${value}, as a secret`, resources: given(secret(value)), expect: beyond, ...byHand },
      { title: `${value}, as an output`, resources: given(output(value)), expect: beyond, ...byHand },
    ]),
    {
      title: "nothing said",
      resources: [{ type, name: "judged", inputs: beside }],
      expect: defaulted,
      ...mended,
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
