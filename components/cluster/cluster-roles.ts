import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { anyEc2Arn, clusterArn, managedPolicyArn } from "../../content/arn";
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

/** What the cluster's role is for. */
export interface ClusterRoleArgs {
  readonly scope: NameScope;
  readonly account: string;
  readonly clusterName: string;
  /** ARN of the key of volumes, those of pods and those of nodes. */
  readonly volumesKeyArn: pulumi.Input<string>;
}

/**
 * The role with which EKS acts in the account: starts nodes and tags them, attaches volumes encrypted with `volumesKeyArn`, registers pods
 * in target groups.
 */
export function createClusterRole(
  name: string,
  args: ClusterRoleArgs,
  opts: pulumi.CustomResourceOptions,
): ReadyRole {
  // Auto Mode marks its sessions with the cluster's name, on which the conditions of AWS's policies rest. Only this cluster may take the
  // role (EKS user guide, "Cluster role cross-service confused deputy prevention").
  const trust = trustPolicy([
    {
      sid: "RunCluster",
      principals: { services: ["eks.amazonaws.com"] },
      actions: ["sts:AssumeRole", "sts:TagSession"],
      conditions: {
        ArnLike: { "aws:SourceArn": [clusterArn(args.scope.region, args.account, args.clusterName)] },
        StringEquals: { "aws:SourceAccount": [args.account] },
      },
    },
  ]);
  const ready = createRole(name, args.scope, "cluster", trust, CLUSTER_POLICIES, opts);
  const volumes = new iam.RolePolicy(
    `${name}-volumes`,
    {
      name: "encrypted-volumes",
      role: ready.role.name,
      policy: pulumi.output(args.volumesKeyArn).apply(volumesPolicy),
    },
    opts,
  );
  const tags = new iam.RolePolicy(
    `${name}-tags`,
    { name: "tagged-nodes", role: ready.role.name, policy: tagsPolicy(args) },
    opts,
  );
  return { role: ready.role, attachments: [...ready.attachments, volumes, tags] };
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

/**
 * AWS's policies let Auto Mode set its own tags and no others: a node with tags of ours would be denied (EKS user guide, "Custom AWS tags
 * for EKS Auto resources"). What that page allows for every cluster of an account is allowed here for the nodes of this one.
 */
export function tagsPolicy({ scope, account, clusterName }: Omit<ClusterRoleArgs, "volumesKeyArn">): string {
  const anything = (kind: string): string => anyEc2Arn(scope.region, account, kind);
  const ours = { "aws:RequestTag/eks:eks-cluster-name": [clusterName] };
  return identityPolicy([
    {
      sid: "StartTaggedNodes",
      actions: ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"],
      resources: [
        "fleet",
        "instance",
        "launch-template",
        "network-interface",
        "spot-instances-request",
        "volume",
      ].map(anything),
      conditions: {
        StringEquals: ours,
        StringLike: {
          "aws:RequestTag/eks:kubernetes-node-class-name": ["*"],
          "aws:RequestTag/eks:kubernetes-node-pool-name": ["*"],
        },
      },
    },
    {
      sid: "AddTaggedInterfaces",
      actions: ["ec2:CreateNetworkInterface"],
      resources: [anything("network-interface")],
      conditions: {
        StringEquals: ours,
        StringLike: { "aws:RequestTag/eks:kubernetes-cni-node-name": ["*"] },
      },
    },
  ]);
}
