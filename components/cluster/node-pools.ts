import * as eks from "@pulumi/aws/eks";
import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { clusterAccessPolicyArn } from "../../content/arn";
import { nodePools } from "../../content/node-pools";
import {
  NODE_CLASS,
  type NodeClassInputs,
  nodeClassSpec,
  type NodePoolInputs,
  nodePoolSpec,
} from "./node-pool-plan";

export interface NodePoolsArgs {
  readonly pools: NodePoolInputs;
  readonly nodeClass: NodeClassInputs<pulumi.Input<string>>;
  /** The cluster, with which all of it goes. */
  readonly cluster: eks.Cluster;
  /** The nodes' role. */
  readonly nodeRoleArn: pulumi.Input<string>;
  /** For objects of the cluster. */
  readonly provider: pulumi.ProviderResource;
}

/**
 * The pools of nodes, their class, and the entry by which the nodes may join: EKS makes one only for its own pools. All of it goes with
 * the cluster, and so do the nodes: EKS deletes Auto Mode's instances with their cluster (EKS user guide, "Delete a cluster").
 */
export function createNodePools(
  name: string,
  { pools, nodeClass, cluster, nodeRoleArn, provider }: NodePoolsArgs,
  parent: pulumi.Resource,
): void {
  const going = { parent, deletedWith: cluster };
  const entry = new eks.AccessEntry(
    `${name}-nodes-entry`,
    { clusterName: cluster.name, principalArn: nodeRoleArn, type: "EC2" },
    going,
  );
  const mayJoin = new eks.AccessPolicyAssociation(
    `${name}-nodes-policy`,
    {
      clusterName: cluster.name,
      principalArn: entry.principalArn,
      policyArn: clusterAccessPolicyArn("AmazonEKSAutoNodePolicy"),
      accessScope: { type: "cluster" },
    },
    going,
  );
  const inside = { ...going, provider };
  const described = new CustomResource(
    `${name}-node-class`,
    {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: NODE_CLASS },
      spec: nodeClassSpec(nodeClass),
    },
    // A node that may not join is replaced again and again.
    { ...inside, dependsOn: [mayJoin] },
  );
  for (const pool of nodePools) {
    new CustomResource(
      `${name}-pool-${pool}`,
      {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name: pool },
        spec: nodePoolSpec(pool, pools),
      },
      { ...inside, dependsOn: [described] },
    );
  }
}
