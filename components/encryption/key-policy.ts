import { accountArn, logGroupArn, regionalService } from "../../content/arn";
import { type Action, resourcePolicy, type ResourceStatement } from "./policy-document";

/**
 * AWS services that may use a key for callers of its own account.
 * - `s3`: objects of buckets, and their replication
 * - `ebs`: volumes (EBS calls itself `ec2`)
 * - `eks`: envelope encryption of a cluster's secrets
 * - `logs`: CloudWatch log groups, which have to be named
 */
export interface KeyUses {
  /** @default false */
  readonly s3?: boolean;
  /** @default false */
  readonly ebs?: boolean;
  /** @default false */
  readonly eks?: boolean;
  /**
   * Names of the log groups that are encrypted with the key.
   * @default - none
   */
  readonly logGroups?: readonly string[];
}

/** Where a key lies. */
export interface KeyPlace {
  readonly account: string;
  /** Region of the key itself. */
  readonly region: string;
}

/**
 * Everything about a key but its use on data. It is granted to the account, so that its IAM administrators (and nobody else) can hand it
 * on; without it a key can be locked out for ever.
 */
const ADMINISTRATION: readonly Action[] = [
  "kms:CancelKeyDeletion",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

/** What a service does with a key on behalf of a caller. */
const DATA_USE: readonly Action[] = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"];
const VOLUME_USE: readonly Action[] = [
  ...DATA_USE,
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];
/** CloudWatch Logs user guide, "Encrypt log data in CloudWatch Logs using AWS KMS", without its wildcards. */
const LOG_USE: readonly Action[] = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/**
 * The policy of a key of one data class: the account administers it, and only the named services use it, only for callers of the same
 * account (so that a service cannot be talked into using it for somebody else: the confused deputy). Nobody decrypts with it directly.
 */
export function keyPolicy(place: KeyPlace, uses: KeyUses): string {
  return resourcePolicy(keyStatements(place, uses));
}

function keyStatements(place: KeyPlace, uses: KeyUses): ResourceStatement[] {
  const owner = { aws: [accountArn(place.account)] };
  const key = { resources: ["*"] }; // in a key's policy: this key
  const via = (service: string) => ({
    "kms:CallerAccount": [place.account],
    "kms:ViaService": [regionalService(service, place.region)],
  });
  const statements: ResourceStatement[] = [
    { sid: "AdministerThroughIam", principals: owner, actions: ADMINISTRATION, ...key },
  ];
  if (uses.s3 === true) {
    statements.push({
      sid: "UseThroughS3",
      principals: owner,
      actions: DATA_USE,
      ...key,
      conditions: { StringEquals: via("s3") },
    });
  }
  if (uses.ebs === true) {
    statements.push(
      {
        sid: "UseThroughEbs",
        principals: owner,
        actions: VOLUME_USE,
        ...key,
        conditions: { StringEquals: via("ec2") },
      },
      {
        sid: "GrantToEbs",
        principals: owner,
        actions: ["kms:CreateGrant"],
        ...key,
        conditions: { Bool: { "kms:GrantIsForAWSResource": ["true"] }, StringEquals: via("ec2") },
      },
    );
  }
  if (uses.eks === true) {
    statements.push({
      sid: "GrantToEks",
      principals: owner,
      // EKS makes its grant in the name of who creates the cluster and does not support the condition
      // kms:GrantIsForAWSResource there (EKS user guide, envelope encryption): the account is the limit.
      actions: ["kms:CreateGrant", "kms:DescribeKey"],
      ...key,
      conditions: { StringEquals: { "kms:CallerAccount": [place.account] } },
    });
  }
  const logGroups = uses.logGroups ?? [];
  if (logGroups.length > 0) {
    statements.push({
      sid: "UseForLogGroups",
      principals: { services: [regionalService("logs", place.region)] },
      actions: LOG_USE,
      ...key,
      conditions: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": logGroups.map((name) =>
            logGroupArn(place.region, place.account, name),
          ),
        },
      },
    });
  }
  return statements;
}
