import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient, DescribeConfigurationRecordersCommand } from "@aws-sdk/client-config-service";
import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeClusterCommand, EKSClient, ListClustersCommand } from "@aws-sdk/client-eks";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { DescribeKeyCommand, KMSClient, ListResourceTagsCommand } from "@aws-sdk/client-kms";
import { GetBucketTaggingCommand, HeadBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeHubCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { GetServiceQuotaCommand, ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { STACK_TAG } from "../../content/environments";
import type { AccountFacts, Holder, PlannedName, ReachFact, RegionFacts, Told } from "./facts";
import type { StackNeeds } from "./plan";
import { quotas, type QuotaId } from "./quotas";
import { answers } from "./reachable";

/** How often a call is tried. Somebody is waiting, and what does not answer is said. */
const ATTEMPTS = 2;

/** Everything here only reads: Describe, Get, Head and List. */
interface Clients {
  readonly region: string;
  readonly maxAttempts: number;
}

/**
 * Reads the account of whoever is logged in. Never throws for what the account does not tell: every answer says whether it was told.
 * @param home region of calls that are the account's as a whole
 */
export async function gatherFacts(home: string, needs: readonly StackNeeds[]): Promise<AccountFacts> {
  const at = { region: home, maxAttempts: ATTEMPTS };
  const caller = await tell(async () => {
    const { Account = "", Arn = "" } = await new STSClient(at).send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  });
  // Without an account every other call would fail for the same reason.
  if (!caller.told) return { caller, identityCenters: caller, regions: [] };
  const [identityCenters, regions] = await Promise.all([
    tell(async () => {
      const { Instances = [] } = await new SSOAdminClient(at).send(new ListInstancesCommand({}));
      return Instances.flatMap(({ InstanceArn }) => InstanceArn ?? []);
    }),
    Promise.all(needs.map((need) => gatherRegion(need))),
  ]);
  return { caller, identityCenters, regions };
}

async function gatherRegion({ stack, region, names }: StackNeeds): Promise<RegionFacts> {
  const at: Clients = { region, maxAttempts: ATTEMPTS };
  const [zones, trails, recorders, detectors, securityHub, limits, held, reach] = await Promise.all([
    tell(() => zonesOf(at)),
    tell(() => trailsOf(at)),
    tell(async () => {
      const found = await new ConfigServiceClient(at).send(new DescribeConfigurationRecordersCommand({}));
      return (found.ConfigurationRecorders ?? []).flatMap(({ name }) => name ?? []);
    }),
    tell(async () => (await new GuardDutyClient(at).send(new ListDetectorsCommand({}))).DetectorIds ?? []),
    tell(() => hubOf(at)),
    quotasOf(at),
    Promise.all(names.map(async (name) => ({ ...name, holder: await tell(() => holderOf(name, stack)) }))),
    tell(() => reachOf(at, names)),
  ]);
  return { region, zones, trails, recorders, detectors, securityHub, quotas: limits, names: held, reach };
}

async function zonesOf(at: Clients): Promise<Record<string, string>> {
  const { AvailabilityZones = [] } = await new EC2Client(at).send(new DescribeAvailabilityZonesCommand({}));
  return Object.fromEntries(
    AvailabilityZones.filter(({ ZoneType = "availability-zone" }) => ZoneType === "availability-zone").map(
      ({ ZoneName = "", ZoneId = "" }) => [ZoneName, ZoneId],
    ),
  );
}

async function trailsOf(at: Clients) {
  const { trailList = [] } = await new CloudTrailClient(at).send(
    new DescribeTrailsCommand({ includeShadowTrails: true }),
  );
  return trailList.map(({ Name = "", HomeRegion = "", IsMultiRegionTrail, IsOrganizationTrail }) => ({
    name: Name,
    home: HomeRegion,
    allRegions: IsMultiRegionTrail === true,
    organization: IsOrganizationTrail === true,
  }));
}

async function hubOf(at: Clients): Promise<boolean> {
  try {
    await new SecurityHubClient(at).send(new DescribeHubCommand({}));
    return true;
  } catch (error) {
    if ((error as Error).name === "InvalidAccessException") return false; // it is how Security Hub says that it is off
    throw error;
  }
}

/** How much of a quota is in use, for those that one call counts. */
const counters: Readonly<Partial<Record<QuotaId, (at: Clients) => Promise<number>>>> = {
  vpcs: async (at) => (await new EC2Client(at).send(new DescribeVpcsCommand({}))).Vpcs?.length ?? 0,
  addresses: async (at) =>
    (await new EC2Client(at).send(new DescribeAddressesCommand({}))).Addresses?.length ?? 0,
  clusters: async (at) => (await new EKSClient(at).send(new ListClustersCommand({}))).clusters?.length ?? 0,
  buckets: async (at) => (await new S3Client(at).send(new ListBucketsCommand({}))).Buckets?.length ?? 0,
};

async function quotasOf(at: Clients): Promise<RegionFacts["quotas"]> {
  const client = new ServiceQuotasClient(at);
  const told = await Promise.all(
    quotas.map(async ({ id, serviceCode, quotaCode }) => [
      id,
      await tell(async () => {
        const found = await client.send(
          new GetServiceQuotaCommand({ ServiceCode: serviceCode, QuotaCode: quotaCode }),
        );
        const limit = found.Quota?.Value;
        if (limit === undefined) throw new Error("Service Quotas names no value for it");
        const count = counters[id];
        return { limit, ...(count && { used: await count(at) }) };
      }),
    ]),
  );
  return Object.fromEntries(told) as RegionFacts["quotas"];
}

/** AWS's words for "there is no such thing". */
const ABSENT = new Set([
  "NotFound",
  "NoSuchBucket",
  "NoSuchEntityException",
  "NoSuchEntity",
  "NotFoundException",
  "ResourceNotFoundException",
]);

/** Tags of a thing by kind; asking for them fails where there is no such thing. */
const tagsOf: Readonly<
  Record<PlannedName["kind"], (at: Clients, name: string) => Promise<Readonly<Record<string, string>>>>
> = {
  bucket: async (at, name) => {
    const client = new S3Client(at);
    await client.send(new HeadBucketCommand({ Bucket: name }));
    const { TagSet = [] } = await client.send(new GetBucketTaggingCommand({ Bucket: name }));
    return fromPairs(TagSet.map(({ Key, Value }) => [Key, Value]));
  },
  role: async (at, name) => {
    const { Role } = await new IAMClient(at).send(new GetRoleCommand({ RoleName: name }));
    return fromPairs((Role?.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  },
  cluster: async (at, name) =>
    (await new EKSClient(at).send(new DescribeClusterCommand({ name }))).cluster?.tags ?? {},
  "key alias": async (at, name) => {
    const client = new KMSClient(at);
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: name }));
    const { Tags = [] } = await client.send(new ListResourceTagsCommand({ KeyId: KeyMetadata?.KeyId }));
    return fromPairs(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
  },
};

/**
 * Who has a name.
 * @param stack value of the tag that the stack's own resources carry
 */
async function holderOf({ kind, name, region }: PlannedName, stack: string): Promise<Holder> {
  try {
    const tags = await tagsOf[kind]({ region, maxAttempts: ATTEMPTS }, name);
    return tags[STACK_TAG] === stack ? "this stack" : "this account";
  } catch (error) {
    const { name: code, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    if (ABSENT.has(code)) return "nobody";
    if (code === "NoSuchTagSet") return "this account";
    // S3 tells everybody that a bucket exists: 403 for one of others, 301 for one in another region.
    if (kind === "bucket" && $metadata?.httpStatusCode === 403) return "another account";
    if (kind === "bucket" && $metadata?.httpStatusCode === 301) return "this account";
    throw error;
  }
}

function fromPairs(
  pairs: readonly (readonly [string | undefined, string | undefined])[],
): Record<string, string> {
  return Object.fromEntries(pairs.map(([key = "", value = ""]) => [key, value]));
}

/** The API of the cluster by the planned name, where it exists. */
async function reachOf(at: Clients, names: readonly PlannedName[]): Promise<ReachFact | undefined> {
  const planned = names.find(({ kind }) => kind === "cluster");
  const clusters = (await new EKSClient(at).send(new ListClustersCommand({}))).clusters ?? [];
  if (planned === undefined || !clusters.includes(planned.name)) return undefined;
  const { cluster } = await new EKSClient(at).send(new DescribeClusterCommand({ name: planned.name }));
  const { endpointPublicAccess, endpointPrivateAccess } = cluster?.resourcesVpcConfig ?? {};
  return {
    publicEndpoint: endpointPublicAccess === true,
    privateEndpoint: endpointPrivateAccess === true,
    reachable: cluster?.endpoint !== undefined && (await answers(cluster.endpoint)),
  };
}

async function tell<T>(ask: () => Promise<T>): Promise<Told<T>> {
  try {
    return { told: true, value: await ask() };
  } catch (error) {
    const { name, message } = error as Error;
    return { told: false, why: message === "" || message === "UnknownError" ? name : message };
  }
}
