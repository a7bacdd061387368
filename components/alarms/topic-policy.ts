import { anyAlarmArn, anyEventRuleArn, anyOf, regionalService, topicArn } from "../../content/arn";
import {
  resourcePolicy,
  type IdentityStatement,
  type ResourceStatement,
} from "../encryption/policy-document";

/** Where a topic lies. */
export interface TopicPlace {
  readonly account: string;
  /** Region of the topic itself. */
  readonly region: string;
  /** Name of the topic. */
  readonly name: string;
}

/** Who writes to a topic of alarms besides those who always may. */
export interface MorePublishers {
  /** The alert managers of the account's workspaces. @default false */
  readonly workspaces?: boolean;
}

/** The policy of a topic that alarms, event rules and backup vaults of the account write to, and nobody else by the service's hand. */
export function alarmTopicPolicy(place: TopicPlace, { workspaces = false }: MorePublishers = {}): string {
  const { account, region } = place;
  const own = { "aws:SourceAccount": [account] };
  const publish = { actions: ["sns:Publish"], resources: [arnOf(place)] } as const;
  return resourcePolicy([
    {
      sid: "PublishAlarms",
      principals: { services: ["cloudwatch.amazonaws.com"] },
      ...publish,
      conditions: { ArnLike: { "aws:SourceArn": [anyAlarmArn(region, account)] }, StringEquals: own },
    },
    {
      sid: "PublishEvents",
      principals: { services: ["events.amazonaws.com"] },
      ...publish,
      conditions: { ArnLike: { "aws:SourceArn": [anyEventRuleArn(region, account)] }, StringEquals: own },
    },
    {
      sid: "PublishBackupNotices",
      principals: { services: ["backup.amazonaws.com"] },
      ...publish,
      conditions: { StringEquals: own },
    },
    ...(workspaces
      ? [
          {
            sid: "PublishAlertsOfWorkspaces",
            principals: { services: ["aps.amazonaws.com"] },
            actions: ["sns:GetTopicAttributes", "sns:Publish"],
            resources: publish.resources,
            conditions: { ArnLike: { "aws:SourceArn": [anyOf("aps", region, account)] }, StringEquals: own },
          } as const,
        ]
      : []),
    onlyOverTls(place),
  ]);
}

/** The policy of a topic for alarms alone. */
export function watchTopicPolicy(place: TopicPlace): string {
  const { account, region } = place;
  return resourcePolicy([
    {
      sid: "PublishAlarms",
      principals: { services: ["cloudwatch.amazonaws.com"] },
      actions: ["sns:Publish"],
      resources: [arnOf(place)],
      conditions: {
        ArnLike: { "aws:SourceArn": [anyAlarmArn(region, account)] },
        StringEquals: { "aws:SourceAccount": [account] },
      },
    },
    onlyOverTls(place),
  ]);
}

/**
 * The policy of the topic that takes signs of life. Whoever else could publish there could keep a dead region looking alive: nobody may but
 * the named roles, to which their own policies give the right.
 * @param publishers ARNs of roles, which need not exist yet
 */
export function heartbeatTopicPolicy(place: TopicPlace, publishers: readonly string[]): string {
  return resourcePolicy([
    {
      sid: "DenyOtherPublishers",
      effect: "Deny",
      principals: "everyone",
      actions: ["sns:Publish"],
      resources: [arnOf(place)],
      conditions: { ArnNotEquals: { "aws:PrincipalArn": publishers } },
    },
    onlyOverTls(place),
  ]);
}

/** What a role needs to publish signs of life, and nothing else. */
export function heartbeatStatements(topic: TopicPlace, keyArn: string): IdentityStatement[] {
  return [
    { sid: "PublishHeartbeat", actions: ["sns:Publish"], resources: [arnOf(topic)] },
    {
      sid: "EncryptHeartbeat",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [keyArn],
      conditions: { StringEquals: { "kms:ViaService": [regionalService("sns", topic.region)] } },
    },
  ];
}

function onlyOverTls(place: TopicPlace): ResourceStatement {
  return {
    sid: "DenyPlainText",
    effect: "Deny",
    principals: "everyone",
    actions: ["sns:Publish", "sns:Subscribe"],
    resources: [arnOf(place)],
    conditions: { Bool: { "aws:SecureTransport": ["false"] } },
  };
}

function arnOf({ region, account, name }: TopicPlace): string {
  return topicArn(region, account, name);
}
