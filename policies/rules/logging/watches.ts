import type { LogEvent } from "./filter-pattern";

/** Something that CIS AWS Foundations Benchmark wants an alarm for, told by events. */
export interface Watch {
  /** Reason code where nothing watches it. */
  readonly reason: string;
  readonly what: string;
  /** Events that a filter has to count, every one of them. */
  readonly counts: readonly LogEvent[];
  /** Events that it must not count: it would go off for what happens all day. */
  readonly ignores: readonly LogEvent[];
}

const user = { type: "IAMUser" };
const signIn = {
  eventSource: "signin.amazonaws.com",
  eventType: "AwsConsoleSignIn",
  eventName: "ConsoleLogin",
  userIdentity: user,
};

/** Calls of one service, by name. */
function callsOf(service: string, names: readonly string[]): readonly LogEvent[] {
  return names.map((eventName) => ({
    eventSource: `${service}.amazonaws.com`,
    eventType: "AwsApiCall",
    eventName,
    userIdentity: user,
  }));
}

/** A watch over calls: these, and not a call that only looks. */
function callWatch(
  reason: string,
  what: string,
  service: string,
  names: readonly string[],
  looking: string,
): Watch {
  return { reason, what, counts: callsOf(service, names), ignores: callsOf(service, [looking]) };
}

/** Sections 4.1 to 4.14 of the benchmark (version 3.0; 3.1 to 3.14 of version 1.2). Calls of EC2-Classic are left out: it is gone. */
export const watches: readonly Watch[] = [
  {
    reason: "unauthorized-calls",
    what: "calls that were refused",
    counts: ["Client.UnauthorizedOperation", "AccessDenied", "AccessDeniedException"].map((errorCode) => ({
      eventName: "DescribeInstances",
      errorCode,
      sourceIPAddress: "198.51.100.7",
      userIdentity: user,
    })),
    ignores: [{ eventName: "DescribeInstances", errorCode: "Throttling", userIdentity: user }],
  },
  {
    reason: "no-mfa-sign-in",
    what: "sign-ins without a second factor",
    counts: [
      { ...signIn, additionalEventData: { MFAUsed: "No" }, responseElements: { ConsoleLogin: "Success" } },
    ],
    ignores: [
      { ...signIn, additionalEventData: { MFAUsed: "Yes" }, responseElements: { ConsoleLogin: "Success" } },
      { ...signIn, eventName: "SwitchRole", additionalEventData: { MFAUsed: "No" } },
    ],
  },
  {
    reason: "root-use",
    what: "use of the root user",
    counts: [{ eventType: "AwsApiCall", eventName: "ListBuckets", userIdentity: { type: "Root" } }],
    ignores: [
      { eventType: "AwsApiCall", eventName: "ListBuckets", userIdentity: user },
      { eventType: "AwsServiceEvent", eventName: "RotateKey", userIdentity: { type: "Root" } },
      {
        eventType: "AwsApiCall",
        eventName: "Decrypt",
        userIdentity: { type: "Root", invokedBy: "s3.amazonaws.com" },
      },
    ],
  },
  callWatch(
    "iam-changes",
    "changes of IAM policies",
    "iam",
    [
      "CreatePolicy",
      "DeletePolicy",
      "AttachRolePolicy",
      "DetachRolePolicy",
      "PutRolePolicy",
      "PutUserPolicy",
    ],
    "GetPolicy",
  ),
  callWatch(
    "trail-changes",
    "changes of CloudTrail",
    "cloudtrail",
    ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"],
    "DescribeTrails",
  ),
  {
    reason: "failed-sign-in",
    what: "sign-ins that failed",
    counts: [{ ...signIn, errorMessage: "Failed authentication" }],
    ignores: [
      { ...signIn },
      { ...signIn, errorMessage: "No username found" },
      { ...signIn, eventName: "CheckMfa", errorMessage: "Failed authentication" },
    ],
  },
  callWatch(
    "key-deletion",
    "keys that are disabled or deleted",
    "kms",
    ["DisableKey", "ScheduleKeyDeletion"],
    "DescribeKey",
  ),
  callWatch(
    "bucket-policy-changes",
    "changes of buckets' policies",
    "s3",
    [
      "PutBucketAcl",
      "PutBucketPolicy",
      "PutBucketCors",
      "PutBucketLifecycle",
      "PutBucketReplication",
      "DeleteBucketPolicy",
      "DeleteBucketCors",
      "DeleteBucketLifecycle",
      "DeleteBucketReplication",
    ],
    "GetBucketPolicy",
  ),
  callWatch(
    "config-changes",
    "changes of AWS Config",
    "config",
    ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
    "DescribeConfigurationRecorders",
  ),
  callWatch(
    "security-group-changes",
    "changes of security groups",
    "ec2",
    [
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupEgress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
    ],
    "DescribeSecurityGroups",
  ),
  callWatch(
    "nacl-changes",
    "changes of network access lists",
    "ec2",
    [
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
    ],
    "DescribeNetworkAcls",
  ),
  callWatch(
    "gateway-changes",
    "changes of network gateways",
    "ec2",
    [
      "CreateCustomerGateway",
      "DeleteCustomerGateway",
      "AttachInternetGateway",
      "CreateInternetGateway",
      "DeleteInternetGateway",
      "DetachInternetGateway",
    ],
    "DescribeInternetGateways",
  ),
  callWatch(
    "route-changes",
    "changes of route tables",
    "ec2",
    [
      "CreateRoute",
      "CreateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
      "DeleteRouteTable",
      "DeleteRoute",
      "DisassociateRouteTable",
    ],
    "DescribeRouteTables",
  ),
  callWatch(
    "vpc-changes",
    "changes of VPCs",
    "ec2",
    [
      "CreateVpc",
      "DeleteVpc",
      "ModifyVpcAttribute",
      "AcceptVpcPeeringConnection",
      "CreateVpcPeeringConnection",
      "DeleteVpcPeeringConnection",
      "RejectVpcPeeringConnection",
    ],
    "DescribeVpcs",
  ),
];
