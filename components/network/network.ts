import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope } from "../../content/names";
import { flowLogFields } from "../../content/security-logs";
import { s3EndpointPolicy } from "./endpoint-policies";
import { type PlannedSubnet, planSubnets, type Tier, tiers } from "./subnet-plan";

/**
 * How private subnets reach the internet.
 * - `per-zone`: one gateway in each zone; the loss of a zone costs the others nothing
 * - `shared`: one gateway for all; cheaper, and its zone's loss cuts all off
 * - `none`: not at all; everything the nodes need must come through endpoints
 */
export type NatGateways = "per-zone" | "shared" | "none";

export interface NetworkArgs {
  /** Names the VPC; its region is that of the endpoints. */
  readonly scope: NameScope;
  /** Account whose buckets may be written through the S3 endpoint, twelve digits. */
  readonly account: string;
  /** Range of the VPC, /16 to /20. */
  readonly cidr: string;
  /** Availability zones, three to six. */
  readonly zones: readonly string[];
  /** @default "per-zone" */
  readonly natGateways?: NatGateways;
  /**
   * Name of the cluster whose load balancers may use the subnets.
   * @default - none
   */
  readonly clusterName?: string;
  /**
   * Bucket for the records of every connection, accepted or refused, and the folder in it. It has to take deliveries of flow logs.
   * @default - none
   */
  readonly flowLogs?: {
    readonly bucketArn: pulumi.Input<string>;
    readonly prefix: string;
    /** What lets them in: AWS tries when the flow log is made. @default [] */
    readonly bucketOpen?: pulumi.Resource[];
  };
}

/** Flow records are collected for a minute, the shortest time that AWS offers: an intrusion is searched for by the minute. */
const FLOW_LOG_SECONDS = 60;

/**
 * What a flow record says: the default fields, and those without which NAT and load balancers hide who spoke to whom (the packet's own
 * addresses, the direction, the flags of TCP, the service and path by which it left).
 */
export const FLOW_LOG_FORMAT = flowLogFields.map((field) => `\${${field}}`).join(" ");

/** Where everything goes that is not in the VPC. */
const EVERYWHERE = "0.0.0.0/0";

/**
 * A VPC over three to six zones: private subnets for nodes and pods, intra subnets (no way out) for load balancers and endpoints, and
 * public subnets only where NAT gateways need them. The default security group is closed; objects in S3 are reached without NAT.
 *
 * Costs about 33 USD a month for each NAT gateway and 0.045 USD a GB through it, and 0.25 USD a GB of flow records; the rest is free.
 *
 * Refuses fewer than three zones, and ranges larger than /16 or smaller than /20. Another zone, or the step from `shared` to `per-zone`,
 * moves nothing that exists; another range replaces everything.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  /** Of nodes and pods, in the order of the zones. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** Of load balancers and endpoints, in the order of the zones. */
  readonly intraSubnetIds: pulumi.Output<string>[];
  /** The ways out, each with the letter of its zone. */
  readonly natGateways: { readonly zone: string; readonly id: pulumi.Output<string> }[];
  /** Whatever nodes need before they can reach the internet; a cluster's nodes do not start without. */
  readonly routes: pulumi.Resource[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:network:Network", name, {}, opts);

    const natGateways = args.natGateways ?? "per-zone";
    const plan = planSubnets(args.cidr, args.zones, natGateways === "none" ? ["private", "intra"] : tiers);

    const vpc = this.createVpc(name, args);
    this.closeDefaultSecurityGroup(name, vpc);
    this.recordFlows(name, args, vpc);
    const subnets = this.createSubnets(name, args, vpc, plan);
    const intra = this.createIntraRouteTable(name, args, vpc, subnets);
    const privateTables = this.createPrivateRouteTables(name, args, vpc, subnets);
    const gateways = natGateways === "none" ? [] : this.createNat(name, args, vpc, subnets, natGateways);
    this.natGateways = gateways.map(({ id }, index) => ({ zone: letterOf(args.zones[index] ?? ""), id }));
    this.routes = this.routePrivateToNat(name, args, privateTables, gateways);
    this.createS3Endpoint(name, args, vpc, [intra, ...privateTables]);

    this.vpcId = vpc.id;
    this.cidr = args.cidr;
    this.privateSubnetIds = ofTier(subnets, "private").map(({ subnet }) => subnet.id);
    this.intraSubnetIds = ofTier(subnets, "intra").map(({ subnet }) => subnet.id);
    this.registerOutputs({
      vpcId: this.vpcId,
      privateSubnetIds: this.privateSubnetIds,
      intraSubnetIds: this.intraSubnetIds,
    });
  }

  private createVpc(name: string, { scope, cidr }: NetworkArgs): ec2.Vpc {
    return new ec2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: cidr,
        // Both are needed by private hosted zones and by endpoints that are reached under a service's own name.
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: label(scope) },
      },
      { parent: this },
    );
  }

  /** AWS makes it open within itself, and puts there whatever names no group: without rules that is noticed at once. */
  private closeDefaultSecurityGroup(name: string, vpc: ec2.Vpc): void {
    new ec2.DefaultSecurityGroup(
      `${name}-default-group`,
      { vpcId: vpc.id, ingress: [], egress: [], tags: { Name: "default, closed" } },
      { parent: this },
    );
  }

  /** To S3, by the hour: searchable by whoever reads the bucket, and a third of the price of CloudWatch. */
  private recordFlows(name: string, { flowLogs, scope }: NetworkArgs, vpc: ec2.Vpc): void {
    if (flowLogs === undefined) return;
    new ec2.FlowLog(
      `${name}-flow-log`,
      {
        vpcId: vpc.id,
        trafficType: "ALL",
        maxAggregationInterval: FLOW_LOG_SECONDS,
        logFormat: FLOW_LOG_FORMAT,
        logDestinationType: "s3",
        logDestination: pulumi.interpolate`${flowLogs.bucketArn}/${flowLogs.prefix}`,
        destinationOptions: {
          fileFormat: "plain-text",
          hiveCompatiblePartitions: false,
          perHourPartition: true,
        },
        tags: { Name: label(scope) },
      },
      { parent: this, dependsOn: flowLogs.bucketOpen ?? [] },
    );
  }

  private createSubnets(
    name: string,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    plan: readonly PlannedSubnet[],
  ): ZoneSubnet[] {
    return plan.map((planned) => {
      const letter = letterOf(planned.zone);
      const subnet = new ec2.Subnet(
        `${name}-${planned.tier}-${letter}`,
        {
          vpcId: vpc.id,
          availabilityZone: planned.zone,
          cidrBlock: planned.cidr,
          mapPublicIpOnLaunch: false,
          tags: {
            Name: `${label(args.scope)}-${planned.tier}-${letter}`,
            ...discoveryTags(planned.tier, args.clusterName),
          },
        },
        { parent: this },
      );
      return { ...planned, subnet };
    });
  }

  /** Intra subnets of all zones share a table without routes: there is nowhere to go. */
  private createIntraRouteTable(
    name: string,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    subnets: readonly ZoneSubnet[],
  ): ec2.RouteTable {
    const table = this.createRouteTable(`${name}-intra`, `${label(args.scope)}-intra`, vpc);
    for (const { subnet, zone } of ofTier(subnets, "intra")) {
      this.associate(`${name}-intra-${letterOf(zone)}`, subnet, table);
    }
    return table;
  }

  /** One table a zone, also with a shared gateway: a later gateway of its own changes a route, not the table. */
  private createPrivateRouteTables(
    name: string,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    subnets: readonly ZoneSubnet[],
  ): ec2.RouteTable[] {
    return ofTier(subnets, "private").map(({ subnet, zone }) => {
      const letter = letterOf(zone);
      const table = this.createRouteTable(
        `${name}-private-${letter}`,
        `${label(args.scope)}-private-${letter}`,
        vpc,
      );
      this.associate(`${name}-private-${letter}`, subnet, table);
      return table;
    });
  }

  /** The internet gateway, the public subnets' routes, and the NAT gateways in them. */
  private createNat(
    name: string,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    subnets: readonly ZoneSubnet[],
    natGateways: "per-zone" | "shared",
  ): ec2.NatGateway[] {
    const publicSubnets = ofTier(subnets, "public");
    const internet = new ec2.InternetGateway(
      `${name}-internet`,
      { vpcId: vpc.id, tags: { Name: label(args.scope) } },
      { parent: this },
    );
    const table = this.createRouteTable(`${name}-public`, `${label(args.scope)}-public`, vpc);
    const out = new ec2.Route(
      `${name}-public-out`,
      { routeTableId: table.id, destinationCidrBlock: EVERYWHERE, gatewayId: internet.id },
      { parent: this },
    );
    for (const { subnet, zone } of publicSubnets)
      this.associate(`${name}-public-${letterOf(zone)}`, subnet, table);
    const used = natGateways === "shared" ? publicSubnets.slice(0, 1) : publicSubnets;
    return used.map(({ subnet, zone }) => {
      const letter = letterOf(zone);
      const tags = { Name: `${label(args.scope)}-nat-${letter}` };
      const address = new ec2.Eip(`${name}-nat-${letter}-address`, { domain: "vpc", tags }, { parent: this });
      return new ec2.NatGateway(
        `${name}-nat-${letter}`,
        { subnetId: subnet.id, allocationId: address.id, tags },
        // Without a way out the gateway comes up, and drops everything.
        { parent: this, dependsOn: [out] },
      );
    });
  }

  /** Each zone leaves through its own gateway, or through the first where there is one for all. */
  private routePrivateToNat(
    name: string,
    args: NetworkArgs,
    tables: readonly ec2.RouteTable[],
    gateways: readonly ec2.NatGateway[],
  ): ec2.Route[] {
    return tables.flatMap((table, index) => {
      const gateway = gateways[index] ?? gateways[0];
      if (gateway === undefined) return [];
      return new ec2.Route(
        `${name}-private-${letterOf(args.zones[index] ?? "")}-out`,
        { routeTableId: table.id, destinationCidrBlock: EVERYWHERE, natGatewayId: gateway.id },
        { parent: this },
      );
    });
  }

  /** Objects of S3 do not go through NAT, which would be paid by the byte. */
  private createS3Endpoint(
    name: string,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    tables: readonly ec2.RouteTable[],
  ): void {
    new ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${args.scope.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: tables.map((table) => table.id),
        policy: s3EndpointPolicy({ account: args.account, region: args.scope.region }),
        tags: { Name: `${label(args.scope)}-s3` },
      },
      { parent: this },
    );
  }

  private createRouteTable(name: string, nameTag: string, vpc: ec2.Vpc): ec2.RouteTable {
    return new ec2.RouteTable(`${name}-table`, { vpcId: vpc.id, tags: { Name: nameTag } }, { parent: this });
  }

  private associate(name: string, subnet: ec2.Subnet, table: ec2.RouteTable): void {
    new ec2.RouteTableAssociation(
      `${name}-association`,
      { subnetId: subnet.id, routeTableId: table.id },
      { parent: this },
    );
  }
}

/** A subnet together with its place in the plan. */
interface ZoneSubnet extends PlannedSubnet {
  readonly subnet: ec2.Subnet;
}

function ofTier(subnets: readonly ZoneSubnet[], tier: Tier): ZoneSubnet[] {
  return subnets.filter((subnet) => subnet.tier === tier);
}

/** The last letter of a zone: `a` of `us-east-1a`. Names with it stay when zones are added or reordered. */
function letterOf(zone: string): string {
  return zone.slice(-1);
}

/** What people see in the console. */
function label({ organization, environment }: NameScope): string {
  return `${organization}-${environment}`;
}

/**
 * EKS finds subnets for internal load balancers by this tag. Public ones are never marked: no load balancer of the platform faces the
 * internet.
 */
function discoveryTags(tier: Tier, clusterName: string | undefined): Record<string, string> {
  if (tier !== "intra" || clusterName === undefined) return {};
  return { "kubernetes.io/role/internal-elb": "1", [`kubernetes.io/cluster/${clusterName}`]: "shared" };
}
