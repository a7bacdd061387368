import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

/** Networks, what connects regions, and the database in them. */
export const network: readonly Survivor[] = [
  ...harmless(
    [
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      /ingress|egress/,
      ["remove"],
      "The provider takes every rule out of the default group of which nothing is said.",
    ],
    [
      "aws:vpc/securityGroup*Rule:*",
      /fromPort|toPort/,
      ["widen"],
      "More ports from the network's own ranges and groups to balancers and endpoints that answer on one; from elsewhere NET-SG-02 kills it.",
    ],
    [
      ["aws:ec2/*", "aws:lb/*", "aws:route53/*", "aws:rds/subnetGroup:SubnetGroup"],
      /(subnetIds|subnets|routeTableIds|securityGroupIds|allowedPrincipals|supportedRegions)\[\]/,
      ["remove"],
      "A zone, a table, a region or a guest fewer is reached; a group fewer leaves the closed default group.",
    ],
  ),
  ...refused(
    [
      ["aws:ec2/*", "aws:vpc/*", "aws:lb/*", "aws:route53/*"],
      /fromPort|toPort|ipProtocol|vpcId|(source|referenced)?[sS]ecurityGroupId|referencedSecurityGroupId|subnetId|subnetIds|subnets|routeTableId|gatewayId|natGatewayId|cidrBlock|cidrIpv4|destinationCidrBlock|domain|allocationId|serviceName|vpcEndpointType|defaultActions.*|loadBalancerArn|port|protocol|targetType|aliases.*|zoneId|type|availabilityZone|networkLoadBalancerArns(\[\])?|vpcs.*/,
      ["remove"],
      "AWS makes no such thing without saying where it lies and what it joins.",
    ],
    [
      ["aws:ec2/subnet:Subnet", "aws:ec2/vpc:Vpc", "aws:ec2/route:Route"],
      /cidrBlock|destinationCidrBlock/,
      ["widen"],
      "A network has a range between /16 and /28; the route goes everywhere already.",
    ],
    [
      ["aws:ec2/vpcEndpointService:VpcEndpointService", "aws:ec2/vpcEndpoint:VpcEndpoint"],
      /supportedRegions\[\]|serviceRegion|serviceName/,
      ["move"],
      "There is no such service in that region.",
    ],
  ),
  ...noSecurityMatter(
    [
      ["aws:ec2/*"],
      /cidrBlock|enableDns(Hostnames|Support)|privateDnsEnabled/,
      "all",
      "Names of networks, and names in them: what is not found by name is not reached.",
    ],
    [
      "aws:lb/targetGroup:TargetGroup",
      /.+/,
      "all",
      "How connections are handed to the pods, which ask for certificates themselves.",
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      /enableCrossZoneLoadBalancing/,
      "all",
      "Over which zones connections are spread.",
    ],
    ["aws:route53/*", /.+/, "all", "A private name, which the certificate has to match anyhow."],
    [
      "aws:rds/cluster*:*",
      /databaseName|engine(Mode|Version)?|master[uU]sername|masterUsername|port|preferred.+Window|serverlessv2.+|copyTagsToSnapshot|instanceClass|promotionTier|identifier|clusterIdentifier|family|finalSnapshotIdentifier|performanceInsights(Enabled|RetentionPeriod)|parameters\[\]\.applyMethod/,
      "all",
      "Names, sizes and times of the database.",
    ],
  ),
  ...caughtBy("components/network/ingest.test.ts")([
    ["aws:ec2/vpcEndpointService:VpcEndpointService", "aws:lb/*"],
    /.+/,
    "all",
    "The door opens to the spokes' accounts and regions alone, is internal, and holds PrivateLink to its group: asserted.",
  ]),
  ...caughtBy("components/network/endpoints.test.ts")([
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    /.+/,
    "all",
    "What each endpoint's policy lets through, and for whom, is asserted service by service.",
  ]),
  ...harmless([
    "aws:rds/clusterInstance:ClusterInstance",
    /autoMinorVersionUpgrade/,
    "all",
    "True is the default; without it a patch waits for a person, who is told of it, and the door stays shut.",
  ]),
  ...caughtBy("components/databases/aurora.test.ts")([
    "aws:rds/*",
    /.+/,
    "all",
    "Keys, password, log exports, parameters with TLS, backups and the last snapshot are asserted; ENC-RDS-01, NET-RDS-01, RET-RDS-01 and RET-RDS-02 kill the rest.",
  ]),
];
