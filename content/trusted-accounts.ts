/**
 * Accounts of others that may be let in: a custodian, an auditor, the organization's own security account. Each one with who it is and why,
 * beside its number. Accounts that a stack's own providers work in need no entry.
 */
export const TRUSTED_ACCOUNTS: readonly string[] = [];

/**
 * Accounts with which AWS delivers access logs of application load balancers in regions opened before August 2022. Application Load Balancer
 * guide, "Enable access logs".
 */
export const AWS_LOG_DELIVERY_ACCOUNTS: readonly string[] = [
  "127311923021", // us-east-1
  "033677994240", // us-east-2
  "027434742980", // us-west-1
  "797873946194", // us-west-2
  "156460612806", // eu-west-1
  "054676820928", // eu-central-1
];
