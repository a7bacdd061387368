import type { FlagDemand } from "../evaluation/flag";
import type { RuleCase } from "./cases";
import { OUTPUT, SECRET } from "./markers";
import { UNKNOWN, type Given } from "./resources";

interface FlagSubject {
  readonly type: string;
  readonly demand: FlagDemand;
  /** What the service makes of silence. Said again here, so that the rule's own word for it is tested. */
  readonly silence: "on" | "off";
  /** The whole message where the switch is off. */
  readonly message: string;
  /** Other inputs, which make the rule apply. @default none */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** What every rule has to say of every way in which one switch can be written. */
export function flagCases(subject: FlagSubject): readonly RuleCase[] {
  const { type, demand, silence, message, beside = {} } = subject;
  const { path } = demand;
  const name = path.join(".");
  const given = (value: unknown): [Given] => [
    { type, name: "judged", inputs: { ...beside, ...nested(path, value) } },
  ];
  const off = [`violation ${demand.reason}`];
  const where = silence === "on" ? ["pass"] : off;
  return [
    { title: "on", resources: given(true), expect: ["pass"] },
    { title: "on, as text", resources: given("true"), expect: ["pass"] },
    { title: "on, as a secret", resources: given(SECRET(true)), expect: ["pass"] },
    { title: "on, as an output", resources: given(OUTPUT(true)), expect: ["pass"] },
    { title: "on, as a secret text", resources: given(SECRET("true")), expect: ["pass"] },
    { title: "on, as an output that is a secret", resources: given(OUTPUT(SECRET(true))), expect: ["pass"] },
    {
      title: "on, with tags and a region of its own",
      resources: [
        {
          type,
          name: "judged",
          inputs: { region: "eu-west-1", tags: { owner: "data" }, ...beside, ...nested(path, true) },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "on, and the provider tags everything",
      resources: [{ ...given(true)[0], provider: { defaultTags: { tags: { owner: "data" } } } }],
      expect: ["pass"],
    },
    { title: "off", resources: given(false), expect: off, message: message.replace("missing", "false") },
    { title: "off, as text", resources: given("false"), expect: off },
    { title: "off, as a secret", resources: given(SECRET(false)), expect: off },
    { title: "off, as an output", resources: given(OUTPUT(false)), expect: off },
    { title: "off, as a secret text", resources: given(SECRET("false")), expect: off },
    { title: "off, as an output that is a secret", resources: given(OUTPUT(SECRET(false))), expect: off },
    {
      title: "off, with tags",
      resources: [
        { type, name: "judged", inputs: { tags: { owner: "data" }, ...beside, ...nested(path, false) } },
      ],
      expect: off,
    },
    {
      title: "off, and the provider tags everything",
      resources: [{ ...given(false)[0], provider: { defaultTags: { tags: { owner: "data" } } } }],
      expect: off,
    },
    {
      title: "nothing said",
      resources: [{ type, name: "judged", inputs: beside }],
      expect: where,
      ...(silence === "off" && { message }),
    },
    { title: "null", resources: given(null), expect: where },
    ...(path.length > 1
      ? [
          {
            title: "a group of settings with nothing in it",
            resources: [
              { type, name: "judged", inputs: { ...beside, ...nested(path.slice(0, -1), {}) } },
            ] as [Given],
            expect: where,
          },
        ]
      : []),
    {
      title: "not known",
      resources: given(UNKNOWN),
      expect: [`undetermined ${name}`],
      message: `${name} is not known before the update`,
    },
    { title: "neither true nor false", resources: given("perhaps"), expect: [`undetermined ${name}`] },
  ];
}

function nested(path: readonly string[], value: unknown): Record<string, unknown> {
  const [first, ...rest] = path;
  return first === undefined ? {} : { [first]: rest.length === 0 ? value : nested(rest, value) };
}
