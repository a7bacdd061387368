import * as ec2 from "@pulumi/aws/ec2";
import * as route53 from "@pulumi/aws/route53";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope, resourceName } from "../../content/names";
import { INGEST_PORT } from "./ingest-service";

export interface IngestLinkArgs {
  /** Names the security group; its region is the spoke's. */
  readonly scope: NameScope;
  readonly vpcId: pulumi.Input<string>;
  /** Range of the spoke's VPC, from which the endpoint takes connections. */
  readonly cidr: string;
  /** Subnets of the endpoint, one a zone. */
  readonly subnetIds: pulumi.Input<string>[];
  /** Region of the hub. */
  readonly hub: string;
  /** Name of the hub's endpoint service. */
  readonly serviceName: pulumi.Input<string>;
  /** Name under which the region's pods find the endpoint, and which the receiver's certificate carries. AWS's own, where it receives. */
  readonly host: string;
}

/**
 * A spoke's way to the hub's ingest: an interface endpoint for the hub's endpoint service in another region, and a private hosted zone
 * that gives it the name on the receiver's certificate. (AWS's own private names for endpoint services want a public domain.)
 *
 * Costs about 22 USD a month for three zones, 0.01 USD a GB, the traffic between regions, and 0.50 USD for the zone.
 */
export class IngestLink extends pulumi.ComponentResource {
  /** Where Prometheus sends: scheme, host and port, without a path. */
  readonly url: pulumi.Output<string>;
  /** Id of the endpoint, for alarms. */
  readonly endpointId: pulumi.Output<string>;

  constructor(name: string, args: IngestLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:network:IngestLink", name, {}, opts);

    const group = this.createSecurityGroup(name, args);
    const endpoint = this.createEndpoint(name, args, group);
    const record = this.nameEndpoint(name, args, endpoint);

    // By way of the record: whatever uses the address waits for its name.
    this.url = record.name.apply((host) => `https://${host}`);
    this.endpointId = endpoint.id;
    this.registerOutputs({ url: this.url });
  }

  private createSecurityGroup(name: string, args: IngestLinkArgs): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(
      `${name}-group`,
      {
        name: resourceName("securityGroup", args.scope, "ingest-link"),
        description: `Metrics to the hub in ${args.hub}`,
        vpcId: args.vpcId,
      },
      { parent: this },
    );
    new vpc.SecurityGroupIngressRule(
      `${name}-from-region`,
      {
        securityGroupId: group.id,
        description: "Metrics of this region",
        ipProtocol: "tcp",
        fromPort: INGEST_PORT,
        toPort: INGEST_PORT,
        cidrIpv4: args.cidr,
      },
      { parent: this },
    );
    return group;
  }

  private createEndpoint(name: string, args: IngestLinkArgs, group: ec2.SecurityGroup): ec2.VpcEndpoint {
    return new ec2.VpcEndpoint(
      `${name}-endpoint`,
      {
        vpcId: args.vpcId,
        vpcEndpointType: "Interface",
        serviceName: args.serviceName,
        serviceRegion: args.hub,
        subnetIds: args.subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: false,
        tags: { Name: resourceName("securityGroup", args.scope, "ingest-link") },
      },
      { parent: this },
    );
  }

  private nameEndpoint(name: string, args: IngestLinkArgs, endpoint: ec2.VpcEndpoint): route53.Record {
    const zone = new route53.Zone(
      `${name}-zone`,
      {
        name: args.host,
        comment: `The hub's ingest as seen from ${args.scope.region}`,
        vpcs: [{ vpcId: args.vpcId }],
      },
      { parent: this },
    );
    const regional = endpoint.dnsEntries.apply(regionalEntry);
    return new route53.Record(
      `${name}-record`,
      {
        zoneId: zone.zoneId,
        name: args.host,
        type: "A",
        aliases: [{ name: regional.dnsName, zoneId: regional.hostedZoneId, evaluateTargetHealth: true }],
      },
      { parent: this },
    );
  }
}

/** AWS names the endpoint as a whole first (it answers with the healthy zones' addresses), then once in each zone. */
function regionalEntry(entries: readonly DnsEntry[]): DnsEntry {
  const [regional] = entries;
  if (regional === undefined) throw new Error("AWS gave the ingest endpoint no DNS name");
  return regional;
}

interface DnsEntry {
  readonly dnsName: string;
  readonly hostedZoneId: string;
}
