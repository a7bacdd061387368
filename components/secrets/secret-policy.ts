import { resourcePolicy } from "../encryption/policy-document";

/**
 * The policy of a secret: values travel over TLS alone, and nobody but the readers gets them, not even an administrator of the account who
 * may do everything else. It denies instead of allowing, because a role that is named in an allowing policy has to exist before the secret.
 * @param arn the secret's ARN, with a pattern for what Secrets Manager adds
 * @param readers ARNs of roles
 */
export function secretPolicy(arn: string, readers: readonly string[]): string {
  return resourcePolicy([
    {
      sid: "DenyOtherReaders",
      effect: "Deny",
      principals: "everyone",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [arn],
      conditions: { ArnNotEquals: { "aws:PrincipalArn": readers } },
    },
    {
      sid: "DenyPlainText",
      effect: "Deny",
      principals: "everyone",
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
      resources: [arn],
      conditions: { Bool: { "aws:SecureTransport": ["false"] } },
    },
  ]);
}
