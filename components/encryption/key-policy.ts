import { accountArn } from "../../content/arn";
import { type KeyPlace, type KeyUses, useStatements } from "./key-uses";
import { type Action, resourcePolicy, type ResourceStatement } from "./policy-document";

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

/**
 * The policy of a key of one data class: the account administers it, and only the named services use it, only for callers of the same
 * account (so that a service cannot be talked into using it for somebody else: the confused deputy). Nobody decrypts with it directly.
 */
export function keyPolicy(place: KeyPlace, uses: KeyUses): string {
  return resourcePolicy([administration(place), ...useStatements(place, uses)]);
}

function administration({ account }: KeyPlace): ResourceStatement {
  return {
    sid: "AdministerThroughIam",
    principals: { aws: [accountArn(account)] },
    actions: ADMINISTRATION,
    resources: ["*"], // in a key's policy: this key
  };
}
