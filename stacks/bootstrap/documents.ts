import { accountArn, bucketArn, PARTITION, roleArn } from "../../content/arn";
import { keyPolicy } from "../../components/encryption/key-policy";
import {
  type Action,
  type IdentityDenial,
  identityPolicy,
  type IdentityStatement,
  resourcePolicy,
  trustPolicy,
} from "../../components/encryption/policy-document";
import type { Tokens } from "./ci";

/** Whom and what the documents speak of. */
export interface Ground {
  readonly account: string;
  /** Region of state bucket and key. */
  readonly region: string;
  /** Every region in which stacks make something: their own and those of their copies. */
  readonly regions: readonly string[];
  /** Beginning of every name: `acme-production`. */
  readonly prefix: string;
  readonly stateBucket: string;
}

/**
 * Services of which the program makes something, by their prefix in IAM. A pipeline gets nothing of any other.
 */
const SERVICES = [
  ...[
    "access-analyzer",
    "backup",
    "backup-storage",
    "cloudtrail",
    "cloudwatch",
    "config",
    "ec2",
    "eks",
    "events",
  ],
  ...[
    "elasticloadbalancing",
    "firehose",
    "guardduty",
    "kms",
    "logs",
    "rds",
    "s3",
    "secretsmanager",
    "securityhub",
  ],
  ...["sns", "sqs", "ssm"],
] as const;

/** Services without a region, whose calls carry that of their only endpoint. */
const GLOBAL_SERVICES = ["route53"] as const;

/** Reads of data, not of settings: a pipeline compares settings, and has no business with what is kept in them. */
const DATA_READS: readonly Action[] = [
  "kms:Decrypt",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetQueryResults",
  "logs:StartQuery",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];

/** What nobody should be able to do from a pipeline, whatever else it may: silence the record of what is done, or break a lock. */
const NEVER: readonly Action[] = [
  "cloudtrail:StopLogging",
  "config:StopConfigurationRecorder",
  "guardduty:DisassociateFromAdministratorAccount",
  "kms:DisableKey",
  "s3:BypassGovernanceRetention",
];

/** AWS's services that take a role of the program, or have one of their own in the account. */
const PASSED_TO = [
  ...["backup.amazonaws.com", "cloudtrail.amazonaws.com", "ec2.amazonaws.com", "eks.amazonaws.com"],
  ...["firehose.amazonaws.com", "logs.amazonaws.com", "monitoring.rds.amazonaws.com"],
  ...["pods.eks.amazonaws.com", "s3.amazonaws.com", "config.amazonaws.com"],
];
const OWN_ROLES = [
  ...[
    "backup.amazonaws.com",
    "config.amazonaws.com",
    "eks.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
  ],
  ...[
    "guardduty.amazonaws.com",
    "rds.amazonaws.com",
    "securityhub.amazonaws.com",
    "access-analyzer.amazonaws.com",
  ],
  ...["eks-nodegroup.amazonaws.com", "malware-protection.guardduty.amazonaws.com"],
];

/** The state's key: S3 encrypts with it, and Pulumi itself encrypts secrets, for whoever IAM allows. */
export function stateKeyPolicy({ account, region }: Ground): string {
  const document = JSON.parse(keyPolicy({ account, region }, { s3: true })) as { Statement: object[] };
  const secrets = JSON.parse(
    resourcePolicy([
      {
        sid: "EncryptSecretsOfStacks",
        principals: { aws: [accountArn(account)] },
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: { StringEquals: { "kms:CallerAccount": [account] } },
      },
    ]),
  ) as { Statement: object[] };
  return JSON.stringify({ ...document, Statement: [...document.Statement, ...secrets.Statement] });
}

/** Who may take a pipeline's role: runs with one of these subjects, made for AWS. */
export function ciTrust(account: string, { issuer, audience }: Tokens, subjects: Subjects): string {
  const provider = providerArn(account, issuer);
  return trustPolicy([
    {
      sid: "PipelineRuns",
      principals: { federated: [provider] },
      actions: ["sts:AssumeRoleWithWebIdentity"],
      conditions: {
        StringEquals: {
          [`${issuer}:aud`]: [audience],
          ...(subjects.exact.length === 0 ? {} : { [`${issuer}:sub`]: subjects.exact }),
        },
        ...(subjects.like.length === 0 ? {} : { StringLike: { [`${issuer}:sub`]: subjects.like } }),
      },
    },
  ]);
}

export interface Subjects {
  readonly exact: readonly string[];
  readonly like: readonly string[];
}

export function providerArn(account: string, issuer: string): string {
  return `arn:${PARTITION}:iam::${account}:oidc-provider/${issuer}`;
}

/** Reading the state, and decrypting the secrets in it. */
function readState({ stateBucket }: Ground, keyArn: string): IdentityStatement[] {
  return [
    {
      sid: "ListState",
      actions: ["s3:GetBucketLocation", "s3:ListBucket"],
      resources: [bucketArn(stateBucket)],
    },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: [`${bucketArn(stateBucket)}/*`] },
    {
      sid: "ReadSecretsOfStacks",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: [keyArn],
    },
  ];
}

/** What a preview on a pull request needs: the state, and the settings of what exists. It changes nothing and reads no data. */
export function previewPolicy(ground: Ground, keyArn: string): string {
  return identityPolicy([
    ...readState(ground, keyArn),
    {
      sid: "ReadSettings",
      actions: SERVICES.flatMap((service): Action[] => [
        `${service}:Describe*`,
        `${service}:Get*`,
        `${service}:List*`,
      ]),
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": ground.regions } },
    },
    {
      sid: "ReadGlobalSettings",
      actions: ["iam:Get*", "iam:List*", "route53:Get*", "route53:List*"],
      resources: ["*"],
      conditions: { Bool: { "aws:SecureTransport": ["true"] } },
    },
    ...withoutData(ground, keyArn),
  ]);
}

/** What an update needs: everything of the services that the program uses, in its regions and under its names. */
export function deployPolicy(ground: Ground, keyArn: string): string {
  const { account, prefix, regions, stateBucket } = ground;
  const roles = [roleArn(account, `${prefix}-*`)];
  return identityPolicy([
    ...readState(ground, keyArn),
    {
      sid: "WriteState",
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: [`${bucketArn(stateBucket)}/*`],
    },
    { sid: "WriteSecretsOfStacks", actions: ["kms:Encrypt", "kms:GenerateDataKey"], resources: [keyArn] },
    {
      sid: "MakeInOwnRegions",
      actions: SERVICES.map((service): Action => `${service}:*`),
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    {
      sid: "MakeGlobal",
      actions: GLOBAL_SERVICES.map((service): Action => `${service}:*`),
      resources: ["*"],
      conditions: { Bool: { "aws:SecureTransport": ["true"] } },
    },
    {
      sid: "ReadRoles",
      actions: ["iam:Get*", "iam:List*"],
      resources: ["*"],
      conditions: { Bool: { "aws:SecureTransport": ["true"] } },
    },
    {
      sid: "MakeOwnRoles",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: roles,
    },
    {
      sid: "HandOwnRolesToServices",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    },
    {
      sid: "LetServicesMakeTheirOwnRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:${PARTITION}:iam::${account}:role/aws-service-role/*`],
      conditions: { StringEquals: { "iam:AWSServiceName": OWN_ROLES } },
    },
    {
      // A pipeline that could widen its own role could do anything.
      sid: "LeavePipelineRolesAlone",
      effect: "Deny",
      actions: ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole"],
      resources: [roleArn(account, `${prefix}-*-pipeline-*`)],
    },
    { sid: "NeverSilence", effect: "Deny", actions: NEVER, resources: ["*"] },
    ...withoutData(ground, keyArn),
  ]);
}

/** Data stays unread: everything but the state itself. */
function withoutData({ stateBucket }: Ground, keyArn: string): IdentityDenial[] {
  return [
    {
      sid: "ReadNoData",
      effect: "Deny",
      actions: DATA_READS,
      notResources: [bucketArn(stateBucket), `${bucketArn(stateBucket)}/*`, keyArn],
    },
  ];
}

/** In the archive account: the workload's deploying pipeline may look after the locked archives there, by their names. */
export function archiveTrust(deployRoleArn: string, externalId: string): string {
  return trustPolicy([
    {
      sid: "DeployOfTheWorkload",
      principals: { aws: [deployRoleArn] },
      actions: ["sts:AssumeRole"],
      conditions: { StringEquals: { "sts:ExternalId": [externalId] } },
    },
  ]);
}

/** Making archives and their keys, never deleting what is in them. */
export function archivePolicy({ prefix, regions }: Ground): string {
  return identityPolicy([
    {
      sid: "MakeArchives",
      actions: [
        "s3:CreateBucket",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      resources: [bucketArn(`${prefix}-*`)],
      conditions: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    {
      sid: "MakeKeys",
      actions: [
        "kms:CreateAlias",
        "kms:CreateKey",
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:TagResource",
      ],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": regions } },
    },
  ]);
}
