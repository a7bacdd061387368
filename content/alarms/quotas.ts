import type { Alarm, Condition } from "./alarm";

/** From here on there is time to ask AWS for more: a raise takes a day or two. */
const NEARLY_USED: Condition = {
  is: "above",
  threshold: 80,
  unit: "percent of the quota",
  because: "AWS takes a day or two to raise a quota",
};

/** What the account may use in the region. */
export const quotas: readonly Alarm[] = [
  {
    name: "VcpuQuotaNearlyUsed",
    watches: "account",
    severity: "P2",
    summary: "The account has few processors left to start nodes with",
    series: {
      used: {
        metric: "AWS/Usage ResourceCount",
        statistic: "Maximum",
        dimensions: { Class: "Standard/OnDemand", Resource: "vCPU", Service: "EC2", Type: "Resource" },
      },
    },
    expression: "100 * used / SERVICE_QUOTA(used)",
    condition: NEARLY_USED,
    period: 300,
    periods: 3,
    missing: { means: "good", because: "nothing runs" },
    runbook: {
      cause: [
        "The cluster grew, or something else in the account did. At the quota, pods wait for nodes that cannot start.",
      ],
      check: [
        "Service Quotas, EC2, `Running On-Demand Standard instances`.",
        "`kubectl get nodes`: what grew.",
      ],
      act: [
        "Ask for more: `aws service-quotas request-service-quota-increase`.",
        "Until then lower what can wait.",
      ],
    },
  },
  {
    name: "LoadBalancerQuotaNearlyUsed",
    watches: "account",
    severity: "P3",
    summary: "The account has few network load balancers left",
    series: {
      used: {
        metric: "AWS/Usage ResourceCount",
        statistic: "Maximum",
        dimensions: {
          Class: "None",
          Resource: "NetworkLoadBalancersPerRegion",
          Service: "Elastic Load Balancing",
          Type: "Resource",
        },
      },
    },
    expression: "100 * used / SERVICE_QUOTA(used)",
    condition: NEARLY_USED,
    period: 300,
    periods: 3,
    missing: { means: "good", because: "there is none" },
    runbook: {
      cause: ["Services of type LoadBalancer in a cluster of the account, or another team's."],
      check: ["`aws elbv2 describe-load-balancers --query LoadBalancers[].LoadBalancerName`"],
      act: ["Delete those that nobody uses, or ask for more in Service Quotas."],
    },
  },
  {
    name: "KmsRequestsNearQuota",
    watches: "account",
    severity: "P2",
    summary: "Requests to KMS come near the rate at which it turns them away",
    series: {
      used: {
        metric: "AWS/Usage CallCount",
        statistic: "Sum",
        dimensions: {
          Class: "None",
          Resource: "CryptographicOperationsSymmetric",
          Service: "KMS",
          Type: "API",
        },
      },
    },
    // The form that Service Quotas itself gives to such an alarm: one minute's calls against the quota.
    expression: "100 * used / SERVICE_QUOTA(used)",
    condition: {
      ...NEARLY_USED,
      because: "KMS throttles the whole account: S3, EBS and secrets fail with it",
    },
    period: 60,
    periods: 5,
    badPeriods: 3,
    missing: { means: "good", because: "nobody uses a key" },
    runbook: {
      cause: ["A bucket without a bucket key, or a program that decrypts the same secret over and over."],
      check: ["CloudTrail, event source kms.amazonaws.com, by `userIdentity` and `encryptionContext`."],
      act: ["Mend the caller: bucket keys, a cache.", "If the load is real: ask for more in Service Quotas."],
    },
  },
];
