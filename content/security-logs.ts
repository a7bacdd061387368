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

/** Folders whose new objects are announced to readers. Whoever has to know of findings sooner hears of them as events, too. */
export const announcedFolders: readonly string[] = [
  securityLogFolders.flowLogs,
  securityLogFolders.config,
  securityLogFolders.findings,
  securityLogFolders.clusterAudit,
];

/** Columns of VPC flow logs, in their order: those of version 2 and what tells the true ends of a flow, its direction and its way. */
export const flowLogFields: readonly string[] = [
  ...[
    "version",
    "account-id",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
  ],
  ...["bytes", "start", "end", "action", "log-status", "vpc-id", "subnet-id", "az-id", "tcp-flags", "type"],
  ...["pkt-srcaddr", "pkt-dstaddr", "pkt-src-aws-service", "pkt-dst-aws-service"],
  ...["flow-direction", "traffic-path"],
];
