/** Thresholds of certificates, copies of secrets and the gateway. Alerts and the colours of dashboards read the same constants. */

const DAY_SECONDS = 86_400;

/**
 * Seconds after its time for renewal, from which a certificate is taken for stuck: cert-manager tries again within the hour, for days. Three
 * weeks are left then of the region's own.
 */
export const RENEWAL_OVERDUE_SECONDS = 7 * DAY_SECONDS;
/** Seconds before a certificate's end, from which everything else waits: a week-end and a day. */
export const ENDING_SECONDS = 3 * DAY_SECONDS;
/** Share of requests that the gateway cannot answer, from which it is not a stray page. */
export const GATEWAY_FAILURES_WARNING = 0.05;
