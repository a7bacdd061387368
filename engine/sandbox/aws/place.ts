import type { Place } from "../bridged/type";
import { isObject, isUnknown, knownString, reveal, type Properties, type Value } from "../values";
import { zoneIdOf } from "./zones";

/** The account of a provider that names none. Documentation's usual example, so that nobody takes it for a true one. */
const DEFAULT_ACCOUNT = "123456789012";

/** AWS's partitions: what region names start with, and the domain of the services there. */
const PARTITIONS: readonly { prefix: string; partition: string; dns: string }[] = [
  { prefix: "cn-", partition: "aws-cn", dns: "amazonaws.com.cn" },
  { prefix: "us-gov-", partition: "aws-us-gov", dns: "amazonaws.com" },
  { prefix: "us-iso-", partition: "aws-iso", dns: "c2s.ic.gov" },
  { prefix: "us-isob-", partition: "aws-iso-b", dns: "sc2s.sgov.gov" },
  { prefix: "eusc-", partition: "aws-eusc", dns: "amazonaws.eu" },
  { prefix: "", partition: "aws", dns: "amazonaws.com" },
];

export function partitionOf(region: string): { partition: string; dns: string } {
  return (
    PARTITIONS.find(({ prefix }) => region.startsWith(prefix)) ?? { partition: "aws", dns: "amazonaws.com" }
  );
}

/** What an AWS provider is configured to. */
export interface AwsConfig {
  readonly region: string;
  readonly account: string;
  readonly defaultTags: Properties;
}

/** A setting that the SDK hands over as JSON text, or that stands as it is. */
function structured(value: Value | undefined): Value | undefined {
  const bare = reveal(value);
  if (typeof bare !== "string" || isUnknown(bare)) return bare;
  try {
    return JSON.parse(bare) as Value;
  } catch {
    return bare;
  }
}

/** The region of a provider: its setting, or the environment's as with the true provider. */
function regionOf(settings: Properties, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return knownString(settings["region"]) ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"];
}

function accountOfRole(settings: Properties): string | undefined {
  const roles = structured(settings["assumeRoles"] ?? settings["assumeRole"]);
  const last = Array.isArray(roles) ? roles[roles.length - 1] : roles;
  const arn = isObject(last) ? knownString(last["roleArn"]) : undefined;
  return arn?.split(":")[4];
}

function stringList(value: Value | undefined): string[] {
  const list = structured(value);
  return Array.isArray(list) ? list.flatMap((item) => knownString(item) ?? []) : [];
}

/** What is wrong with an AWS provider's settings. */
export function awsConfigFailures(settings: Properties): string[] {
  const failures: string[] = [];
  if (regionOf(settings) === undefined)
    failures.push(
      "missing region information. Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.",
    );
  const role = accountOfRole(settings);
  const allowed = stringList(settings["allowedAccountIds"]);
  if (role !== undefined && allowed.length > 0 && !allowed.includes(role))
    failures.push(`AWS account ID not allowed: ${role}`);
  return failures;
}

/** The account is the assumed role's, else the first allowed one, else {@link DEFAULT_ACCOUNT}. */
export function awsConfig(settings: Properties): AwsConfig {
  const tags = structured(settings["defaultTags"]);
  const inner = isObject(tags) ? reveal(tags["tags"]) : undefined;
  return {
    region: regionOf(settings) ?? "us-east-1",
    account: accountOfRole(settings) ?? stringList(settings["allowedAccountIds"])[0] ?? DEFAULT_ACCOUNT,
    defaultTags: isObject(inner) ? inner : {},
  };
}

/** Where a resource is: in the region it names, else in its provider's. */
export function awsPlace(config: AwsConfig, properties: Properties): Place {
  const region = knownString(properties["region"]) ?? config.region;
  const { partition, dns } = partitionOf(region);
  return {
    scopes: { global: partition, account: config.account, region: `${config.account} ${region}` },
    words: {
      region,
      partition,
      dns,
      account: config.account,
      zoneId: zoneIdOf(knownString(properties["availabilityZone"]) ?? `${region}a`),
    },
  };
}
