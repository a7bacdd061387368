import { resourcePolicy } from "../encryption/policy-document";

/**
 * The policy of the place with a region's root. Everybody may know the root, and others trust it: so nobody but the region's own operator
 * writes it. Whoever administers the account can still take the policy away, and is seen in the trail when doing so.
 * @param arn the place's ARN, with a pattern for what Secrets Manager adds
 * @param writer ARN of the role that writes
 */
export function rootPolicy(arn: string, writer: string): string {
  return resourcePolicy([
    {
      sid: "DenyOtherWriters",
      effect: "Deny",
      principals: "everyone",
      actions: ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"],
      resources: [arn],
      conditions: { ArnNotEquals: { "aws:PrincipalArn": [writer] } },
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
