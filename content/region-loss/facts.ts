/** What AWS and others say, each with its source, and what nobody has measured. */

/** A figure and who states it. */
interface Fact {
  readonly says: string;
  readonly source: string;
}

export const facts = {
  timeControl: {
    says: "with replication time control 99.99 % of new objects are copied within 15 minutes, most in seconds",
    source: "S3 user guide, Meeting compliance requirements with S3 Replication Time Control",
  },
  withoutTimeControl: {
    says: "without it most objects are copied within 15 minutes and some after hours; there is no promise",
    source: "S3 user guide, Replicating objects within and across Regions",
  },
  snapshotCopies: {
    says: "a copy of a continuous backup is a snapshot as often as the plan's rule runs; there is no point-in-time recovery from it",
    source: "AWS Backup developer guide, Copying continuous backups",
  },
  replicaSecrets: {
    says: "a replica is readable in its region; it can be written once it is promoted to a secret of its own. No time is stated in which a new value arrives",
    source: "Secrets Manager user guide, Promote a replica secret to a standalone secret",
  },
  trails: {
    says: "a trail over all regions exists in each of them with the same settings; files arrive about 5 minutes after a call, on average and without promise, and for 30 days CloudTrail tries again where the bucket cannot be reached",
    source: "CloudTrail user guide, Resilience in CloudTrail; Getting and viewing your CloudTrail log files",
  },
  remoteWrite: {
    says: "what could not be sent for about two hours is no longer in the write-ahead log and is never sent",
    source: "Prometheus documentation, Remote write tuning",
  },
  keys: {
    says: "a key that is not a multi-Region key never leaves its region",
    source: "KMS developer guide, Multi-Region keys in AWS KMS",
  },
} as const satisfies Record<string, Fact>;

/** CloudTrail's average, in minutes. */
export const TRAIL_MINUTES = 5;

/**
 * Times of recovery in hours. They are targets: nobody has measured them, and AWS promises none. The weekly restore tests measure how long
 * a restore takes in the region itself, not in another one.
 */
export const targetHours = {
  /** A person finds the copy and reads it. */
  read: 1,
  /** A database is restored from its newest copy, and Grafana pointed to it. */
  database: 4,
  /** A volume is restored from its newest copy and bound to a claim. */
  volume: 8,
  /** A region is made by this program from its settings, in a region where there is none. */
  region: 24,
} as const;

export function target(hours: number): string {
  return `target ${hours} h`;
}
