import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";
import { accountArn } from "../../content/arn";
import { type NameScope, resourceName } from "../../content/names";
import type { AccessLogTarget } from "../storage/data-bucket";

export interface IngestServiceArgs {
  /** Names the load balancer; its region is the hub's. */
  readonly scope: NameScope;
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of the load balancer, one a zone. */
  readonly subnetIds: pulumi.Input<string>[];
  /** Who may connect. */
  readonly spokes: readonly IngestSpoke[];
  /** Where AWS writes down who connected: a bucket, and a folder in it that takes load balancers' logs. */
  readonly accessLogs: { readonly bucket: AccessLogTarget; readonly prefix: string };
  /** Whether AWS refuses to delete the load balancer. */
  readonly deletionProtection: boolean;
  /** What receives. */
  readonly receiver: IngestReceiver;
}

/** A region that sends to the hub. */
export interface IngestSpoke {
  readonly region: string;
  /** Account of the spoke, twelve digits. */
  readonly account: string;
  /** Range of the spoke's VPC: the load balancer sees the senders' own addresses. */
  readonly cidr: string;
}

/** Pods of a cluster, which join and leave as they come and go. */
export interface PodReceiver {
  /** Cluster whose pods are the targets. */
  readonly clusterName: string;
  readonly namespace: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  /** Port of the pods, which is the service's too. */
  readonly port: number;
  /** Security group of the cluster's nodes, which is opened to the load balancer. */
  readonly securityGroupId: pulumi.Input<string>;
  /** What makes the service: pods can be bound to it only when it is there. */
  readonly after: pulumi.Resource;
}

/** Fixed addresses in the VPC, such as those of an interface endpoint. */
export interface AddressReceiver {
  readonly addresses: readonly string[];
  readonly port: number;
  /** Their security group, which takes connections from the whole VPC. */
  readonly securityGroupId: pulumi.Input<string>;
}

export type IngestReceiver = PodReceiver | AddressReceiver;

/**
 * The port at which every spoke sends, whatever receives behind it. TLS ends there (the load balancer passes bytes on): pods ask for a
 * client certificate, AWS's service for a signature.
 */
export const INGEST_PORT = 443;

/**
 * The target group's own port is a default that nothing uses, as every target is registered with its port. It stays the same when the
 * receiver changes, since another port would mean another target group.
 */
const TARGET_GROUP_PORT = INGEST_PORT;
/** A sender keeps its connection for long; after this time it is cut, and sends again elsewhere. */
const DRAIN_SECONDS = 60;

/**
 * The hub's door for metrics: an internal network load balancer, and an endpoint service through which VPCs of other regions reach it
 * over AWS PrivateLink. Traffic flows one way, spoke to hub; no route joins the networks.
 *
 * Load balancer and target group belong to the program. Pods join by a TargetGroupBinding: a load balancer made by a Service would be
 * unknown here, and the endpoint service would block its deletion. Addresses are registered one by one.
 *
 * Costs about 25 USD a month, and 0.006 USD a GB and hour of capacity; each spoke pays for its own endpoint.
 *
 * Refuses to be made without spokes: nobody could connect.
 */
export class IngestService extends pulumi.ComponentResource {
  /** Name under which spokes find the service, made by AWS. */
  readonly serviceName: pulumi.Output<string>;
  /** Regions from which it accepts connections. */
  readonly regions: pulumi.Output<string[]>;
  /** What CloudWatch calls load balancer and target group. */
  readonly metricNames: {
    readonly loadBalancer: pulumi.Output<string>;
    readonly targetGroup: pulumi.Output<string>;
  };

  constructor(name: string, args: IngestServiceArgs, opts?: IngestServiceOptions) {
    super("pharos:network:IngestService", name, {}, opts);

    validateSpokes(args.spokes);
    const group = this.createSecurityGroup(name, args);
    const balancer = this.createLoadBalancer(name, args, group);
    const targets = this.createTargetGroup(name, args);
    const listener = this.createListener(name, balancer, targets);
    const service = this.createEndpointService(name, args, balancer, listener);
    const { receiver } = args;
    if ("addresses" in receiver) this.registerAddresses(name, receiver, targets);
    else this.bindPods(name, receiver, targets, listener);

    this.metricNames = { loadBalancer: balancer.arnSuffix, targetGroup: targets.arnSuffix };
    this.serviceName = service.serviceName;
    this.regions = service.supportedRegions;
    this.registerOutputs({ serviceName: this.serviceName, regions: this.regions });
  }

  /** In from the spokes, out to the receiver, nothing else. */
  private createSecurityGroup(name: string, args: IngestServiceArgs): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(
      `${name}-group`,
      {
        name: resourceName("securityGroup", args.scope, "ingest"),
        description: "Metrics from the spokes to the hub",
        vpcId: args.vpcId,
      },
      { parent: this },
    );
    for (const { region, cidr } of args.spokes) {
      new vpc.SecurityGroupIngressRule(
        `${name}-from-${region}`,
        {
          securityGroupId: group.id,
          description: `Metrics from ${region}`,
          ipProtocol: "tcp",
          fromPort: INGEST_PORT,
          toPort: INGEST_PORT,
          cidrIpv4: cidr,
        },
        { parent: this },
      );
    }
    this.openToReceiver(name, args, group);
    return group;
  }

  /** Whoever receives at fixed addresses takes connections of the whole VPC already. */
  private openToReceiver(name: string, { receiver }: IngestServiceArgs, group: ec2.SecurityGroup): void {
    const pods = !("addresses" in receiver);
    const { port, securityGroupId } = receiver;
    const range = { ipProtocol: "tcp", fromPort: port, toPort: port };
    new vpc.SecurityGroupEgressRule(
      `${name}-to-${pods ? "pods" : "workspaces"}`,
      {
        ...range,
        securityGroupId: group.id,
        description: pods ? "Metrics to the receiver's pods" : "Metrics to the workspaces' endpoint",
        referencedSecurityGroupId: securityGroupId,
      },
      { parent: this },
    );
    if (!pods) return;
    new vpc.SecurityGroupIngressRule(
      `${name}-pods-from-balancer`,
      {
        ...range,
        securityGroupId,
        description: "Metrics from the ingest load balancer",
        referencedSecurityGroupId: group.id,
      },
      { parent: this },
    );
  }

  private createLoadBalancer(
    name: string,
    args: IngestServiceArgs,
    group: ec2.SecurityGroup,
  ): lb.LoadBalancer {
    return new lb.LoadBalancer(
      `${name}-balancer`,
      {
        name: resourceName("loadBalancer", args.scope, "ingest"),
        loadBalancerType: "network",
        internal: true,
        subnets: args.subnetIds,
        securityGroups: [group.id],
        // Otherwise the group's rules hold for everybody but those who come through PrivateLink, which is everybody.
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on",
        // A zone without a receiver still takes its share.
        enableCrossZoneLoadBalancing: true,
        // AWS writes lines for TLS listeners only. TLS ends at the pods here, so that the VPC's flow logs say who connected; the switch is
        // on for the day on which it ends at the balancer.
        accessLogs: {
          enabled: true,
          bucket: args.accessLogs.bucket.bucketName,
          prefix: args.accessLogs.prefix,
        },
        enableDeletionProtection: args.deletionProtection,
      },
      { parent: this, dependsOn: args.accessLogs.bucket.ready },
    );
  }

  private createTargetGroup(name: string, args: IngestServiceArgs): lb.TargetGroup {
    return new lb.TargetGroup(
      `${name}-targets`,
      {
        name: resourceName("targetGroup", args.scope, "ingest"),
        vpcId: args.vpcId,
        targetType: "ip",
        protocol: "TCP",
        port: TARGET_GROUP_PORT,
        deregistrationDelay: DRAIN_SECONDS,
        connectionTermination: true,
        healthCheck: { protocol: "TCP", port: "traffic-port" },
        // Auto Mode may register targets only in groups that carry the cluster's name.
        ...("addresses" in args.receiver
          ? {}
          : { tags: { "eks:eks-cluster-name": args.receiver.clusterName } }),
      },
      { parent: this },
    );
  }

  private createListener(name: string, balancer: lb.LoadBalancer, targets: lb.TargetGroup): lb.Listener {
    return new lb.Listener(
      `${name}-listener`,
      {
        loadBalancerArn: balancer.arn,
        protocol: "TCP",
        port: INGEST_PORT,
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
      },
      { parent: this },
    );
  }

  private createEndpointService(
    name: string,
    args: IngestServiceArgs,
    balancer: lb.LoadBalancer,
    listener: lb.Listener,
  ): ec2.VpcEndpointService {
    return new ec2.VpcEndpointService(
      `${name}-endpoint-service`,
      {
        // Who may connect is decided by the principals; a person who accepts would add a step, not a check.
        acceptanceRequired: false,
        allowedPrincipals: unique(args.spokes.map(({ account }) => accountArn(account))),
        networkLoadBalancerArns: [balancer.arn],
        supportedRegions: unique([args.scope.region, ...args.spokes.map(({ region }) => region)]),
        tags: { Name: resourceName("loadBalancer", args.scope, "ingest") },
      },
      { parent: this, dependsOn: [listener] },
    );
  }

  private registerAddresses(
    name: string,
    { addresses, port }: AddressReceiver,
    targets: lb.TargetGroup,
  ): void {
    for (const [index, address] of addresses.entries()) {
      new lb.TargetGroupAttachment(
        `${name}-target-${index + 1}`,
        { targetGroupArn: targets.arn, targetId: address, port },
        { parent: this },
      );
    }
  }

  /** The cluster keeps the target group's list of pods up to date; when the binding goes, it takes the pods out. */
  private bindPods(
    name: string,
    { namespace, serviceName, port, after }: PodReceiver,
    targets: lb.TargetGroup,
    listener: lb.Listener,
  ): void {
    new CustomResource(
      `${name}-binding`,
      {
        apiVersion: "eks.amazonaws.com/v1",
        kind: "TargetGroupBinding",
        metadata: { name: "metrics-ingest", namespace },
        spec: { targetGroupARN: targets.arn, targetType: "ip", serviceRef: { name: serviceName, port } },
      },
      { parent: this, dependsOn: [listener, after] },
    );
  }
}

/** The binding lives in the hub's cluster: its provider has to be given. */
export interface IngestServiceOptions extends pulumi.ComponentResourceOptions {
  readonly providers: pulumi.ProviderResource[];
}

function validateSpokes(spokes: readonly IngestSpoke[]): void {
  if (spokes.length === 0)
    throw new Error("'spokes' of an ingest service should name at least one region, got none");
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();
