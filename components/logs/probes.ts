/** A program that takes no connection for this long hangs, seconds. Long, since what a restart costs is more than a slow minute. */
const HANGS_AFTER_SECONDS = 300;
/** How long a program may take until it listens, seconds: both do within a minute on a small node, unless it has to read much first. */
const STARTS_WITHIN_SECONDS = 600;
const ASK_EVERY_SECONDS = 30;

/**
 * Probes that restart a program which has stopped taking connections, and no other: one that waits for its cluster or for the store is not
 * restarted for that. ECK sets none; whether a pod is ready it asks itself, and its probe stays.
 */
export function livesAt(port: number) {
  const probe = { tcpSocket: { port }, periodSeconds: ASK_EVERY_SECONDS, timeoutSeconds: 5 };
  return {
    startupProbe: { ...probe, failureThreshold: STARTS_WITHIN_SECONDS / ASK_EVERY_SECONDS },
    livenessProbe: { ...probe, failureThreshold: HANGS_AFTER_SECONDS / ASK_EVERY_SECONDS },
  };
}
