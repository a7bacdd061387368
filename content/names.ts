import { createHash } from "node:crypto";
import { UserError } from "./user-error";

/** What every AWS name of one stack begins with. */
export interface NameScope {
  /** Prefix of the organization, `^[a-z][a-z0-9]{1,11}$`. */
  readonly organization: string;
  /** Environment, `^[a-z][a-z0-9]{1,11}$`. */
  readonly environment: string;
  /** AWS region of the stack that makes the resource, also where the resource itself lies elsewhere (a replica). */
  readonly region: string;
}

/** What AWS asks of the names of one kind of resource. */
export interface NameLimit {
  /** Longest name in characters. */
  readonly longest: number;
  /** Where AWS keeps the name unique. Within a region the region need not be part of the name. */
  readonly uniqueIn: "world" | "account" | "region";
  /** Beginnings that AWS keeps for itself. */
  readonly reserved: readonly string[];
  /**
   * What joins the words.
   * @default "-"
   */
  readonly separator?: "_";
}

/** Limits of the names that Pharos gives, from the API reference of each service. */
export const nameLimits = {
  /** S3 "General purpose bucket naming rules". */
  bucket: { longest: 63, uniqueIn: "world", reserved: ["xn--", "sthree-", "amzn-s3-demo-"] },
  /** IAM "IAM and AWS STS quotas". Roles are account-wide: two stacks of one account must not meet. */
  role: { longest: 64, uniqueIn: "account", reserved: [] },
  /** EKS `CreateCluster`: up to 100 characters. */
  cluster: { longest: 100, uniqueIn: "region", reserved: [] },
  /** KMS `CreateAlias` without its prefix `alias/`; up to 256 with it. Replica keys of several stacks share a region. */
  keyAlias: { longest: 250, uniqueIn: "account", reserved: ["aws/"] },
  /** Elastic Load Balancing `CreateLoadBalancer`. */
  loadBalancer: { longest: 32, uniqueIn: "region", reserved: ["internal-"] },
  /** Elastic Load Balancing `CreateTargetGroup`. */
  targetGroup: { longest: 32, uniqueIn: "region", reserved: [] },
  /** EC2 `CreateSecurityGroup`; unique in its VPC. */
  securityGroup: { longest: 255, uniqueIn: "region", reserved: ["sg-"] },
  /** SNS `CreateTopic`: up to 256 characters. A stack has topics in the region that watches it, too. */
  topic: { longest: 256, uniqueIn: "account", reserved: [] },
  /** SQS `CreateQueue`: up to 80 characters. */
  queue: { longest: 80, uniqueIn: "region", reserved: [] },
  /** CloudTrail `CreateTrail`: 3 to 128 characters. A trail over all regions is seen in each. */
  trail: { longest: 128, uniqueIn: "account", reserved: [] },
  /** AWS Config `PutConfigurationRecorder` and `PutDeliveryChannel`: up to 256 characters; a region has one of each. */
  recorder: { longest: 256, uniqueIn: "region", reserved: [] },
  /** IAM Access Analyzer `CreateAnalyzer`: up to 255 characters. */
  analyzer: { longest: 255, uniqueIn: "region", reserved: [] },
  /** CloudWatch Logs `CreateLogGroup`: up to 512 characters, `aws/` is theirs. */
  logGroup: { longest: 512, uniqueIn: "region", reserved: ["aws/"] },
  /** CloudWatch `PutMetricAlarm`: up to 255 characters. A stack has alarms in the region that watches it, too. */
  alarm: { longest: 255, uniqueIn: "account", reserved: [] },
  /** CloudWatch `PutDashboard`: up to 255 characters; dashboards are the account's, not a region's. */
  dashboard: { longest: 255, uniqueIn: "account", reserved: [] },
  /** EventBridge `PutRule`: up to 64 characters. */
  eventRule: { longest: 64, uniqueIn: "region", reserved: ["aws."] },
  /** Data Firehose `CreateDeliveryStream`: up to 64 characters. */
  deliveryStream: { longest: 64, uniqueIn: "region", reserved: [] },
  /** RDS `CreateDBCluster` and `CreateDBInstance`: up to 63 characters; also subnet and parameter groups, which take more. */
  database: { longest: 63, uniqueIn: "region", reserved: ["rds-"] },
  /** AWS Backup `CreateBackupVault`: 2 to 50 characters. A stack has vaults for copies in another region. */
  vault: { longest: 50, uniqueIn: "account", reserved: ["aws-"] },
  /** AWS Backup `CreateBackupPlan` and `CreateBackupSelection`: up to 50 characters. */
  backupPlan: { longest: 50, uniqueIn: "region", reserved: [] },
  /** AWS Backup `CreateRestoreTestingPlan`: up to 50 letters, digits and underscores. */
  restorePlan: { longest: 50, uniqueIn: "region", reserved: [], separator: "_" },
  /** Secrets Manager `CreateSecret`: up to 512 characters; copies in other regions have the same name. */
  secret: { longest: 512, uniqueIn: "account", reserved: ["aws/"] },
  /** Amazon Managed Service for Prometheus `CreateWorkspace`: an alias of up to 100 characters, in the region. */
  workspace: { longest: 100, uniqueIn: "region", reserved: [] },
  /** IAM `CreatePolicy`: up to 128 characters. */
  policy: { longest: 128, uniqueIn: "account", reserved: [] },
} as const satisfies Record<string, NameLimit>;

/** A kind of resource with a name of our choice. */
export type NameKind = keyof typeof nameLimits;

const WORD = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Hexadecimal digits of the hash at the end of a shortened name: 32 bits, far more than the names of one account need. */
const HASH_DIGITS = 8;

/** Characters that organization, environment, region and their hyphens take at their longest: 12 + 12 + 14 + 3. */
const LONGEST_PREFIX = 41;

/**
 * The name of one resource: `organization-environment-region-purpose`, and without the region where the longest prefix would leave no
 * room for a purpose and the name need be unique in its region only. The same arguments always give the same name. A name that would be
 * longer than AWS allows is cut and ends in a hash of the whole, so that two long names stay apart.
 * @param purpose what the resource is for: lower case words joined by hyphens
 * @throws UserError if AWS reserves the name's beginning
 */
export function resourceName(kind: NameKind, scope: NameScope, purpose: string): string {
  const limit: NameLimit = nameLimits[kind];
  for (const [part, value] of Object.entries({ ...scope, purpose })) {
    if (!WORD.test(value)) {
      throw new Error(`'${part}' of a name should be lower case words joined by hyphens, got '${value}'`);
    }
  }
  const regional = limit.longest < LONGEST_PREFIX && limit.uniqueIn === "region";
  const place = regional ? [] : [scope.region];
  const words = fit([scope.organization, scope.environment, ...place, purpose].join("-"), limit.longest);
  const name = limit.separator === undefined ? words : words.replaceAll("-", limit.separator);
  const taken = limit.reserved.find((beginning) => name.startsWith(beginning));
  if (taken !== undefined) {
    throw new UserError(
      `the ${kind} name '${name}' begins with '${taken}', which AWS keeps for itself`,
      `choose another 'organization' than '${scope.organization}'`,
    );
  }
  return name;
}

/** Label of every namespace of the platform; what is for all of them selects it. */
export const PLATFORM_LABEL = { "app.kubernetes.io/managed-by": "pharos" } as const;

/** The purpose of a copy: `metrics-blocks` is copied to `metrics-blocks-copy`. */
export function copyOf(purpose: string): string {
  return `${purpose}-copy`;
}

/** The role of a workload in the cluster, by which policies of what it works on can name it before it is made. */
export function podRoleName(scope: NameScope, workload: string): string {
  return resourceName("role", scope, `pod-${workload}`);
}

/** The log group into which EKS writes the control plane's logs; the name is AWS's, only its retention and key are ours. */
export function controlPlaneLogGroup(clusterName: string): string {
  return `/aws/eks/${clusterName}/cluster`;
}

/** The log group into which Aurora writes PostgreSQL's log; the name is AWS's, only its retention and key are ours. */
export function databaseLogGroup(clusterIdentifier: string): string {
  return `/aws/rds/cluster/${clusterIdentifier}/postgresql`;
}

/**
 * The private name under which a spoke reaches the hub's metrics ingest. It is the same in every region, so that one server certificate
 * serves all; `.internal` is reserved for private use and never resolves on the internet.
 */
export function ingestHost(scope: Omit<NameScope, "region">, hub: string): string {
  return `metrics-ingest.${hub}.${scope.environment}.${scope.organization}.internal`;
}

/** Cuts a name to `longest` characters, its end replaced by a hash of the whole. */
function fit(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_DIGITS);
  const kept = name.slice(0, longest - HASH_DIGITS - 1).replace(/-+$/, "");
  return `${kept}-${hash}`;
}
