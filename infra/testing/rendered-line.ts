import type { MadeObject } from "./rendered-places";

/** One line of the list. */
export interface RenderedLine {
  readonly title: string;
  /** What is wrong; empty when nothing is. */
  readonly check: (objects: readonly MadeObject[]) => string[];
  /** The object, the path in it, and what a mutant puts there; undefined removes it. */
  readonly mutants: readonly (readonly [object: string, path: string, value: unknown])[];
}
