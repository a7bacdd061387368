/**
 * The quotas of AWS that a region of the platform comes near: what Service Quotas calls them, which of our resources count against them.
 * Codes and defaults are those of the Service Quotas console; the account's own value is what counts.
 */
export interface QuotaRow {
  /** Key in the facts. */
  readonly id: QuotaId;
  readonly called: string;
  readonly serviceCode: string;
  readonly quotaCode: string;
  /** Type token of the resources that count. */
  readonly type: string;
  /** Which of them count. @default all of the type */
  readonly counts?: (inputs: Readonly<Record<string, unknown>>) => boolean;
  /**
   * What the quota is kept by. What is new (a VPC, a zone's gateways in it) has used nothing of its own quota yet.
   * @default "region"
   */
  readonly per?: "zone" | "vpc";
}

export type QuotaId =
  | "vpcs"
  | "addresses"
  | "natGateways"
  | "interfaceEndpoints"
  | "clusters"
  | "networkLoadBalancers"
  | "buckets";

export const quotas: readonly QuotaRow[] = [
  {
    id: "vpcs",
    called: "VPCs in the region",
    serviceCode: "vpc",
    quotaCode: "L-F678F1CE",
    type: "aws:ec2/vpc:Vpc",
  },
  {
    id: "addresses",
    called: "elastic IP addresses in the region",
    serviceCode: "ec2",
    quotaCode: "L-0263D0A3",
    type: "aws:ec2/eip:Eip",
  },
  {
    id: "natGateways",
    called: "NAT gateways in a zone",
    serviceCode: "vpc",
    quotaCode: "L-FE5A380F",
    type: "aws:ec2/natGateway:NatGateway",
    per: "zone",
  },
  {
    id: "interfaceEndpoints",
    called: "interface endpoints in a VPC",
    serviceCode: "vpc",
    quotaCode: "L-29B6F2EB",
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    counts: ({ vpcEndpointType }) => vpcEndpointType === "Interface",
    per: "vpc",
  },
  {
    id: "clusters",
    called: "EKS clusters in the region",
    serviceCode: "eks",
    quotaCode: "L-1194D53C",
    type: "aws:eks/cluster:Cluster",
  },
  {
    id: "networkLoadBalancers",
    called: "network load balancers in the region",
    serviceCode: "elasticloadbalancing",
    quotaCode: "L-69A177A2",
    type: "aws:lb/loadBalancer:LoadBalancer",
    counts: ({ loadBalancerType }) => loadBalancerType === "network",
  },
  {
    id: "buckets",
    called: "buckets in the account",
    serviceCode: "s3",
    quotaCode: "L-DC2B2D3D",
    type: "aws:s3/bucket:Bucket",
  },
];
