import type { Mutant, Stack } from "./stack";

/** One line of the acceptance list: what it looks for, and stacks that are wrong in one place. */
export interface Line {
  /** What has to be true, as a sentence without its full stop. */
  readonly title: string;
  /** What is wrong, each a sentence without its full stop; empty when nothing is. */
  readonly check: (stack: Stack) => string[];
  readonly mutants: readonly Mutant[];
}
