import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { managedPolicyArn } from "../../content/arn";
import { type NameScope, resourceName } from "../../content/names";
import { identityPolicy, trustPolicy } from "../encryption/policy-document";

/** AWS's policies for a cluster with Auto Mode (EKS user guide, "Auto Mode cluster IAM role"). */
export const CLUSTER_POLICIES = [
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
] as const;

/** The least a node needs: register itself and pull images. Pods have roles of their own. */
export const NODE_POLICIES = [
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKSWorkerNodeMinimalPolicy",
] as const;

/** A role with the attachments that have to be in place before it can be used. */
export interface ReadyRole {
  readonly role: iam.Role;
  readonly attachments: pulumi.Resource[];
}

/**
 * The role with which EKS acts in the account: starts nodes, attaches volumes encrypted with `volumesKeyArn`, registers pods in target
 * groups.
 */
export function createClusterRole(
  name: string,
  scope: NameScope,
  volumesKeyArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): ReadyRole {
  // Auto Mode marks its sessions with the cluster's name, on which the conditions of AWS's policies rest.
  const trust = trustPolicy([
    {
      sid: "RunCluster",
      principals: { services: ["eks.amazonaws.com"] },
      actions: ["sts:AssumeRole", "sts:TagSession"],
    },
  ]);
  const ready = createRole(name, scope, "cluster", trust, CLUSTER_POLICIES, opts);
  const volumes = new iam.RolePolicy(
    `${name}-volumes`,
    {
      name: "encrypted-volumes",
      role: ready.role.name,
      policy: pulumi.output(volumesKeyArn).apply(volumesPolicy),
    },
    opts,
  );
  return { role: ready.role, attachments: [...ready.attachments, volumes] };
}

/** The role of the nodes. */
export function createNodeRole(
  name: string,
  scope: NameScope,
  opts: pulumi.CustomResourceOptions,
): ReadyRole {
  const trust = trustPolicy([
    { sid: "RunNode", principals: { services: ["ec2.amazonaws.com"] }, actions: ["sts:AssumeRole"] },
  ]);
  return createRole(name, scope, "node", trust, NODE_POLICIES, opts);
}

function createRole(
  name: string,
  scope: NameScope,
  purpose: string,
  trust: string,
  policies: readonly string[],
  opts: pulumi.CustomResourceOptions,
): ReadyRole {
  const role = new iam.Role(
    name,
    { name: resourceName("role", scope, purpose), assumeRolePolicy: trust },
    opts,
  );
  const attachments = policies.map(
    (policy) =>
      new iam.RolePolicyAttachment(
        `${name}-${policy}`,
        { role: role.name, policyArn: managedPolicyArn(policy) },
        opts,
      ),
  );
  return { role, attachments };
}

/** EKS user guide, "Create a storage class", without its wildcards: what EBS needs of a customer-managed key. */
function volumesPolicy(keyArn: string): string {
  return identityPolicy([
    {
      sid: "UseKey",
      actions: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      resources: [keyArn],
    },
    {
      sid: "AttachVolumes",
      actions: ["kms:CreateGrant"],
      resources: [keyArn],
      conditions: { Bool: { "kms:GrantIsForAWSResource": ["true"] } },
    },
  ]);
}
