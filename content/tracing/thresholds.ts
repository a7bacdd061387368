import { LEAST_KEPT_PERCENT } from "./sampling";

/** Thresholds of tracing. Alerts and the colours of dashboards read the same constants. */

/** Share of a queue from which it is about to be full: normal is next to nothing. */
export const QUEUE_FILLING = 0.8;
/** Share of kept spans from which Elasticsearch gets more than it was sized for: sizes reckon with a tenth at most. */
export const KEPT_MUCH = 0.25;
/** Share of kept spans below which sampling loses traces: half of the least that a setting may ask for. */
export const KEPT_NOTHING = LEAST_KEPT_PERCENT / 100 / 2;
