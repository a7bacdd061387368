import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { type NameScope, resourceName } from "../../content/names";

/** AWS's APIs speak HTTPS only. */
export const HTTPS_PORT = 443;

/** The security group of interface endpoints. */
export interface HttpsGroupArgs {
  readonly scope: NameScope;
  /** What the endpoints are for: the last part of the group's name. */
  readonly purpose: string;
  readonly description: string;
  readonly vpcId: pulumi.Input<string>;
  /** Range of the VPC, from which it lets in. */
  readonly cidr: string;
}

/** HTTPS in from the VPC, and nothing out. */
export function createHttpsGroup(
  name: string,
  { scope, purpose, description, vpcId, cidr }: HttpsGroupArgs,
  parent: pulumi.Resource,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-group`,
    { name: resourceName("securityGroup", scope, purpose), description, vpcId },
    { parent },
  );
  new vpc.SecurityGroupIngressRule(
    `${name}-from-vpc`,
    {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      ipProtocol: "tcp",
      fromPort: HTTPS_PORT,
      toPort: HTTPS_PORT,
      cidrIpv4: cidr,
    },
    { parent },
  );
  return group;
}
