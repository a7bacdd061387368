/** Jobs of AWS Backup that ended badly, as EventBridge tells of them: copies and backups have a state, restores a status. */
export const failedJobs = JSON.stringify({
  source: ["aws.backup"],
  "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
  detail: {
    $or: [{ state: ["ABORTED", "EXPIRED", "FAILED"] }, { status: ["ABORTED", "FAILED"] }],
  },
});

/** What the message takes from the event. */
export const failedJobPaths: Readonly<Record<string, string>> = {
  account: "$.account",
  backup: "$.detail.backupJobId",
  copy: "$.detail.copyJobId",
  kind: "$.detail-type",
  message: "$.detail.statusMessage",
  region: "$.region",
  resource: "$.resources",
  restore: "$.detail.restoreJobId",
  time: "$.time",
};

/** The message: AWS puts nothing where an event has no such field. */
export const failedJobMessage = [
  `"<kind> in <region>, account <account>, at <time>: it failed, expired or was ended."`,
  `"Resource: <resource>"`,
  `"Job: <backup><copy><restore>"`,
  `"Reason: <message>"`,
  `"Runbook: docs/runbooks/BackupJobsFailed.md"`,
].join("\n");
