/** Thresholds of what is asked from outside. Alerts and the colours of dashboards read the same constants. */

/**
 * Seconds until a connection to the hub stands, from which it is slow: twice what is usual across an ocean (about 80 ms there and back). Up to
 * it the queue of remote write is sized with room to spare (`content/metrics/sizing.ts` reckons with 200 ms for a whole request).
 */
export const HUB_CONNECT_SLOW_SECONDS = 0.15;

/** Days left from which a certificate should have been renewed: it is due a month before its end, and tried again for nine days since. */
export const CERTIFICATE_LATE_DAYS = 21;
/** Days left from which somebody has to act now, at night too. */
export const CERTIFICATE_ENDING_DAYS = 3;
