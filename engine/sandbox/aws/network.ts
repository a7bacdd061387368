import type { OverlayTable, Pattern } from "../bridged/overlay";
import { arn, unique } from "./shorthand";

const LOAD_BALANCER_NAME: Pattern = {
  fits: /^(?!internal-)[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?$/,
  says: "only alphanumeric characters and hyphens are allowed, no hyphen first or last",
};

/** The network: VPCs and what is in them, load balancers, endpoints, DNS. */
export const NETWORK: OverlayTable = {
  "ec2/vpc:Vpc": {
    id: "vpc-{hex:17:id}",
    called: "EC2 VPC",
    outputs: {
      arn: arn("ec2", "vpc/{id}"),
      defaultNetworkAclId: "acl-{hexof:id:17:default}",
      defaultRouteTableId: "rtb-{hexof:id:17:default}",
      defaultSecurityGroupId: "sg-{hexof:id:17:default}",
      mainRouteTableId: "rtb-{hexof:id:17:default}",
      dhcpOptionsId: "dopt-{hexof:account:17:default}",
      enableDnsHostnames: false,
      instanceTenancy: "default",
    },
    obstacles: [
      {
        type: "ec2/subnet:Subnet",
        input: "vpcId",
        output: "id",
        message: "DependencyViolation: it has dependencies",
      },
    ],
  },
  "ec2/defaultVpc:DefaultVpc": {
    id: "vpc-{hexof:account:17:default}",
    outputs: { arn: arn("ec2", "vpc/{id}") },
  },
  "ec2/subnet:Subnet": {
    id: "subnet-{hex:17:id}",
    outputs: {
      arn: arn("ec2", "subnet/{id}"),
      availabilityZone: "{region}a",
      availabilityZoneId: "{zoneId}",
    },
    unique: [{ by: ["vpcId", "cidrBlock"], scope: "region", code: "InvalidSubnet.Conflict" }],
  },
  "ec2/routeTable:RouteTable": { id: "rtb-{hex:17:id}", outputs: { arn: arn("ec2", "route-table/{id}") } },
  "ec2/defaultRouteTable:DefaultRouteTable": {
    id: "{in.defaultRouteTableId}",
    outputs: { arn: arn("ec2", "route-table/{id}") },
  },
  "ec2/route:Route": {
    id: "r-{in.routeTableId}{digits:10:route}",
    outputs: { origin: "CreateRoute", state: "active", instanceId: "", instanceOwnerId: "" },
    unique: unique(
      "routeTableId destinationCidrBlock destinationIpv6CidrBlock destinationPrefixListId",
      "RouteAlreadyExists",
    ),
  },
  "ec2/routeTableAssociation:RouteTableAssociation": { id: "rtbassoc-{hex:17:id}" },
  "ec2/mainRouteTableAssociation:MainRouteTableAssociation": { id: "rtbassoc-{hex:17:id}" },
  "ec2/internetGateway:InternetGateway": {
    id: "igw-{hex:17:id}",
    outputs: { arn: arn("ec2", "internet-gateway/{id}") },
  },
  "ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": { id: "eigw-{hex:17:id}" },
  "ec2/natGateway:NatGateway": {
    id: "nat-{hex:17:id}",
    outputs: {
      associationId: "eipassoc-{hex:17:association}",
      networkInterfaceId: "eni-{hex:17:interface}",
      publicIp: "{of:aws:ec2/eip:Eip|in.allocationId|publicIp}",
    },
  },
  "ec2/eip:Eip": {
    id: "eipalloc-{hex:17:id}",
    outputs: {
      allocationId: "{id}",
      arn: arn("ec2", "elastic-ip/{id}"),
      publicIp: "203.0.113.{digits:2:address}",
      publicDns: "ec2-203-0-113-{digits:2:address}.compute.{dns}",
      domain: "vpc",
    },
  },
  "ec2/securityGroup:SecurityGroup": {
    id: "sg-{hex:17:id}",
    unique: unique("vpcId name", "InvalidGroup.Duplicate"),
    outputs: { arn: arn("ec2", "security-group/{id}"), ownerId: "{account}" },
  },
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: "sg-{hexof:in.vpcId:17:default}",
    outputs: {
      arn: arn("ec2", "security-group/{id}"),
      name: "default",
      description: "default VPC security group",
    },
    autoname: false,
  },
  "ec2/securityGroupRule:SecurityGroupRule": { id: "sgrule-{digits:10:id}" },
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    id: "sgr-{hex:17:id}",
    outputs: { arn: arn("ec2", "security-group-rule/{id}"), securityGroupRuleId: "{id}" },
  },
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    id: "sgr-{hex:17:id}",
    outputs: { arn: arn("ec2", "security-group-rule/{id}"), securityGroupRuleId: "{id}" },
  },
  "ec2/networkAcl:NetworkAcl": { id: "acl-{hex:17:id}", outputs: { arn: arn("ec2", "network-acl/{id}") } },
  "ec2/defaultNetworkAcl:DefaultNetworkAcl": {
    id: "{in.defaultNetworkAclId}",
    outputs: { arn: arn("ec2", "network-acl/{id}") },
  },
  "ec2/networkAclRule:NetworkAclRule": {
    id: "nacl-{digits:10:id}",
    unique: unique("networkAclId ruleNumber egress", "NetworkAclEntryAlreadyExists"),
  },
  "ec2/flowLog:FlowLog": { id: "fl-{hex:17:id}", outputs: { arn: arn("ec2", "vpc-flow-log/{id}") } },
  "ec2/managedPrefixList:ManagedPrefixList": {
    id: "pl-{hex:17:id}",
    outputs: { arn: arn("ec2", "prefix-list/{id}"), version: 1 },
  },
  "ec2/networkInterface:NetworkInterface": { id: "eni-{hex:17:id}" },
  "ec2/instance:Instance": {
    id: "i-{hex:17:id}",
    outputs: { arn: arn("ec2", "instance/{id}"), instanceState: "running" },
  },
  "ec2/launchTemplate:LaunchTemplate": {
    id: "lt-{hex:17:id}",
    outputs: { arn: arn("ec2", "launch-template/{id}"), latestVersion: 1, defaultVersion: 1 },
    unique: unique("name", "InvalidLaunchTemplateName.AlreadyExistsException"),
  },
  "ec2/keyPair:KeyPair": {
    id: "{in.keyName}",
    name: "keyName",
    unique: unique("keyName", "InvalidKeyPair.Duplicate"),
  },
  "ec2/vpcPeeringConnection:VpcPeeringConnection": {
    id: "pcx-{hex:17:id}",
    outputs: { acceptStatus: "active" },
  },
  "ec2/vpcDhcpOptions:VpcDhcpOptions": {
    id: "dopt-{hex:17:id}",
    outputs: { arn: arn("ec2", "dhcp-options/{id}") },
  },
  "ec2/vpcEndpoint:VpcEndpoint": {
    id: "vpce-{hex:17:id}",
    outputs: {
      arn: arn("ec2", "vpc-endpoint/{id}"),
      dnsEntries: [
        {
          dnsName: "{id}-{alnum:8:dns}.{last:in.serviceName:.}.{region}.vpce.{dns}",
          hostedZoneId: "Z{ALNUM:13:zone}",
        },
      ],
      networkInterfaceIds: ["eni-{hex:17:interface}"],
      ownerId: "{account}",
      prefixListId: "",
      cidrBlocks: [],
      requesterManaged: false,
      state: "available",
      vpcEndpointType: "Gateway",
    },
  },
  "ec2/vpcEndpointService:VpcEndpointService": {
    id: "vpce-svc-{hex:17:id}",
    outputs: {
      arn: arn("ec2", "vpc-endpoint-service/{id}"),
      availabilityZones: ["{region}a", "{region}b", "{region}c"],
      baseEndpointDnsNames: ["{id}.{region}.vpce.{dns}"],
      managesVpcEndpoints: false,
      serviceName: "com.amazonaws.vpce.{region}.{id}",
      serviceType: "Interface",
      state: "Available",
    },
    obstacles: [
      {
        type: "ec2/vpcEndpoint:VpcEndpoint",
        input: "serviceName",
        output: "serviceName",
        message: "ExistingVpcEndpointConnections: an endpoint is connected to it",
      },
    ],
  },
  "ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": {
    id: "vpce-svc-perm-{hex:17:id}",
    unique: unique("vpcEndpointServiceId principalArn", "InvalidPrincipal.Duplicate"),
  },
  "lb/loadBalancer:LoadBalancer": {
    id: arn(
      "elasticloadbalancing",
      "loadbalancer/{map:in.loadBalancerType:application=app,network=net,gateway=gwy}/{name}/{hex:16:lb}",
    ),
    nameLength: 32,
    patterns: { name: LOAD_BALANCER_NAME },
    called: "ELBv2 Load Balancer",
    parts: "loadBalancerArn",
    outputs: {
      arn: "{id}",
      arnSuffix: "{last:id:loadbalancer/}",
      dnsName: "{name}-{hex:16:lb}.elb.{region}.{dns}",
      vpcId: "{of:aws:ec2/subnet:Subnet|in.subnets.0|vpcId}",
      zoneId: "Z{ALNUM:13:zone}",
      ipAddressType: "ipv4",
    },
    unique: unique("name", "DuplicateLoadBalancerName"),
    obstacles: [
      {
        type: "ec2/vpcEndpointService:VpcEndpointService",
        input: "networkLoadBalancerArns",
        output: "arn",
        message: "ResourceInUse: it is associated with a VPC endpoint service",
      },
    ],
  },
  "lb/targetGroup:TargetGroup": {
    id: arn("elasticloadbalancing", "targetgroup/{name}/{hex:16:group}"),
    nameLength: 32,
    patterns: { name: LOAD_BALANCER_NAME },
    called: "ELBv2 Target Group",
    outputs: { arn: "{id}", arnSuffix: "targetgroup/{name}/{hex:16:group}" },
    unique: unique("name", "DuplicateTargetGroupName"),
    obstacles: [
      {
        type: "lb/listener:Listener",
        input: "defaultActions.targetGroupArn",
        output: "arn",
        message: "ResourceInUse: it is in use by a listener or a rule",
      },
    ],
  },
  "lb/listener:Listener": {
    id: arn("elasticloadbalancing", "listener/{last:in.loadBalancerArn:loadbalancer/}/{hex:16:listener}"),
    called: "ELBv2 Listener",
    outputs: { arn: "{id}" },
    unique: unique("loadBalancerArn port", "DuplicateListener"),
  },
  "lb/listenerRule:ListenerRule": {
    id: arn("elasticloadbalancing", "listener-rule/{last:in.listenerArn:listener/}/{hex:16:rule}"),
    outputs: { arn: "{id}" },
  },
  "lb/targetGroupAttachment:TargetGroupAttachment": { id: "{in.targetGroupArn}-{hex:20:id}" },
  "route53/zone:Zone": {
    id: "Z{ALNUM:20:id}",
    global: true,
    called: "Route 53 Hosted Zone",
    outputs: {
      arn: "arn:{partition}:route53:::hostedzone/{id}",
      zoneId: "{id}",
      nameServers: [
        "ns-{digits:3:a}.awsdns-11.com",
        "ns-{digits:3:b}.awsdns-22.net",
        "ns-{digits:3:c}.awsdns-33.org",
        "ns-{digits:3:d}.awsdns-44.co.uk",
      ],
      primaryNameServer: "ns-{digits:3:a}.awsdns-11.com",
    },
  },
  "route53/record:Record": {
    id: "{in.zoneId}_{in.name}_{in.type}",
    global: true,
    autoname: false,
    called: "Route 53 Record",
    outputs: { fqdn: "{in.name}" },
    unique: unique("zoneId name type setIdentifier", "InvalidChangeBatch", "account"),
    values: {
      type: [
        "A",
        "AAAA",
        "CAA",
        "CNAME",
        "DS",
        "HTTPS",
        "MX",
        "NAPTR",
        "NS",
        "PTR",
        "SOA",
        "SPF",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
      ],
    },
  },
  "route53/healthCheck:HealthCheck": {
    id: "{uuid:id}",
    global: true,
    outputs: { arn: "arn:{partition}:route53:::healthcheck/{id}" },
  },
  "route53/zoneAssociation:ZoneAssociation": { id: "{in.zoneId}:{in.vpcId}", global: true },
  "route53/vpcAssociationAuthorization:VpcAssociationAuthorization": {
    id: "{in.zoneId}:{in.vpcId}",
    global: true,
  },
  "acm/certificate:Certificate": {
    id: arn("acm", "certificate/{uuid:id}"),
    outputs: {
      arn: "{id}",
      status: "ISSUED",
      type: "AMAZON_ISSUED",
      domainValidationOptions: [
        {
          domainName: "{in.domainName}",
          resourceRecordName: "_{hex:32:record}.{in.domainName}.",
          resourceRecordType: "CNAME",
          resourceRecordValue: "_{hex:32:value}.acm-validations.aws.",
        },
      ],
    },
  },
};
