/** Folders of the bucket of security logs, one for each who writes there. None begins like another: each can be announced apart. */
export const securityLogFolders = {
  /** VPC flow logs. */
  flowLogs: "flow-logs",
  /** History and snapshots of AWS Config. */
  config: "config",
  /** Findings that GuardDuty exports, because it keeps them for 90 days only. */
  findings: "guardduty",
  /** Who asked what of the cluster: audit and authenticator logs of the control plane. */
  clusterAudit: "eks-audit",
} as const;

/** Folders whose new objects are announced to readers. Findings come to them sooner, as events. */
export const announcedFolders: readonly string[] = [
  securityLogFolders.flowLogs,
  securityLogFolders.config,
  securityLogFolders.clusterAudit,
];
