import type { StackResults } from "../../policies/evaluation/results";

/** What a look at the cloud found of one or more stacks. */
export interface DriftRun {
  readonly stacks: readonly StackDrift[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Wall-clock seconds. */
  readonly seconds: number;
}

/** What differs between a stack's state and what is really there. */
export interface StackDrift {
  readonly stack: string;
  /** "failed": it could not be looked at, or not to the end. */
  readonly outcome: "ok" | "failed";
  /** What went wrong. */
  readonly errors: readonly string[];
  /** How many resources were looked at. */
  readonly resources: number;
  /** What differs from what the program asked for, by URN. */
  readonly drifted: readonly DriftedResource[];
  /** Resources of which only values differ that the provider computes and nobody asked for. They are no drift. */
  readonly computedOnly: number;
  /** What the rules say of what is really there; absent where that is not known. */
  readonly judged?: StackResults;
}

export interface DriftedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** "missing": somebody has deleted it. */
  readonly change: "changed" | "missing";
  /** Its tag `owner`, its own or the provider's. @default it has none */
  readonly owner?: string;
  /** Type and name of the component that it is a part of. @default it stands for itself */
  readonly component?: string;
  readonly fields: readonly DriftedField[];
}

/** One value that differs, as text that may be shown: secrets are never part of it. */
export interface DriftedField {
  readonly path: string;
  readonly was: string;
  readonly is: string;
}
