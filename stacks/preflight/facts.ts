import type { QuotaId } from "./quotas";

/** What an account said, or why it did not: no permission, no such service, no answer. What was not told is never taken for good news. */
export type Told<T> =
  { readonly told: true; readonly value: T } | { readonly told: false; readonly why: string };

/** A name that the program wants to give and somebody may have already. */
export interface PlannedName {
  readonly kind: "bucket" | "role" | "cluster" | "key alias";
  readonly name: string;
  /** Region in which it would be made. */
  readonly region: string;
}

/** Who has a name. `this stack`: the thing carries the stack's own tag, so it is what an earlier update made. */
export type Holder = "nobody" | "this stack" | "this account" | "another account";

/** A trail that sees a region. */
export interface TrailFact {
  readonly name: string;
  readonly home: string;
  readonly allRegions: boolean;
  readonly organization: boolean;
}

/** How an existing cluster's API is reached, and whether it can be from here. */
export interface ReachFact {
  readonly publicEndpoint: boolean;
  readonly privateEndpoint: boolean;
  readonly reachable: boolean;
}

/** One region of an account, as far as it was told. Everything was only read. */
export interface RegionFacts {
  readonly region: string;
  /** Zone name → zone id, such as `us-east-1a` → `use1-az4`; AWS shuffles the names for every account. */
  readonly zones: Told<Readonly<Record<string, string>>>;
  readonly trails: Told<readonly TrailFact[]>;
  /** Names of AWS Config's recorders. */
  readonly recorders: Told<readonly string[]>;
  /** Ids of GuardDuty's detectors. */
  readonly detectors: Told<readonly string[]>;
  readonly securityHub: Told<boolean>;
  /** Limit, and how much of it is used where that can be counted. */
  readonly quotas: Readonly<Record<QuotaId, Told<{ readonly limit: number; readonly used?: number }>>>;
  readonly names: readonly (PlannedName & { readonly holder: Told<Holder> })[];
  /** The cluster's API; absent where there is no cluster yet. */
  readonly reach: Told<ReachFact | undefined>;
}

/** What was read of an account. */
export interface AccountFacts {
  /** Account and caller of the credentials. */
  readonly caller: Told<{ readonly account: string; readonly arn: string }>;
  /** ARNs of IAM Identity Center's instances. */
  readonly identityCenters: Told<readonly string[]>;
  readonly regions: readonly RegionFacts[];
}
