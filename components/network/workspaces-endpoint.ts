import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { anyOf } from "../../content/arn";
import { formatCidr } from "../../content/cidr";
import { WORKSPACES_SERVICE } from "../../content/managed-prometheus/names";
import { type NameScope, resourceName } from "../../content/names";
import { resourcePolicy } from "../encryption/policy-document";
import { createHttpsGroup, HTTPS_PORT } from "./https-group";
import { reservedBlock } from "./subnet-plan";

export interface WorkspacesEndpointArgs {
  /** Names the security group; its region is that of the endpoint. */
  readonly scope: NameScope;
  /** Account whose callers and workspaces it lets through, twelve digits. */
  readonly account: string;
  readonly vpcId: pulumi.Input<string>;
  /** Range of the VPC, from which the endpoint takes connections. */
  readonly cidr: string;
  /** Subnets of the endpoint, one a zone, each with its range. */
  readonly subnets: readonly { readonly id: pulumi.Input<string>; readonly cidr: string }[];
}

/**
 * The way to a region's workspaces of Amazon Managed Service for Prometheus that stays in AWS's network: an interface endpoint under the
 * service's own name, at addresses that are known beforehand. The hub's load balancer has them for targets, as a network load balancer
 * takes nothing but addresses; the blocks around them are reserved, so that nothing else is given one first.
 *
 * Costs about 7 USD a month a zone and 0.01 USD a GB.
 *
 * Lets through callers of the own account on its own workspaces, whatever their policies say.
 */
export class WorkspacesEndpoint extends pulumi.ComponentResource {
  readonly securityGroupId: pulumi.Output<string>;
  /** Its address in each zone, in the order of the subnets. */
  readonly addresses: readonly string[];
  readonly port = HTTPS_PORT;
  /** Whoever sends there waits for it: until it is there, the name leads to the internet. */
  readonly endpoint: ec2.VpcEndpoint;

  constructor(name: string, args: WorkspacesEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:network:WorkspacesEndpoint", name, {}, opts);

    this.addresses = args.subnets.map(({ cidr }) => firstAddress(formatCidr(reservedBlock(cidr))));
    const group = createHttpsGroup(
      name,
      {
        ...args,
        purpose: "workspaces-endpoint",
        description: "Metrics to and from the region's workspaces",
      },
      this,
    );
    const reservations = this.reserveAddresses(name, args);
    this.endpoint = this.createEndpoint(name, args, group, reservations);

    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId, addresses: this.addresses });
  }

  private reserveAddresses(name: string, { subnets }: WorkspacesEndpointArgs): ec2.SubnetCidrReservation[] {
    return subnets.map(
      ({ id, cidr }, index) =>
        new ec2.SubnetCidrReservation(
          `${name}-addresses-${index + 1}`,
          {
            subnetId: id,
            cidrBlock: formatCidr(reservedBlock(cidr)),
            reservationType: "explicit",
            description: "Addresses that are targets of the ingest load balancer",
          },
          { parent: this },
        ),
    );
  }

  private createEndpoint(
    name: string,
    args: WorkspacesEndpointArgs,
    group: ec2.SecurityGroup,
    dependsOn: pulumi.Resource[],
  ): ec2.VpcEndpoint {
    const { scope, account, vpcId, subnets } = args;
    return new ec2.VpcEndpoint(
      `${name}-endpoint`,
      {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${scope.region}.${WORKSPACES_SERVICE}`,
        subnetIds: subnets.map(({ id }) => id),
        subnetConfigurations: subnets.map(({ id }, index) => ({
          subnetId: id,
          ipv4: this.addresses[index]!,
        })),
        securityGroupIds: [group.id],
        // Signatures are made for the service's usual name: it has to lead here.
        privateDnsEnabled: true,
        policy: resourcePolicy([
          {
            sid: "OwnWorkspaces",
            principals: "everyone",
            actions: ["aps:*"],
            resources: [anyOf("aps", scope.region, account)],
            conditions: {
              StringEquals: { "aws:PrincipalAccount": [account], "aws:ResourceAccount": [account] },
            },
          },
        ]),
        tags: {
          Name: resourceName("securityGroup", scope, "workspaces-endpoint"),
          purpose: "metrics are written to workspaces and read from them",
        },
      },
      { parent: this, dependsOn },
    );
  }
}

function firstAddress(cidr: string): string {
  return cidr.slice(0, cidr.indexOf("/"));
}
