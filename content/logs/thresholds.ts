/** Thresholds of the log store. Alerts and the colours of the dashboard read the same constants. */

/** Share of a node's volume from which there is work to do: at 85 % Elasticsearch puts no new shards there. Planned is 70 %. */
export const DISK_USED_WARNING = 0.8;
/** Share from which it is urgent: at 90 % it moves shards away, at 95 % it stops taking logs. */
export const DISK_USED_CRITICAL = 0.9;
/** Age of the newest snapshot, seconds: there is one every half hour, so that three in a row have failed. */
export const SNAPSHOT_AGE_WARNING_SECONDS = 2 * 3600;
