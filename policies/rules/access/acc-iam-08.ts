import { isOpen, some, type Answer } from "../../evaluation/answer";
import { IDENTITY_POLICIES, type Fault } from "../../evaluation/policy-document/demand";
import { grantsEverywhere } from "../../evaluation/policy-document/grants";
import type { Statement } from "../../evaluation/policy-document/document";
import { documentRule } from "./document-rule";

/** Reads what others keep secret: on every resource, that is everything the account has. */
const DATA = [
  "s3:GetObject",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "secretsmanager:GetSecretValue",
  "rds:CopyDBSnapshot",
  "rds:CreateDBSnapshot",
  "dynamodb:ExportTableToPointInTime",
];

/** Hands out credentials of somebody, which outlive the session and every review of it. */
const CREDENTIALS = [
  "chime:CreateApiKey",
  "codepipeline:PollForJobs",
  "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
  "cognito-identity:GetCredentialsForIdentity",
  "connect:GetFederationToken",
  "ec2:GetPasswordData",
  "gamelift:RequestUploadCredentials",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateServiceSpecificCredential",
  "iam:ResetServiceSpecificCredential",
  "iam:UpdateAccessKey",
  "lightsail:DownloadDefaultKeyPair",
  "lightsail:GetRelationalDatabaseMasterUserPassword",
  "rds-db:connect",
  "redshift:GetClusterCredentials",
  "sso:GetRoleCredentials",
  "sts:AssumeRole",
  "sts:GetFederationToken",
  "sts:GetSessionToken",
];

/** Opens resources to others by their policies, and so lets data go without reading it. */
const EXPOSURE = [
  "ecr:SetRepositoryPolicy",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "lambda:AddPermission",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutObjectAcl",
  "secretsmanager:PutResourcePolicy",
  "sns:AddPermission",
  "sqs:AddPermission",
];

const FIX = "name the resources in Resource, or limit them by a condition such as aws:ResourceTag";

export const dataStaysWhereItIs = documentRule({
  id: "ACC-IAM-08",
  slug: "data-stays-where-it-is",
  title: "No data-exfiltration or credential-exposure grants",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC6.7"],
    pci: ["7.2.2", "7.2.6"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.12", "A.8.3"],
  },
  remediation:
    "Name the resources of actions that read data, hand out credentials or open resources to others.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  places: IDENTITY_POLICIES,
  faults: [
    fault("data-exfiltration", DATA, "reads data on every resource"),
    fault("credential-exposure", CREDENTIALS, "hands out credentials of anybody"),
    fault("resource-exposure", EXPOSURE, "opens every resource to others"),
  ],
});

function fault(reason: string, actions: readonly string[], does: string): Fault {
  return {
    reason,
    is: (statement) => some(actions.map((action) => grantsEverywhere(statement, action))),
    says: (statement) => `${does}: it allows ${granted(statement, actions)} without naming resources`,
    fix: FIX,
  };
}

function granted(statement: Statement, actions: readonly string[]): string {
  const certain = (answer: Answer): boolean => !isOpen(answer) && answer;
  return actions.filter((action) => certain(grantsEverywhere(statement, action))).join(", ");
}
