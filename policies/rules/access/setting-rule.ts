import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule, RuleMetadata } from "../../evaluation/rule";

/** A switch of a resource that has to stand one way. */
export interface Switch {
  /** Names down to it, such as `["metadataOptions", "httpTokens"]`. */
  readonly path: readonly string[];
  readonly wanted: boolean;
  /** How it stands where nothing is said. */
  readonly byDefault: boolean;
  readonly reason: string;
  /** What follows from its standing wrong, as the rest of a sentence. */
  readonly otherwise: string;
}

/** Judges one switch below a place. */
export function judgeSwitch(below: Reader, { path, wanted, byDefault, reason, otherwise }: Switch): Outcome {
  const place = below.at(...path);
  const flag = orDefault(place.flag(), byDefault);
  if (flag.state === "unknown") return undetermined(flag);
  if (flag.value === wanted) return pass;
  const name = path[path.length - 1] ?? "";
  const found = wanted ? `'${place.path}' is not true` : `'${place.path}' is not false`;
  return violation(reason, {
    message: `${found}: ${otherwise}; ${String(wanted)} is required`,
    fix: `set ${name} to ${String(wanted)}`,
    property: place.path,
  });
}

interface SwitchRule extends RuleMetadata {
  readonly switches: readonly Switch[];
}

/** A rule that switches of a resource stand as they should. */
export function switchRule({ switches, ...metadata }: SwitchRule): ResourceRule {
  return {
    ...metadata,
    scope: "resource",
    check: ({ inputs }) => allOf(switches.map((one) => judgeSwitch(inputs, one))),
  };
}
