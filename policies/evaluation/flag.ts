import { pass, undetermined, violation, type Outcome } from "./outcome";
import type { Reader } from "./reader";
import type { Resource } from "./resource";
import type { ResourceRule } from "./rule";
import { unlessTrial } from "./trial";

/** A switch of a resource that has to be on. */
export interface FlagDemand {
  /** Where it stands, from the resource's inputs down. */
  readonly path: readonly [string, ...string[]];
  /** How the service takes it where nothing is said. */
  readonly byDefault: boolean;
  /** Reason code of the violation. */
  readonly reason: string;
  /** What follows where it is off, as the end of a sentence that begins with "so that". */
  readonly consequence: string;
}

/** Judges one switch. */
export function judgeFlag(inputs: Reader, { path, byDefault, reason, consequence }: FlagDemand): Outcome {
  const place = inputs.at(...path);
  const flag = place.flag();
  if (flag.state === "unknown") return undetermined(flag);
  if (flag.state === "absent" ? byDefault : flag.value) return pass;
  const name = path.join(".");
  return violation(reason, {
    message: `'${name}' is ${flag.state === "absent" ? "missing" : "false"}, so that ${consequence}; true is required`,
    fix: `set ${name} to true`,
    property: name,
  });
}

interface FlagRule extends Omit<ResourceRule, "scope" | "check"> {
  readonly demand: FlagDemand;
  /** Why a trial is let off, where it is. */
  readonly trialIsExempt?: string;
  /** An outcome that comes before the demand's: what the rule asks nothing of, or what cannot be told. */
  readonly exception?: (resource: Resource) => Outcome | undefined;
}

/** A rule that asks for one switch and nothing else. */
export function flagRule({ demand, trialIsExempt, exception, ...metadata }: FlagRule): ResourceRule {
  return {
    ...metadata,
    scope: "resource",
    check(resource) {
      const outcome = exception?.(resource) ?? judgeFlag(resource.inputs, demand);
      return trialIsExempt === undefined ? outcome : unlessTrial(resource, [outcome], trialIsExempt);
    },
  };
}
