import type { ChartFacts } from "./images/chart-facts";
import type { SuppliedResource } from "./images/supply";

/** What has to fit together. */
export interface FitInputs {
  /** Minor versions of Kubernetes that a stack may ask for. */
  readonly kubernetes: readonly string[];
  /** What is known of the pinned charts. */
  readonly charts: readonly ChartFacts[];
  /** What a stack registers. */
  readonly resources: readonly SuppliedResource[];
}

/** Two versions that must fit each other, and why. */
export interface VersionFit {
  readonly id: string;
  /** What must fit what, as a sentence without its full stop. */
  readonly demand: string;
  /** What happens where it does not. */
  readonly because: string;
  /** Where that is written. */
  readonly source: string;
  /** What does not fit: each a sentence with the fix. None: it fits, or there is nothing of the kind. */
  misfits(inputs: FitInputs): string[];
}
