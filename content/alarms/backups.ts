import type { Alarm } from "./alarm";

const check = [
  "`aws backup list-backup-jobs --by-state FAILED` (or `list-copy-jobs`), field StatusMessage.",
  "The message that the event of the same job sent to this topic: it names the resource.",
];
const act = [
  "A right or a key: put it back by updating the stack.",
  "Then start the job by hand: `aws backup start-backup-job`, with the vault and role of the plan.",
];

/** Recovery points, and their copies in the other region. */
export const backups: readonly Alarm[] = [
  {
    name: "BackupsMissing",
    watches: "vault",
    severity: "P2",
    summary: "No backup was completed for two days",
    series: { value: { metric: "AWS/Backup NumberOfBackupJobsCompleted", statistic: "Sum" } },
    condition: {
      is: "below",
      threshold: 1,
      unit: "backups",
      because: "the plan makes one a day, and a day's job may end after midnight",
    },
    period: 86_400,
    periods: 2,
    missing: { means: "bad", because: "a vault without jobs reports nothing" },
    runbook: {
      cause: [
        "The plan selects nothing, AWS Backup is switched off for a kind of resource in this region, or the plan is gone.",
        "In the first two days of a stack it says that there is nothing yet.",
      ],
      check: [
        "`aws backup describe-region-settings`: EBS and Aurora have to be true.",
        "`aws backup list-protected-resources`",
      ],
      act: ["Switch the service on: `aws backup update-region-settings`.", "Otherwise update the stack."],
    },
  },
  {
    name: "BackupJobsFailed",
    watches: "vault",
    severity: "P2",
    summary: "A backup failed",
    series: { value: { metric: "AWS/Backup NumberOfBackupJobsFailed", statistic: "Sum" } },
    condition: {
      is: "above",
      threshold: 0,
      unit: "jobs",
      because: "a failed backup is not made again before the next day",
    },
    period: 3600,
    periods: 1,
    missing: { means: "good", because: "no job failed" },
    runbook: { cause: ["A right, a key, or a resource that was deleted while it was saved."], check, act },
  },
  {
    name: "BackupJobsExpired",
    watches: "vault",
    severity: "P2",
    summary: "A backup did not start or end in its window",
    series: { value: { metric: "AWS/Backup NumberOfBackupJobsExpired", statistic: "Sum" } },
    condition: { is: "above", threshold: 0, unit: "jobs", because: "an expired job has saved nothing" },
    period: 3600,
    periods: 1,
    missing: { means: "good", because: "no job expired" },
    runbook: {
      cause: [
        "Another snapshot of the same resource was under way, or AWS was busy during the whole window.",
      ],
      check,
      act,
    },
  },
  {
    name: "BackupCopiesFailed",
    watches: "vault",
    severity: "P2",
    summary: "A backup could not be copied to the other region",
    series: { value: { metric: "AWS/Backup NumberOfCopyJobsFailed", statistic: "Sum" } },
    condition: {
      is: "above",
      threshold: 0,
      unit: "jobs",
      because: "without its copy a backup is lost together with the region",
    },
    period: 3600,
    periods: 1,
    missing: { means: "good", because: "no copy failed" },
    runbook: { cause: ["A right or a key in the other region, or too many copies at once."], check, act },
  },
];
