import { STACK_TYPE, type PreviewedResource } from "../model";

/** Names of services and of parts of type names that are not written as ordinary words. */
const SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acl: "ACL",
    acm: "ACM",
    acmpca: "private CA",
    alertmanager: "Alertmanager",
    amp: "Managed Prometheus",
    api: "API",
    backup: "Backup",
    cfg: "Config",
    cidr: "CIDR",
    cloudtrail: "CloudTrail",
    cloudwatch: "CloudWatch",
    dhcp: "DHCP",
    dynamodb: "DynamoDB",
    ebs: "EBS",
    ec2: "EC2",
    ecr: "ECR",
    efs: "EFS",
    eip: "Elastic IP",
    eks: "EKS",
    guardduty: "GuardDuty",
    iam: "IAM",
    id: "ID",
    kms: "KMS",
    lb: "load balancing",
    nat: "NAT",
    oidc: "OIDC",
    prometheus: "Prometheus",
    rds: "RDS",
    route53: "Route 53",
    s3: "S3",
    secretsmanager: "Secrets Manager",
    sns: "SNS",
    sqs: "SQS",
    ssm: "SSM",
    vpc: "VPC",
  }),
);

/** Services whose resources are known by their own names: "VPC endpoint" needs no "EC2" before it. */
const SILENT_SERVICES: ReadonlySet<string> = new Set(["ec2", "lb", "backup", "vpc"]);

/** Kinds of Kubernetes whose names other services have too; the others are unmistakable by themselves. */
const SHARED_KINDS: ReadonlySet<string> = new Set([
  "Job",
  "Node",
  "Role",
  "RoleBinding",
  "Secret",
  "Service",
]);

/** Types whose names are not made of the words that people use. */
const NAMES: ReadonlyMap<string, string> = new Map([
  [STACK_TYPE, "stack"],
  ["aws:iam/openIdConnectProvider:OpenIdConnectProvider", "IAM OpenID Connect provider"],
  ["kubernetes:helm.sh/v3:Release", "Helm release"],
]);

/** Types that say most about a stack, in the order in which they are named. What is not among them follows by number. */
const TELLING_TYPES: readonly string[] = [
  "aws:eks/cluster:Cluster",
  "kubernetes:helm.sh/v3:Release",
  "kubernetes:core/v1:Namespace",
  "grafana:oss/dashboard:Dashboard",
  "aws:s3/bucket:Bucket",
  "aws:kms/key:Key",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/natGateway:NatGateway",
];

/** Providers by their proper names. */
const PROVIDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    aws: "AWS",
    grafana: "Grafana",
    kubernetes: "Kubernetes",
    pagerduty: "PagerDuty",
    pulumi: "Pulumi",
    tls: "TLS",
  }),
);

/** Splits "vpcEndpointService" into words, spelled as people write them. */
function words(name: string): string[] {
  return name
    .replace(/[Vv]\d+$/, "")
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => SPELLING.get(word.toLowerCase()) ?? word.toLowerCase());
}

/**
 * What a person calls a resource of this type, in the singular: "S3 bucket", "VPC endpoint service", "namespace", "AWS provider".
 * Components of this program keep the name of their class, such as "Network (component)".
 */
export function kindOf(type: string): string {
  const own = NAMES.get(type);
  if (own !== undefined) return own;
  const [provider = "", module = "", name = ""] = type.split(":");
  if (provider === "pharos") return `${name} (component)`;
  if (module === "providers") return `${PROVIDERS.get(name) ?? name} provider`;
  const parts = words(name);
  if (provider === "pulumi") return parts.join(" ");
  if (provider === "kubernetes")
    return [...(SHARED_KINDS.has(name) ? ["Kubernetes"] : []), ...parts].join(" ");
  if (provider !== "aws") return [PROVIDERS.get(provider) ?? provider, ...parts].join(" ");
  const service = module.split("/")[0] ?? "";
  // "Backup vault", not "Backup backup vault"; "EKS cluster", but "VPC".
  if (SILENT_SERVICES.has(service) || parts[0]?.toLowerCase() === service) return parts.join(" ");
  return [SPELLING.get(service) ?? service, ...parts].join(" ");
}

/** The plural of a kind, by the rules of English that its words need. */
export function plural(kind: string, count: number): string {
  if (count === 1) return kind;
  if (/(s|x|ch|sh)$/i.test(kind)) return `${kind}es`;
  return /[^aeiou]y$/i.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

/** How many resources of one kind. */
export interface KindCount {
  kind: string;
  count: number;
}

/** What a stack is made of. */
export interface Contents {
  /** Classes of components, by name. They exist in the program alone. */
  components: KindCount[];
  /** Kinds of resources: those that say most about the stack first, then the most frequent, then by name. */
  resources: KindCount[];
}

/** Counts components and resources, each by kind. */
export function countContents(resources: readonly PreviewedResource[]): Contents {
  const components = new Map<string, number>();
  const kinds = new Map<string, { count: number; rank: number }>();
  for (const { type, custom } of resources) {
    if (!custom) {
      const name = type.split(":").at(-1) ?? type;
      components.set(name, (components.get(name) ?? 0) + 1);
      continue;
    }
    const telling = TELLING_TYPES.indexOf(type);
    const kind = kindOf(type);
    kinds.set(kind, {
      count: (kinds.get(kind)?.count ?? 0) + 1,
      rank: telling < 0 ? TELLING_TYPES.length : telling,
    });
  }
  return {
    components: [...components].map(([kind, count]) => ({ kind, count })).sort(byName),
    resources: [...kinds]
      .map(([kind, { count, rank }]) => ({ kind, count, rank }))
      .sort((a, b) => a.rank - b.rank || b.count - a.count || byName(a, b))
      .map(({ kind, count }) => ({ kind, count })),
  };
}

function byName(a: KindCount, b: KindCount): number {
  return a.kind < b.kind ? -1 : 1;
}

/** The number of all of them. */
export function totalOf(counts: readonly KindCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
