/**
 * What AWS Backup saves, and how it finds it. What the program makes says so itself, with a tag; what the cluster makes is found by the tags
 * that EKS gives it, since Auto Mode may give it none of ours.
 */

/** Tag of what is backed up; its value is the stack, so that two stacks of one account do not save each other's. */
export const BACKUP_TAG = "pharos:backup";

/** One condition on a resource's tags. All conditions of a selection must hold. */
export interface TagCondition {
  readonly tag: string;
  /** The value, or a pattern with `*`. */
  readonly value: string;
}

/**
 * The tags of volumes that EKS Auto Mode makes for claims: it refuses to make one without the cluster's name, and its driver adds the name
 * of the Kubernetes volume. The second keeps the nodes' own disks out, which hold nothing. Source: the managed policy
 * AmazonEKSBlockStoragePolicy, and the tags of the EBS CSI driver.
 */
export function claimedVolumes(clusterName: string): TagCondition[] {
  return [
    { tag: "eks:eks-cluster-name", value: clusterName },
    { tag: "CSIVolumeName", value: "pvc-*" },
  ];
}

/** The tags of what the program itself marks, such as databases. */
export function markedBy(stack: string): TagCondition[] {
  return [{ tag: BACKUP_TAG, value: stack }];
}

/** The conditions that ask for one value: policies and restore tests know no patterns. */
export function exactTags(conditions: readonly TagCondition[]): TagCondition[] {
  return conditions.filter(({ value }) => !value.includes("*"));
}

/** Every day at 01:00 UTC, before the databases' own windows. */
export const DAILY = "cron(0 1 * * ? *)";
/**
 * Every day at 07:00 UTC, after the databases' own windows: AWS Backup starts no job in the hour before one. The schedule only sees to it
 * that the stream of changes is kept; that runs all the time.
 */
export const CONTINUOUS = "cron(0 7 * * ? *)";
/** Sundays at 10:00 UTC, after the week's maintenance and the day's backups. */
export const RESTORE_TEST = "cron(0 10 ? * SUN *)";
/** A job that did not start in an hour was forgotten. */
export const START_MINUTES = 60;
/** Half a day for the first, full backup. */
export const COMPLETE_MINUTES = 720;
/** AWS Backup's longest point-in-time recovery. */
export const LONGEST_CONTINUOUS_DAYS = 35;
/** Days in which a vault lock can still be taken off: the least that AWS takes, and time to see a mistake. */
export const LOCK_GRACE_DAYS = 3;
/** A restore test takes one of the points of this many days. */
export const RESTORE_WINDOW_DAYS = 7;
