import {
  anyAlarmArn,
  anyEventRuleArn,
  anyOf,
  bucketArn,
  logGroupArn,
  regionalService,
  accountArn,
} from "../../content/arn";
import type { Action, Conditions, ResourceStatement } from "./policy-document";

/**
 * AWS services through which callers of the key's own account may use it, each as `kms:ViaService` knows it.
 * - `s3`: objects of buckets, and their replication
 * - `ebs`: volumes (EBS calls itself `ec2`)
 * - `rds`: databases, their snapshots and logs
 * - `backup`: recovery points in vaults
 * - `secrets`: values in Secrets Manager and their copies
 * - `topics`: messages that roles publish to SNS
 * - `queues`: messages that roles read from SQS
 * - `streams`: records on their way through Data Firehose
 * - `workspaces`: metrics in workspaces of Amazon Managed Service for Prometheus (which calls itself `aps`)
 */
export type CallerUse =
  "s3" | "ebs" | "rds" | "backup" | "secrets" | "topics" | "queues" | "streams" | "workspaces";

/**
 * Who may use a key, and for what; nobody else can. First the services that act for callers of the account, then those that act on
 * their own.
 */
export interface KeyUses extends Readonly<Partial<Record<CallerUse, boolean>>> {
  /**
   * Envelope encryption of a cluster's secrets.
   * @default false
   */
  readonly eks?: boolean;
  /**
   * Names of the log groups that are encrypted with the key.
   * @default - none
   */
  readonly logGroups?: readonly string[];
  /**
   * CloudWatch alarms of the account publish to topics that are encrypted with the key.
   * @default false
   */
  readonly alarms?: boolean;
  /**
   * Event rules of the account write to queues and topics that are encrypted with the key.
   * @default false
   */
  readonly events?: boolean;
  /**
   * Backup vaults of the account announce jobs in topics that are encrypted with the key.
   * @default false
   */
  readonly vaultNotices?: boolean;
  /**
   * Alert managers of the account's workspaces publish to topics that are encrypted with the key.
   * @default false
   */
  readonly workspaceNotices?: boolean;
  /**
   * Names of the buckets that announce new objects in queues that are encrypted with the key.
   * @default - none
   */
  readonly announcingBuckets?: readonly string[];
  /**
   * ARNs of the trails whose log files are encrypted with the key.
   * @default - none
   */
  readonly trails?: readonly string[];
  /**
   * Services that deliver files to buckets that are encrypted with the key.
   * - `flow-logs`: VPC flow logs
   * - `config`: AWS Config's history and snapshots
   * - `guardduty`: findings that GuardDuty exports
   * @default - none
   */
  readonly deliveries?: readonly Delivery[];
}

/** A service that writes files of its own to a bucket. */
export type Delivery = "flow-logs" | "config" | "guardduty";

/** Where a key lies. */
export interface KeyPlace {
  readonly account: string;
  /** Region of the key itself. */
  readonly region: string;
}

/** What a service does with a key on behalf of a caller. */
const DATA_USE: readonly Action[] = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"];
/** The same where data keys are kept beside the data, and data is re-encrypted when it is copied. */
const STORAGE_USE: readonly Action[] = [
  ...DATA_USE,
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];
/** The same of a service that makes its own data keys. */
const READ_AND_WRITE: readonly Action[] = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];
/** What a sender to an encrypted topic or queue needs (SNS and SQS developer guides, "Key management"). */
const SEND: readonly Action[] = ["kms:Decrypt", "kms:GenerateDataKey"];

/** One of the services that act for a caller. */
interface Via {
  readonly called: string;
  /** Its name in `kms:ViaService`. */
  readonly service: string;
  readonly actions: readonly Action[];
  /** Whether it also asks for a grant, to use the key later by itself; `unmarked` where it does not say that the grant is for AWS. */
  readonly grants: boolean | "unmarked";
}

const viaServices: Readonly<Record<CallerUse, Via>> = {
  s3: { called: "S3", service: "s3", actions: DATA_USE, grants: false },
  ebs: { called: "Ebs", service: "ec2", actions: STORAGE_USE, grants: true },
  rds: { called: "Rds", service: "rds", actions: STORAGE_USE, grants: true },
  backup: { called: "Backup", service: "backup", actions: STORAGE_USE, grants: true },
  secrets: { called: "SecretsManager", service: "secretsmanager", actions: DATA_USE, grants: false },
  topics: { called: "Sns", service: "sns", actions: SEND, grants: false },
  queues: { called: "Sqs", service: "sqs", actions: SEND, grants: false },
  streams: { called: "Firehose", service: "firehose", actions: DATA_USE, grants: true },
  // Its user guide, "Encryption at rest": these, by the service and the caller's account alone.
  workspaces: { called: "Prometheus", service: "aps", actions: READ_AND_WRITE, grants: "unmarked" },
};

/** The statements for everything that the uses name, in the order of {@link KeyUses}. */
export function useStatements(place: KeyPlace, uses: KeyUses): ResourceStatement[] {
  const vias = (Object.keys(viaServices) as CallerUse[]).filter((use) => uses[use] === true);
  return [
    ...vias.flatMap((use) => viaStatements(place, viaServices[use])),
    ...(uses.eks === true ? [eksStatement(place)] : []),
    ...serviceUses(place, uses).map(serviceStatement),
  ];
}

function viaStatements(place: KeyPlace, { called, service, actions, grants }: Via): ResourceStatement[] {
  const via = {
    "kms:CallerAccount": [place.account],
    "kms:ViaService": [regionalService(service, place.region)],
  };
  const common = { principals: { aws: [accountArn(place.account)] }, resources: ["*"] };
  return [
    { sid: `UseThrough${called}`, ...common, actions, conditions: { StringEquals: via } },
    ...(grants === false
      ? []
      : [
          {
            sid: `GrantTo${called}`,
            ...common,
            actions: ["kms:CreateGrant"],
            conditions: {
              ...(grants === "unmarked" ? {} : { Bool: { "kms:GrantIsForAWSResource": ["true"] } }),
              StringEquals: via,
            },
          } as const,
        ]),
  ];
}

/**
 * EKS makes its grant in the name of who creates the cluster and does not support the condition kms:GrantIsForAWSResource there (EKS
 * user guide, envelope encryption): the account is the limit.
 */
function eksStatement(place: KeyPlace): ResourceStatement {
  return {
    sid: "GrantToEks",
    principals: { aws: [accountArn(place.account)] },
    actions: ["kms:CreateGrant", "kms:DescribeKey"],
    resources: ["*"],
    conditions: { StringEquals: { "kms:CallerAccount": [place.account] } },
  };
}

/** A service that uses the key by itself; the conditions keep it from being talked into it for somebody else (the confused deputy). */
interface ServiceUse {
  readonly sid: string;
  readonly service: string;
  readonly actions: readonly Action[];
  readonly conditions: Conditions;
}

function serviceUses({ account, region }: KeyPlace, uses: KeyUses): ServiceUse[] {
  const own = { "aws:SourceAccount": [account] };
  const { logGroups = [], announcingBuckets = [], trails = [], deliveries = [] } = uses;
  return [
    ...unlessEmpty(logGroups, (names): ServiceUse => ({
      // CloudWatch Logs user guide, "Encrypt log data in CloudWatch Logs using AWS KMS", without its wildcards.
      sid: "UseForLogGroups",
      service: regionalService("logs", region),
      actions: STORAGE_USE,
      conditions: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": names.map((name) => logGroupArn(region, account, name)),
        },
      },
    })),
    ...unlessEmpty(uses.alarms === true ? [true] : [], (): ServiceUse => ({
      sid: "UseForAlarms",
      service: "cloudwatch.amazonaws.com",
      actions: SEND,
      conditions: { ArnLike: { "aws:SourceArn": [anyAlarmArn(region, account)] }, StringEquals: own },
    })),
    ...unlessEmpty(uses.events === true ? [true] : [], (): ServiceUse => ({
      sid: "UseForEvents",
      service: "events.amazonaws.com",
      actions: SEND,
      conditions: { ArnLike: { "aws:SourceArn": [anyEventRuleArn(region, account)] }, StringEquals: own },
    })),
    ...unlessEmpty(uses.vaultNotices === true ? [true] : [], (): ServiceUse => ({
      // AWS Backup developer guide, "Notification options with AWS Backup".
      sid: "UseForVaultNotices",
      service: "backup.amazonaws.com",
      actions: SEND,
      conditions: { StringEquals: own },
    })),
    ...unlessEmpty(uses.workspaceNotices === true ? [true] : [], (): ServiceUse => ({
      // Amazon Managed Service for Prometheus user guide, "Giving permission to send alert messages to your Amazon SNS topic".
      sid: "UseForWorkspaceNotices",
      service: "aps.amazonaws.com",
      actions: SEND,
      conditions: { ArnLike: { "aws:SourceArn": [anyOf("aps", region, account)] }, StringEquals: own },
    })),
    ...unlessEmpty(announcingBuckets, (names): ServiceUse => ({
      sid: "UseForAnnouncements",
      service: "s3.amazonaws.com",
      actions: SEND,
      conditions: { ArnEquals: { "aws:SourceArn": names.map(bucketArn) }, StringEquals: own },
    })),
    ...unlessEmpty(trails, (arns): ServiceUse => ({
      // CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail".
      sid: "UseForTrails",
      service: "cloudtrail.amazonaws.com",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
      conditions: { StringEquals: { "aws:SourceArn": arns } },
    })),
    ...deliveries.map((delivery) => deliveryUses[delivery]({ account, region })),
  ];
}

/** What the services ask for that deliver files to a bucket with default encryption (their user guides, "bucket permissions"). */
const deliveryUses: Readonly<Record<Delivery, (place: KeyPlace) => ServiceUse>> = {
  "flow-logs": ({ account, region }) => ({
    sid: "UseForFlowLogs",
    service: "delivery.logs.amazonaws.com",
    actions: STORAGE_USE,
    conditions: {
      ArnLike: { "aws:SourceArn": [anyOf("logs", region, account)] },
      StringEquals: { "aws:SourceAccount": [account] },
    },
  }),
  config: ({ account }) => ({
    sid: "UseForConfig",
    service: "config.amazonaws.com",
    actions: SEND,
    conditions: { StringEquals: { "aws:SourceAccount": [account] } },
  }),
  guardduty: ({ account, region }) => ({
    sid: "UseForGuardDuty",
    service: "guardduty.amazonaws.com",
    actions: ["kms:GenerateDataKey"],
    conditions: {
      ArnLike: { "aws:SourceArn": [anyOf("guardduty", region, account)] },
      StringEquals: { "aws:SourceAccount": [account] },
    },
  }),
};

function serviceStatement({ sid, service, actions, conditions }: ServiceUse): ResourceStatement {
  return { sid, principals: { services: [service] }, actions, resources: ["*"], conditions };
}

function unlessEmpty<T, U>(list: readonly T[], make: (list: readonly T[]) => U): U[] {
  return list.length === 0 ? [] : [make(list)];
}
