import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";

interface SwitchCases {
  readonly types: readonly string[];
  /** Names down to the switch; a number is a place in a list. */
  readonly path: readonly (string | number)[];
  readonly wanted: boolean;
  readonly byDefault: boolean;
  /** Other inputs, which comply. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** The whole message. */
  readonly message: string;
}

/** How a secret and an output travel, which rules have to see through. */
const wrapped = (kind: string, value: unknown) => ({ "4dabf18193072939515e22adb298388d": kind, value });
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Cases about a switch that has to stand one way, in every way of writing it. */
export function switchCases({
  types,
  path,
  wanted,
  byDefault,
  inputs = {},
  reason,
  message,
}: SwitchCases): RuleCase[] {
  const name = path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);
  const resource = (type: string, value: unknown): [Given] => [
    { type, name: "it", inputs: merged(inputs, path, value) as Record<string, unknown> },
  ];
  const written = (flag: boolean): readonly (readonly [string, unknown])[] => [
    [String(flag), flag],
    [`"${flag}"`, String(flag)],
    [`a secret ${flag}`, wrapped(SECRET, flag)],
    [`an output ${flag}`, wrapped(OUTPUT, flag)],
  ];
  const missing: readonly (readonly [string, unknown])[] = [
    ["missing", undefined],
    ["null", null],
  ];
  const complying = [...written(wanted), ...(byDefault === wanted ? missing : [])];
  const wrong = [...written(!wanted), ...(byDefault === wanted ? [] : missing)];
  return types.flatMap((type) => [
    ...complying.map(([how, value]): RuleCase => ({
      title: `${type}, ${name} ${how}`,
      resources: resource(type, value),
      expect: ["pass"],
    })),
    ...wrong.map(([how, value]): RuleCase => ({
      title: `${type}, ${name} ${how}`,
      resources: resource(type, value),
      expect: [`violation ${reason}`],
      message,
    })),
    {
      title: `${type}, ${name} not known`,
      resources: resource(type, UNKNOWN),
      expect: [`undetermined ${name}`],
      message: `${name} is not known before the update`,
    },
  ]);
}

/** The inputs with a value put at a path. */
function merged(holder: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") return [merged((holder as unknown[] | undefined)?.[step], rest, value)];
  const object = (holder ?? {}) as Record<string, unknown>;
  return { ...object, [step]: merged(object[step], rest, value) };
}
