/** Thresholds of the metrics pipeline. Alerts and the colours of dashboards read the same constants. */

/** Remote write lag, seconds, from which it is worth a look: normal is under ten, a slow minute is not news. */
export const LAG_WARNING_SECONDS = 120;
/** Remote write lag, seconds, from which the hub will have a hole: half of what the write-ahead log can replay, so that the other half is left to act. */
export const LAG_CRITICAL_SECONDS = 3600;
/** Share of samples that the hub refuses for good, from which it is not a stray series. */
export const FAILED_SHARE_WARNING = 0.01;
/**
 * Share of the volume left, below which ingestion is about to stop. In steady state 85 % are blocks and a few per cent the
 * write-ahead log.
 */
export const VOLUME_LEFT_CRITICAL = 0.05;
