import type { Level, Rule } from "../evaluation/rule";

/** A pack: which rules it applies, and how strictly where a stack's settings say nothing. */
export interface Pack {
  /** Its name in results and on the command line, such as `encryption`. CrossGuard knows it as `pharos-encryption`. */
  readonly name: string;
  readonly description: string;
  /** Rules and their levels, in the order in which they are listed. */
  readonly rules: readonly (readonly [rule: Rule, level: Level])[];
}
