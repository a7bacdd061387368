/**
 * Where the hub keeps the metrics of all regions, and each jurisdiction its history.
 * - `thanos`: workloads of our own over a bucket of the region. The present comes by remote write and is kept three times, history comes by
 *   blocks: an outage of the hub loses nothing.
 * - `amp`: Amazon Managed Service for Prometheus. Nothing to run, paid by the sample. It takes no sample that is older than an hour: what an
 *   outage of more than that delays is missing there, and stays in the region alone.
 */
export const metricsStores = ["thanos", "amp"] as const;
export type MetricsStore = (typeof metricsStores)[number];

export const DEFAULT_METRICS_STORE: MetricsStore = "thanos";
