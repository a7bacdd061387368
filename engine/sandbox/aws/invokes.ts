import type { InvokeAnswer } from "../bridged/provider";
import { CloudError } from "../errors";
import { derived } from "../identity";
import type { InventoryView } from "../inventory";
import { isObject, knownString, reveal, valuesAt, type Properties, type Value } from "../values";
import { partitionOf, type AwsConfig } from "./place";
import { zonesOf } from "./zones";

/** EKS versions in standard support, newest first. */
const CLUSTER_VERSIONS = ["1.35", "1.34", "1.33"];

function regionFrom(args: Properties, config: AwsConfig): string {
  return knownString(args["region"]) ?? config.region;
}

/** The outputs of a resource in the sandbox with the given values. */
function lookUp(view: InventoryView, type: string, what: string, wanted: Properties): Properties {
  const conditions = Object.entries(wanted).filter(([, value]) => reveal(value) !== undefined);
  for (const entry of view.all()) {
    if (entry.type !== type) continue;
    const outputs: Properties = { ...entry.outputs, id: entry.id };
    if (conditions.every(([path, value]) => valuesAt(outputs, path)[0] === value)) return outputs;
  }
  const sought = conditions.map(([path, value]) => `${path} ${JSON.stringify(value)}`).join(", ");
  throw new CloudError(
    "notFound",
    `no matching ${what} found (${sought}): the sandbox holds only what was made in it`,
  );
}

/** A look-up of one resource by the arguments that tell it. */
function finder(type: string, what: string, wanted: (args: Properties) => Properties): InvokeAnswer {
  return (args, view) => lookUp(view, type, what, wanted(args));
}

function argument(args: Properties, name: string): Value {
  return reveal(args[name]) ?? null;
}

function prefixList(region: string, name: string): Properties {
  const id = `pl-${derived(name, region, "hex", 8)}`;
  return { id, prefixListId: id, name, cidrBlocks: ["198.51.100.0/24"], region };
}

/** The functions of the AWS provider that the sandbox answers. */
export function awsInvokes(config: AwsConfig): Record<string, InvokeAnswer> {
  const { partition, dns } = partitionOf(config.region);
  return {
    "index/getCallerIdentity:getCallerIdentity": () => ({
      id: config.account,
      accountId: config.account,
      arn: `arn:${partition}:sts::${config.account}:assumed-role/sandbox/pulumi`,
      userId: `AROA${derived(config.account, "caller", "ALNUM", 17)}:pulumi`,
    }),
    "index/getRegion:getRegion": (args) => {
      const region = regionFrom(args, config);
      return { id: region, name: region, region, endpoint: `ec2.${region}.${dns}`, description: region };
    },
    "index/getPartition:getPartition": () => ({
      id: partition,
      partition,
      dnsSuffix: dns,
      reverseDnsPrefix: dns.split(".").reverse().join("."),
    }),
    "index/getAvailabilityZones:getAvailabilityZones": (args) => {
      const region = regionFrom(args, config);
      const { names, ids } = zonesOf(region);
      return { id: region, region, names, zoneIds: ids, groupNames: [region] };
    },
    "ec2/getPrefixList:getPrefixList": (args) =>
      prefixList(
        regionFrom(args, config),
        knownString(args["name"]) ?? knownString(args["prefixListId"]) ?? "",
      ),
    "ec2/getManagedPrefixList:getManagedPrefixList": (args) =>
      prefixList(regionFrom(args, config), knownString(args["name"]) ?? knownString(args["id"]) ?? ""),
    "eks/getClusterVersions:getClusterVersions": () => ({
      id: "cluster-versions",
      clusterVersions: CLUSTER_VERSIONS.map((version, index) => ({
        clusterVersion: version,
        clusterType: "eks",
        defaultVersion: index === 0,
        defaultPlatformVersion: "eks.1",
        versionStatus: "STANDARD_SUPPORT",
        status: "STANDARD_SUPPORT",
      })),
    }),
    "eks/getClusterAuth:getClusterAuth": (args) => ({
      id: argument(args, "name"),
      name: argument(args, "name"),
      token: `k8s-aws-v1.${derived(knownString(args["name"]) ?? "", "token", "alnum", 48)}`,
    }),
    "eks/getCluster:getCluster": finder("aws:eks/cluster:Cluster", "EKS Cluster", (args) => ({
      name: argument(args, "name"),
    })),
    "ec2/getVpc:getVpc": finder("aws:ec2/vpc:Vpc", "EC2 VPC", (args) => ({
      id: argument(args, "id"),
      cidrBlock: argument(args, "cidrBlock"),
    })),
    "ec2/getVpcEndpointService:getVpcEndpointService": (args) => {
      const service = knownString(args["service"]);
      const region = regionFrom(args, config);
      const serviceName = knownString(args["serviceName"]) ?? `com.amazonaws.${region}.${service ?? ""}`;
      return {
        id: serviceName,
        serviceName,
        serviceType: argument(args, "serviceType") ?? "Interface",
        availabilityZones: zonesOf(region).names,
        owner: "amazon",
        region,
      };
    },
    "iam/getRole:getRole": finder("aws:iam/role:Role", "IAM Role", (args) => ({
      name: argument(args, "name"),
    })),
    "iam/getPolicy:getPolicy": finder("aws:iam/policy:Policy", "IAM Policy", (args) => ({
      name: argument(args, "name"),
      arn: argument(args, "arn"),
    })),
    "kms/getAlias:getAlias": finder("aws:kms/alias:Alias", "KMS Alias", (args) => ({
      name: argument(args, "name"),
    })),
    "kms/getKey:getKey": finder("aws:kms/key:Key", "KMS Key", (args) => ({ id: argument(args, "keyId") })),
    "lb/getLoadBalancer:getLoadBalancer": finder(
      "aws:lb/loadBalancer:LoadBalancer",
      "Load Balancer",
      (args) => ({
        name: argument(args, "name"),
        arn: argument(args, "arn"),
      }),
    ),
    "route53/getZone:getZone": finder("aws:route53/zone:Zone", "Route 53 Hosted Zone", (args) => ({
      name: argument(args, "name"),
      zoneId: argument(args, "zoneId"),
    })),
    "s3/getBucket:getBucket": finder("aws:s3/bucket:Bucket", "S3 Bucket", (args) => ({
      bucket: argument(args, "bucket"),
    })),
    "secretsmanager/getSecret:getSecret": finder("aws:secretsmanager/secret:Secret", "Secret", (args) => ({
      name: argument(args, "name"),
      arn: argument(args, "arn"),
    })),
    "sns/getTopic:getTopic": finder("aws:sns/topic:Topic", "SNS Topic", (args) => ({
      name: argument(args, "name"),
    })),
    "ssm/getParameter:getParameter": finder("aws:ssm/parameter:Parameter", "SSM Parameter", (args) => ({
      name: argument(args, "name"),
    })),
    "ec2/getSubnets:getSubnets": (args, view) => {
      const vpcs = valuesAt(args, "filters")
        .flatMap((filter) => (Array.isArray(filter) ? filter : []))
        .flatMap((filter) =>
          isObject(filter) && filter["name"] === "vpc-id" ? valuesAt(filter, "values") : [],
        )
        .flat();
      const ids = [...view.all()]
        .filter(
          (entry) =>
            entry.type === "aws:ec2/subnet:Subnet" && vpcs.includes(reveal(entry.outputs["vpcId"]) ?? null),
        )
        .map((entry) => entry.id);
      return { id: config.region, ids };
    },
  };
}
