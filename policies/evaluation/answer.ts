import type { Unknown } from "./reader";

/** Yes, no, or why it cannot be told. */
export type Answer = boolean | Unknown;

/** Whether all hold: one that does not decides, whatever the others may turn out to be. */
export function every(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.find(isOpen) ?? true;
}

/** Whether at least one holds. */
export function some(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.find(isOpen) ?? false;
}

export function not(answer: Answer): Answer {
  return isOpen(answer) ? answer : !answer;
}

export function isOpen(answer: Answer): answer is Unknown {
  return typeof answer !== "boolean";
}
