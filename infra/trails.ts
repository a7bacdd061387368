import { auditTrailArn, trailLogGroup } from "../components/audit/audit-trail";
import { ACCESS_LOGS_PURPOSE, bucketPair, trailBucketPlan, watchedPurposes } from "../content/buckets";
import type { NameScope } from "../content/names";
import type { Settings } from "../stacks/settings";
import type { Topology } from "../stacks/topology";

/** What decides on trails. */
export interface TrailPlace {
  readonly scope: NameScope;
  readonly account: string;
  readonly topology: Topology;
}

/** The trail that a stack makes. */
export interface TrailPlan {
  readonly purpose: string;
  readonly arn: string;
  readonly logGroupName: string;
  /** The hub's trail records what is done in the account, in all regions; a second record of it would be paid for. */
  readonly managementEvents: boolean;
  /** Buckets in which every object that is read or written is recorded, and their copies. */
  readonly watchedBuckets: readonly string[];
  /** Buckets of access logs of the same regions, which name people: what is done there is recorded, but for the deliveries. */
  readonly logBuckets: readonly string[];
  /** The trail's bucket and its copy. */
  readonly ownBuckets: readonly [source: string, copy: string];
}

const PURPOSE = "audit";

/**
 * The trail of a stack, if it makes one: the hub does, and a spoke of another jurisdiction for the data events of its own buckets, which
 * stay there (docs/decisions/0008-trails.md). Whether it is managed elsewhere is not decided here.
 */
export function planTrail({ scope, account, topology }: TrailPlace): TrailPlan | undefined {
  const { hub, regions } = topology;
  const isHub = scope.region === hub;
  const alike = (region: string): boolean => regions[region]?.jurisdiction === regions[hub]?.jurisdiction;
  if (!isHub && alike(scope.region)) return undefined;
  const watched = isHub ? Object.keys(regions).filter(alike) : [scope.region];
  return {
    purpose: PURPOSE,
    arn: auditTrailArn(scope, account, PURPOSE),
    logGroupName: trailLogGroup(scope, PURPOSE),
    managementEvents: isHub,
    watchedBuckets: watched.flatMap((region) =>
      watchedPurposes.flatMap((purpose) => bucketPair({ ...scope, region }, purpose)),
    ),
    logBuckets: watched.flatMap((region) => bucketPair({ ...scope, region }, ACCESS_LOGS_PURPOSE)),
    ownBuckets: bucketPair(scope, trailBucketPlan.purpose),
  };
}

/** The trail that a stack makes itself; none where the account has one already. */
export function ownTrail(
  place: TrailPlace & { readonly settings: Pick<Settings, "audit"> },
): TrailPlan | undefined {
  return place.settings.audit.trail === "create" ? planTrail(place) : undefined;
}
