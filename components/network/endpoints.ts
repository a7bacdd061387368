import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope, resourceName } from "../../content/names";
import {
  type EndpointName,
  endpointNames,
  endpointServices,
  interfaceEndpointPolicy,
} from "./endpoint-policies";
import { createHttpsGroup } from "./https-group";

export interface EndpointsArgs {
  /** Names the security group; its region is that of the endpoints. */
  readonly scope: NameScope;
  /** Account whose callers may use the endpoints, twelve digits. */
  readonly account: string;
  readonly vpcId: pulumi.Input<string>;
  /** Range of the VPC, from which the endpoints take connections. */
  readonly cidr: string;
  /** Subnets of the endpoints, one a zone. */
  readonly subnetIds: pulumi.Input<string>[];
  /**
   * Services to reach.
   * @default - everything that the platform calls
   */
  readonly services?: readonly EndpointName[];
}

/**
 * Interface endpoints for the AWS services that the platform calls: the calls stay in AWS's network, survive the loss of a NAT gateway,
 * and can only be made by the account's own callers, on its own resources where the service can tell.
 *
 * Costs about 7 USD a month for each service and zone (three zones and all services: about 285 USD) and 0.01 USD a GB, which is less
 * than through NAT.
 */
export class Endpoints extends pulumi.ComponentResource {
  /** Security group of the endpoints. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What nodes need before they start: without NAT they reach nothing but these. */
  readonly endpoints: ec2.VpcEndpoint[];

  constructor(name: string, args: EndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:network:Endpoints", name, {}, opts);

    const group = createHttpsGroup(
      name,
      { ...args, purpose: "endpoints", description: "Calls of the VPC to AWS's services" },
      this,
    );
    this.endpoints = (args.services ?? endpointNames).map((service) =>
      this.createEndpoint(name, args, group, service),
    );

    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }

  private createEndpoint(
    name: string,
    args: EndpointsArgs,
    group: ec2.SecurityGroup,
    service: EndpointName,
  ): ec2.VpcEndpoint {
    const { region } = args.scope;
    return new ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: args.vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${region}.${service}`,
        subnetIds: args.subnetIds,
        securityGroupIds: [group.id],
        // The service's usual name leads to the endpoint: nobody has to know that it is there.
        privateDnsEnabled: true,
        policy: interfaceEndpointPolicy(service, { account: args.account, region }),
        tags: {
          Name: `${resourceName("securityGroup", args.scope, "endpoint")}-${service}`,
          purpose: endpointServices[service].why,
        },
      },
      { parent: this },
    );
  }
}
