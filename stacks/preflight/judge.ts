import { canHoldControlPlane } from "../../content/zones";
import type { AccountFacts, Holder, RegionFacts, Told } from "./facts";
import type { StackNeeds } from "./plan";
import { quotas } from "./quotas";

/** Whether a part of the audit baseline is made by the stack, or by a landing zone. */
export type MadeBy = "create" | "managed-elsewhere";

/** What of a stack's settings is compared with the account. */
export interface Wanted {
  readonly stack: string;
  readonly role: "hub" | "spoke";
  readonly account: string;
  readonly reach: "runner-in-vpc" | "tunnel" | "public-cidr";
  readonly audit: Readonly<Record<"trail" | "config" | "guardDuty" | "securityHub", MadeBy>>;
}

/**
 * One thing that was looked at.
 * - `fits`: as the settings want it
 * - `stops`: an update would fail on it
 * - `heed`: it would work, and a person should know
 * - `untold`: the account did not say; no news is not good news
 */
export interface Finding {
  /** Stack, or undefined for the account as a whole. */
  readonly stack?: string;
  readonly what: string;
  readonly verdict: "fits" | "stops" | "heed" | "untold";
  readonly said: string;
  /** What to do, for all but `fits`. */
  readonly fix?: string;
  /** A line of settings that makes it fit. */
  readonly setting?: string;
}

/** Compares what the account has with what the stacks want. Pure. */
export function judgeAccount(
  facts: AccountFacts,
  wanted: readonly Wanted[],
  needs: readonly StackNeeds[],
): Finding[] {
  return [
    caller(facts, wanted),
    identityCenter(facts),
    ...wanted.flatMap((want) => {
      const region = facts.regions.find(({ region }) => region === want.stack);
      const need = needs.find(({ stack }) => stack === want.stack);
      if (region === undefined || need === undefined) return [];
      return judgeRegion(region, want, need).map((finding) => ({ stack: want.stack, ...finding }));
    }),
  ];
}

function caller({ caller }: AccountFacts, wanted: readonly Wanted[]): Finding {
  const what = "account";
  if (!caller.told) {
    return {
      what,
      verdict: "stops",
      said: `nobody is logged in: ${caller.why}`,
      fix: "log in (aws sso login, or AWS_PROFILE) as somebody who may read the account",
    };
  }
  const { account, arn } = caller.value;
  const accounts = [...new Set(wanted.map((want) => want.account))];
  if (accounts.includes(account)) return { what, verdict: "fits", said: `${account}, as ${arn}` };
  return {
    what,
    verdict: "stops",
    said: `these credentials are for account ${account}, the settings name ${accounts.join(", ")}`,
    fix: `log in to account ${accounts[0]}, or write ${account} as accounts.workload`,
    setting: `pharos:accounts: { workload: "${account}" }`,
  };
}

function identityCenter({ identityCenters }: AccountFacts): Finding {
  const what = "IAM Identity Center";
  if (!identityCenters.told) return untold(what, identityCenters.why);
  const [instance] = identityCenters.value;
  return instance === undefined
    ? {
        what,
        verdict: "heed",
        said: "there is none in this account: people come by IAM roles, or by an OIDC provider of yours",
        fix: "name the roles or the provider in the settings of access",
      }
    : { what, verdict: "fits", said: instance };
}

function judgeRegion(facts: RegionFacts, want: Wanted, need: StackNeeds): Finding[] {
  return [
    ...zones(facts, need),
    trail(facts, want),
    single("config", "AWS Config", facts.recorders, want, "recorder"),
    single("guardDuty", "GuardDuty", facts.detectors, want, "detector"),
    hub(facts, want),
    ...names(facts),
    ...limits(facts, need),
    reach(facts, want),
  ];
}

/** EKS has no control plane in a few zones, and AWS gives every account other letters for them. */
function* zones({ zones }: RegionFacts, { zones: named }: StackNeeds): Iterable<Finding> {
  const what = "zones";
  if (!zones.told) {
    yield untold(what, zones.why);
    return;
  }
  const usable = Object.keys(zones.value).filter((zone) => canHoldControlPlane(zones.value[zone]!));
  const unknown = named.filter((zone) => zones.value[zone] === undefined);
  const without = named.filter((zone) => zones.value[zone] !== undefined && !usable.includes(zone));
  for (const [list, why] of [
    [unknown, "this account does not have"],
    [without, "EKS has no control plane in"],
  ] as const) {
    if (list.length === 0) continue;
    const free = usable.filter((zone) => !named.includes(zone));
    const kept = named.filter((zone) => usable.includes(zone));
    yield {
      what,
      verdict: "stops",
      said: `${why} ${list.map((zone) => `${zone}${zones.value[zone] === undefined ? "" : ` (${zones.value[zone]})`}`).join(", ")}`,
      fix: `take other zones: ${usable.join(", ")} have what is needed`,
      setting: `pharos:network: { zones: [${[...kept, ...free].slice(0, named.length).sort().join(", ")}] }`,
    };
  }
  if (unknown.length + without.length === 0) yield { what, verdict: "fits", said: named.join(", ") };
}

function trail({ trails }: RegionFacts, { role, audit }: Wanted): Finding {
  const what = "CloudTrail";
  if (!trails.told) return untold(what, trails.why);
  const whole = trails.value.find(({ allRegions }) => allRegions);
  if (audit.trail === "managed-elsewhere") {
    return whole === undefined
      ? missing(what, "a trail over all regions", "trail")
      : { what, verdict: "fits", said: `${whole.name}, as expected` };
  }
  if (whole === undefined) return { what, verdict: "fits", said: "no trail over all regions yet" };
  if (role === "spoke") return { what, verdict: "fits", said: `${whole.name}` };
  const owner = whole.organization ? "the organization's trail" : "a trail";
  return {
    what,
    verdict: "heed",
    said: `${owner} ${whole.name} (home ${whole.home}) records all regions already: a second one costs 2 USD for 100 000 events`,
    fix: "leave it to the landing zone, if that trail is kept as long and as safely",
    setting: "pharos:audit: { trail: managed-elsewhere }",
  };
}

/** What AWS has once a region: to make it a second time fails. */
function single(
  key: "config" | "guardDuty",
  what: string,
  found: Told<readonly string[]>,
  { audit }: Wanted,
  thing: string,
): Finding {
  if (!found.told) return untold(what, found.why);
  const [first] = found.value;
  if (audit[key] === "managed-elsewhere") {
    return first === undefined
      ? missing(what, `a ${thing}`, key)
      : { what, verdict: "fits", said: `${thing} ${first}, as expected` };
  }
  return first === undefined
    ? { what, verdict: "fits", said: `no ${thing} yet` }
    : taken(what, thing, first, key);
}

function hub({ securityHub }: RegionFacts, { audit }: Wanted): Finding {
  const what = "Security Hub";
  if (!securityHub.told) return untold(what, securityHub.why);
  if (audit.securityHub === "managed-elsewhere") {
    return securityHub.value
      ? { what, verdict: "fits", said: "on, as expected" }
      : missing(what, "an enabled Security Hub", "securityHub");
  }
  return securityHub.value
    ? taken(what, "hub", "default", "securityHub")
    : { what, verdict: "fits", said: "not on yet" };
}

function taken(what: string, thing: string, name: string, key: string): Finding {
  return {
    what,
    verdict: "stops",
    said: `the region has its one ${thing} already (${name}): AWS refuses a second`,
    fix: `leave it to whoever made it, or import it (pulumi import)`,
    setting: `pharos:audit: { ${key}: managed-elsewhere }`,
  };
}

function missing(what: string, thing: string, key: string): Finding {
  return {
    what,
    verdict: "stops",
    said: `the settings expect ${thing} from elsewhere, and there is none`,
    fix: "have the landing zone make it, or let the stack",
    setting: `pharos:audit: { ${key}: create }`,
  };
}

function* names({ names }: RegionFacts): Iterable<Finding> {
  const ours = names.filter(({ holder }) => holder.told && holder.value === "this stack");
  const held = names.filter(({ holder }) => holder.told && !["nobody", "this stack"].includes(holder.value));
  for (const { kind, name, holder } of held) {
    yield {
      what: "names",
      verdict: "stops",
      said: `${kind} ${name} belongs to ${(holder as { value: Holder }).value} already`,
      fix:
        (holder as { value: Holder }).value === "this account"
          ? "import it into the stack (pulumi import), delete it, or choose another organization or environment"
          : "choose another organization or environment: every name begins with them",
    };
  }
  const silent = names.filter(({ holder }) => !holder.told);
  if (silent.length > 0) {
    const [first] = silent;
    yield untold(
      "names",
      `of ${silent.length} names, such as ${first!.name}: ${(first!.holder as { why: string }).why}`,
    );
  }
  const free = names.length - ours.length - held.length - silent.length;
  if (held.length + silent.length === 0) {
    yield {
      what: "names",
      verdict: "fits",
      said:
        ours.length === 0 ? `all ${free} are free` : `${free} are free, ${ours.length} are this stack's own`,
    };
  }
}

function* limits({ quotas: told }: RegionFacts, { quotas: needed }: StackNeeds): Iterable<Finding> {
  for (const { id, called, serviceCode, quotaCode } of quotas) {
    const need = needed[id];
    if (need === 0) continue;
    const what = `quota: ${called}`;
    const quota = told[id];
    if (!quota.told) {
      yield untold(what, quota.why);
      continue;
    }
    const { limit, used = 0 } = quota.value;
    const said = `${need} needed, ${used} of ${limit} in use`;
    if (used + need <= limit) yield { what, verdict: "fits", said };
    else {
      yield {
        what,
        verdict: "stops",
        said,
        fix: `ask for ${used + need} or more: aws service-quotas request-service-quota-increase --service-code ${serviceCode} --quota-code ${quotaCode} --desired-value ${used + need}`,
      };
    }
  }
}

function reach({ reach }: RegionFacts, want: Wanted): Finding {
  const what = "reach";
  if (!reach.told) return untold(what, reach.why);
  if (reach.value === undefined) {
    return {
      what,
      verdict: "fits",
      said: `no cluster yet: ${want.reach} is tried when there is one`,
    };
  }
  const { publicEndpoint, reachable } = reach.value;
  if (reachable) return { what, verdict: "fits", said: "the cluster's API answers from here" };
  return {
    what,
    verdict: "stops",
    said: `the cluster's API does not answer from here${publicEndpoint ? "" : ": it has a private endpoint only"}`,
    fix:
      want.reach === "runner-in-vpc"
        ? "run Pulumi inside the network, or choose another reach"
        : want.reach === "tunnel"
          ? "open the tunnel first"
          : "add this machine's address to publicAccessCidrs",
  };
}

function untold(what: string, why: string): Finding {
  return { what, verdict: "untold", said: why, fix: "let whoever runs this read it, or look by hand" };
}
