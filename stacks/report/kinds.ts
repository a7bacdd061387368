import { STACK_TYPE, type PreviewedResource } from "../model";

/** Names of services and of parts of type names that are not written as ordinary words. */
const SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acl: "ACL",
    acm: "ACM",
    acmpca: "private CA",
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
    open: "open",
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
const SILENT_SERVICES: ReadonlySet<string> = new Set(["ec2", "lb", "backup"]);

/** Providers by their proper names. */
const PROVIDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    aws: "AWS",
    grafana: "Grafana",
    kubernetes: "Kubernetes",
    pagerduty: "PagerDuty",
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
 * What a person calls a resource of this type, in the singular: "S3 bucket", "VPC endpoint service", "Helm release",
 * "Namespace", "AWS provider". Components of this program keep their class name, such as "Network (component)".
 */
export function kindOf(type: string): string {
  const [provider = "", module = "", name = ""] = type.split(":");
  if (type === STACK_TYPE) return "stack";
  if (provider === "pharos") return `${name} (component)`;
  if (provider === "pulumi")
    return module === "providers" ? `${PROVIDERS.get(name) ?? name} provider` : words(name).join(" ");
  if (provider === "kubernetes") return name === "Release" ? "Helm release" : name;
  const service = module.split("/")[0] ?? "";
  const own = words(name);
  if (provider !== "aws") return [PROVIDERS.get(provider) ?? provider, ...own].join(" ");
  const title = SPELLING.get(service) ?? service;
  // "Backup vault", not "Backup backup vault"; "EKS cluster", but "VPC".
  if (SILENT_SERVICES.has(service) || own[0]?.toLowerCase() === service) return own.join(" ");
  return [title, ...own].join(" ");
}

/** The plural of a kind, by the rules of English that its words need. */
export function plural(kind: string, count: number): string {
  if (count === 1) return kind;
  const component = kind.endsWith(" (component)");
  const word = component ? kind.slice(0, -" (component)".length) : kind;
  const many = /(s|x|ch|sh)$/i.test(word)
    ? `${word}es`
    : /[^aeiou]y$/i.test(word)
      ? `${word.slice(0, -1)}ies`
      : `${word}s`;
  return component ? `${many} (components)` : many;
}

/** How many resources of one kind. */
export interface KindCount {
  kind: string;
  count: number;
}

/** Kinds of resources, the most frequent first, then by name. */
export function countKinds(resources: readonly PreviewedResource[]): KindCount[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) {
    const kind = kindOf(type);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}
