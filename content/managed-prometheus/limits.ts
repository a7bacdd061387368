/**
 * How far a region may be above the series that the hub is sized for, before its workspace takes no more new series of it: the room of the
 * others is not its own. The same as Thanos Receive grants.
 */
const HEADROOM = 1.5;

/** Series of one region, told by its label `cluster`, and how many of them a workspace takes at a time. */
export interface SeriesLimit {
  readonly labelSet: { readonly cluster: string };
  readonly limits: { readonly maxSeries: number };
}

/**
 * The limits of a workspace: one a region that writes to it. The halves of a pair count once.
 * @param activeSeries series of one region that the stack is sized for
 */
export function seriesLimits(clusters: readonly string[], activeSeries: number): SeriesLimit[] {
  const maxSeries = Math.ceil(activeSeries * HEADROOM);
  return clusters.map((cluster) => ({ labelSet: { cluster }, limits: { maxSeries } }));
}
