import { FRAUD_ATTRIBUTE } from "./names";

/**
 * Which traces are kept. A gateway waits until a trace can be expected to be whole, and then keeps it if one of these policies wants it.
 */

/** How long a gateway waits for the rest of a trace, seconds: longer than the slowest request that is not a failure by itself. */
export const DECISION_WAIT_SECONDS = 30;
/** A trace that takes longer is kept, milliseconds: the SLO of interactive requests is well below. */
export const SLOW_MS = 1000;

/** Share of the other traces that may be kept, per cent. Less says too little about what is normal, more is paid for and not read. */
export const LEAST_KEPT_PERCENT = 1;
export const MOST_KEPT_PERCENT = 5;

/** One policy, in the words of the collector's tail sampling. */
export type SamplingPolicy =
  | {
      readonly name: string;
      readonly type: "status_code";
      readonly status_code: { readonly status_codes: readonly string[] };
    }
  | { readonly name: string; readonly type: "latency"; readonly latency: { readonly threshold_ms: number } }
  | {
      readonly name: string;
      readonly type: "boolean_attribute";
      readonly boolean_attribute: { readonly key: string; readonly value: boolean };
    }
  | {
      readonly name: string;
      readonly type: "probabilistic";
      readonly probabilistic: { readonly sampling_percentage: number };
    };

/**
 * Everything that failed, was slow or is suspected of fraud, and some of the rest.
 * @param keptPercent share of the rest, per cent
 * @throws RangeError if the share is not between one and five
 */
export function samplingPolicies(keptPercent: number): readonly SamplingPolicy[] {
  if (!(keptPercent >= LEAST_KEPT_PERCENT && keptPercent <= MOST_KEPT_PERCENT)) {
    throw new RangeError(
      `${keptPercent} % of ordinary traces is not between ${LEAST_KEPT_PERCENT} and ${MOST_KEPT_PERCENT} %`,
    );
  }
  return [
    { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
    { name: "slow", type: "latency", latency: { threshold_ms: SLOW_MS } },
    { name: "fraud", type: "boolean_attribute", boolean_attribute: { key: FRAUD_ATTRIBUTE, value: true } },
    { name: "rest", type: "probabilistic", probabilistic: { sampling_percentage: keptPercent } },
  ];
}
