import { copyOf, type NameScope, resourceName } from "./names";
import { type RecordClass, retentionRules, staysInJurisdiction } from "./retention";

/**
 * Every bucket that a region has, and what is kept in it. Names follow from it alone, so that a stack can name the buckets of another
 * one without asking it.
 */

/** Who ends an object's life: S3's lifecycle rules, or the program that wrote it. */
export type ExpiredBy = "lifecycle" | "owner";

export interface BucketPlan {
  /** What lies in it, for people. */
  readonly holds: string;
  /** Last part of its name: at most 17 characters, so that the name of its copy is written out in full in every region. */
  readonly purpose: string;
  /** The classes of the records in it; `none` for working files, which are no records. */
  readonly recordClasses: readonly [RecordClass, ...RecordClass[]] | "none";
  /** The class of data with whose key it is encrypted. */
  readonly dataClass: "metrics" | "logs" | "audit" | "backups";
  /**
   * Who ends an object's life.
   * @default "lifecycle"
   */
  readonly expiredBy?: ExpiredBy;
  /**
   * Locked for the classes' minimum, also where no class asks for a lock.
   * @default - locked if one of the classes asks for it
   */
  readonly lock?: "minimum";
}

/** The buckets of every region. */
export const bucketPlans = {
  metricsBlocks: {
    holds: "Blocks of metrics, which Thanos's compactor merges, downsamples and deletes",
    purpose: "metrics-blocks",
    recordClasses: ["metrics-operational"],
    dataClass: "metrics",
    expiredBy: "owner",
  },
  logArchive: {
    holds: "Log streams that are the system of record; application logs only once they are masked",
    purpose: "log-archive",
    recordClasses: ["sec-17a4-a"],
    dataClass: "logs",
  },
  auditLedger: {
    holds: "Entries, tiles and signed checkpoints of the audit ledger",
    purpose: "audit-ledger",
    recordClasses: ["sec-17a4-a"],
    dataClass: "audit",
  },
  ledgerWorking: {
    holds: "What the ledger still rewrites: partial tiles, its newest checkpoint, entries on their way",
    purpose: "ledger-working",
    recordClasses: "none",
    dataClass: "audit",
    expiredBy: "owner",
  },
  evidence: {
    holds: "Evidence that controls work, and reports",
    purpose: "control-evidence",
    recordClasses: ["control-evidence"],
    dataClass: "audit",
  },
  searchSecurity: {
    holds: "Snapshots of the indices of security logs, which the search cluster adds to and deletes",
    purpose: "search-security",
    // Copies for searching: the records that PCI DSS 10.5.1 has kept are the originals in the buckets of security logs and of the trail.
    recordClasses: ["gdpr-security-log"],
    dataClass: "logs",
    expiredBy: "owner",
  },
  searchApps: {
    holds: "Snapshots of the indices of application logs and traces, likewise",
    purpose: "search-apps",
    recordClasses: ["gdpr-app-telemetry"],
    dataClass: "logs",
    expiredBy: "owner",
  },
  backups: {
    holds: "Backups of what has no vault of its own: dumps, exported settings",
    purpose: "backups",
    recordClasses: ["operational-backup"],
    dataClass: "backups",
  },
  securityLogs: {
    holds: "Flow logs, AWS Config's history, GuardDuty's findings, who asked what of the cluster",
    purpose: "security-logs",
    // Without a lock: AWS Config refuses to deliver to a bucket that has one.
    recordClasses: ["pci-audit"],
    dataClass: "audit",
  },
} as const satisfies Record<string, BucketPlan>;

/** A bucket of a region. */
export type BucketKey = keyof typeof bucketPlans;

/** The trail's bucket; only the stack that makes the trail has it. */
export const trailBucketPlan = {
  holds: "CloudTrail's log files and their signed digests",
  purpose: "trail",
  recordClasses: ["pci-audit"],
  dataClass: "audit",
  lock: "minimum",
} as const satisfies BucketPlan;

/** Last part of the name of the bucket that takes access logs; the one in the replica region is its copy by name alone. */
export const ACCESS_LOGS_PURPOSE = "access-logs";

/** Folder of the bucket of access logs that takes those of load balancers; buckets have folders of their own names. */
export const LOAD_BALANCER_LOGS = "load-balancers";

/**
 * Purposes of the buckets in which every object that is read or written is recorded: those of locked records, and those of personal or
 * regulated data.
 */
export const watchedPurposes: readonly string[] = Object.values<BucketPlan>(bucketPlans)
  .filter(({ recordClasses }) => recordClasses !== "none" && recordClasses.some(isWatched))
  .map(({ purpose }) => purpose);

function isWatched(recordClass: RecordClass): boolean {
  const { immutability, classification } = retentionRules[recordClass];
  return immutability === "compliance-lock" || staysInJurisdiction(classification);
}

/** The name of a bucket and of its copy. */
export function bucketPair(scope: NameScope, purpose: string): readonly [source: string, copy: string] {
  return [resourceName("bucket", scope, purpose), resourceName("bucket", scope, copyOf(purpose))];
}
