/** Thresholds of runtime security. Alerts and the colours of dashboards read the same constants. */

/**
 * Share of a node's system calls that are lost between kernel and Falco, from which rules miss what they should see. A burst of a build or
 * a backup loses less.
 */
export const DROPPED_SHARE_WARNING = 0.01;
