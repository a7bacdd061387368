/** Connections that a unit of capacity adds, and what the engine keeps for itself: a line through the table of the Aurora user guide. */
const PER_UNIT = 211.4;
const KEPT = 22.7;
/** Aurora's own bound. */
const MOST_CONNECTIONS = 5000;

/**
 * Connections that Aurora PostgreSQL allows with its default `max_connections`, which follows from the largest capacity (Aurora user guide,
 * "Maximum connections for Aurora Serverless v2").
 * @param maxCapacity capacity units of 2 GiB, one or more
 */
export function connectionsOf(maxCapacity: number): number {
  return Math.min(MOST_CONNECTIONS, Math.round(PER_UNIT * maxCapacity - KEPT));
}
