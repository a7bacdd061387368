import { parseCidr } from "../../../content/cidr";
import { ipv6PrefixOf } from "../network/cidr";
import type { Answer } from "../answer";
import { demands, type Conditions } from "./conditions";

/**
 * What makes a grant to everybody one to somebody: condition keys whose value names an organization, an account, a network or a resource.
 * S3 user guide, "The meaning of public": a grant is not public if such a key is fixed to values without wildcards. Tags of the principal
 * are not among them, whoever owns an account chooses them; neither is `aws:Referer`, which any client writes as it likes.
 */
const KEYS: Readonly<Record<string, (value: string) => boolean>> = {
  "aws:principalaccount": isFixed,
  "aws:principalarn": isFixedArn,
  "aws:principalorgid": isFixed,
  "aws:principalorgpaths": isAnchored,
  "aws:principalservicename": isFixed,
  "aws:sourceaccount": isFixed,
  "aws:sourcearn": isFixedArn,
  "aws:sourceip": isNarrowRange,
  "aws:sourceorgid": isFixed,
  "aws:sourceorgpaths": isAnchored,
  "aws:sourceowner": isFixed,
  "aws:sourcevpc": isFixed,
  "aws:sourcevpcarn": isFixedArn,
  "aws:sourcevpce": isFixed,
  "aws:userid": isAnchored,
  "aws:vpceaccount": isFixed,
  "aws:vpceorgid": isFixed,
  "aws:vpceorgpaths": isAnchored,
  "kms:calleraccount": isFixed,
  "s3:dataaccesspointaccount": isFixed,
  "s3:dataaccesspointarn": isFixedArn,
};

/** Keys that tell an AWS service on whose behalf it may act. */
const SOURCE_KEYS = [
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
];

/** Ranges wider than these are the internet: S3 draws the line there, too. */
const SHORTEST_IPV4_PREFIX = 8;
const SHORTEST_IPV6_PREFIX = 32;

/** Whether conditions confine a grant to everybody to an organization, accounts, networks or resources that they name. */
export function confine(conditions: Conditions): Answer {
  return demands(conditions, accepts, new Set(Object.keys(KEYS)));
}

/** Whether conditions say for which accounts, organizations or resources a service may use what is granted: else it may be made to, by anybody. */
export function nameSource(conditions: Conditions): Answer {
  return demands(conditions, accepts, SOURCE_KEYS);
}

function accepts(key: string, value: string): boolean {
  return KEYS[key]?.(value) ?? false;
}

/**
 * Variables that the request fills, such as `${aws:PrincipalAccount}`: whoever asks is what they say. Those of the resource's owner are as
 * good as his number. Other texts in such brackets are what a template put in.
 */
const VARIABLE = /\$\{\s*(?!aws:resource)[a-z0-9-]+:[a-z0-9-]+(?:\/[^:}]*)?\s*\}/i;
const FILLED_IN = /\$\{[^}]*\}/g;

function isFixed(value: string): boolean {
  return value !== "" && !VARIABLE.test(value) && !/[*?]/.test(value.replace(FILLED_IN, "x"));
}

/** Starts with something of its own, such as `o-abc/` of an organization's paths. */
function isAnchored(value: string): boolean {
  return /^[A-Za-z0-9-]{4,}/.test(value);
}

/** Names an account, or a bucket: buckets' names are unique in the world, names of other resources are not. */
function isFixedArn(value: string): boolean {
  if (VARIABLE.test(value)) return false;
  const [scheme, , service, , account = "", ...name] = value.replace(FILLED_IN, "x").split(":");
  // What is no ARN matches none.
  if (scheme !== "arn") return !/^[*?]/.test(value);
  if (account !== "") return isFixed(account) || (service === "s3" && isAnchored(name.join(":")));
  // Where others name an account CloudFront and IAM Identity Center name none: a whole name is as good.
  return isFixed(name.join(":")) || (service === "s3" && isAnchored(name.join(":")));
}

function isNarrowRange(value: string): boolean {
  const prefix = ipv6PrefixOf(value.includes("/") ? value : `${value}/128`);
  if (prefix !== undefined) return prefix >= SHORTEST_IPV6_PREFIX;
  const range = parseCidr(value.includes("/") ? value : `${value}/32`);
  return range !== undefined && range.prefix >= SHORTEST_IPV4_PREFIX;
}
