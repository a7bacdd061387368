import { notApplicable, undetermined, type Outcome } from "./outcome";
import type { Resource } from "./resource";
import { trialOf } from "./tags";

/** Why records' rules ask nothing of a trial. */
export const NO_RECORDS_IN_TRIAL = "it belongs to a trial, in which nothing may be a record";

/** Why nothing of a trial has to be kept from deletion. */
export const TRIAL_GOES = "it belongs to a trial, in which everything has to be deletable";

/** Lets a resource of a trial off what it violates; whether it belongs to one need not be known yet. */
export function unlessTrial(
  resource: Resource,
  outcomes: readonly Outcome[],
  why: string,
): readonly Outcome[] {
  if (!outcomes.some(({ kind }) => kind === "violation")) return outcomes;
  const trial = trialOf(resource);
  if (trial.state === "unknown") return [undetermined(trial)];
  return trial.state === "value" && trial.value ? [notApplicable(why)] : outcomes;
}
