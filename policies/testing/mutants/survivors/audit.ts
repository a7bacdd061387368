import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

/** What records and detects, and backups. */
export const audit: readonly Survivor[] = [
  ...harmless(
    [
      "aws:cloudwatch/logGroup:LogGroup",
      /retentionInDays/,
      ["remove"],
      "Logs of a class without a maximum are kept longer.",
    ],
    [
      "aws:guardduty/detector:Detector",
      /findingPublishingFrequency/,
      ["remove"],
      "GuardDuty tells changes of known findings every six hours then; new ones at once.",
    ],
    ["aws:accessanalyzer/analyzer:Analyzer", /type/, ["remove"], "ACCOUNT is the default."],

    [
      "aws:backup/plan:Plan",
      /rules\[\]\.(completionWindow|startWindow)/,
      "all",
      "When a job begins and how long it may take; one that does not end in time is told.",
    ],
  ),
  ...refused(
    [
      "aws:cfg/retentionConfiguration:RetentionConfiguration",
      /retentionPeriodInDays/,
      ["shorten"],
      "AWS Config takes no fewer than 30 days.",
    ],
    [
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      /(changeableForDays|maxRetentionDays)/,
      ["shorten"],
      "AWS Backup takes no fewer than 3 days of grace, and no maximum below the minimum.",
    ],
    [
      [
        "aws:cfg/*",
        "aws:cloudtrail/*",
        "aws:kinesis/*",
        "aws:guardduty/*",
        "aws:cloudwatch/logSubscriptionFilter*",
      ],
      /s3BucketName|destination(Arn|Type)?|roleArn|logGroup|detectorId/,
      ["move"],
      "There is no such bucket, group or role, and the service looks before it takes it.",
    ],
  ),
  ...noSecurityMatter(
    [
      "aws:backup/restoreTesting*",
      /.+/,
      "all",
      "Whether backups can be restored is tried with copies; what is saved does not change.",
    ],
    [
      "aws:cfg/deliveryChannel:DeliveryChannel",
      /s3KeyPrefix|snapshotDeliveryProperties.*|name/,
      "all",
      "How files are called and how often there is a snapshot of what is recorded anyway.",
    ],
    [
      "aws:ec2/flowLog:FlowLog",
      /destinationOptions.*|maxAggregationInterval|logFormat/,
      "all",
      "How files are laid out and which fields each line has.",
    ],
  ),
  ...caughtBy("components/audit/trail-selectors.test.ts")([
    "aws:cloudtrail/trail:Trail",
    /advancedEventSelectors.*/,
    "all",
    "A trail may be one of data events alone, so that no rule can ask for more than LOG-CT-04 does; what each records is asserted in full.",
  ]),
  ...caughtBy("components/audit/audit.test.ts")(
    [
      ["aws:cfg/*", "aws:guardduty/*", "aws:securityhub/*", "aws:accessanalyzer/*", "aws:cloudtrail/*"],
      /.+/,
      "all",
      "Recorder, channel, detector with its features, export and standards are asserted input by input.",
    ],
    [
      ["aws:kinesis/*", "aws:cloudwatch/logSubscriptionFilter*", "aws:cloudwatch/event*"],
      /.+/,
      "all",
      "The stream of the cluster's audit, its filters and the way of findings are asserted input by input; events of backups in backups.test.ts.",
    ],
  ),
  ...caughtBy("components/network/network.test.ts")([
    "aws:ec2/flowLog:FlowLog",
    /.+/,
    "all",
    "Every connection is recorded, refused and taken, into the bucket: asserted, while NET-VPC-01 asks for refused ones at least.",
  ]),
  ...caughtBy("components/backups/backups.test.ts")([
    "aws:backup/*",
    /.+/,
    "all",
    "Plans, selections, vaults with their bounds, notices: what each says is asserted; the class of backups asks no law for a lock.",
  ]),
];
