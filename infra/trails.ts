import { auditTrailArn, trailLogGroup } from "../components/audit/audit-trail";
import { bucketPair, trailBucketPlan, watchedPurposes } from "../content/buckets";
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
  /** Buckets of all stacks of the jurisdiction in which every object that is read or written is recorded, and their copies. */
  readonly watchedBuckets: readonly string[];
  /** The trail's bucket and its copy. */
  readonly ownBuckets: readonly [source: string, copy: string];
}

const PURPOSE = "audit";

/**
 * The trail of a stack, if it makes one: the hub does, and in every other jurisdiction the first of its regions, for the data events of
 * that jurisdiction's buckets, which stay there (docs/decisions/0008-trails.md). Whether it is managed elsewhere is not decided here.
 */
export function planTrail({ scope, account, topology }: TrailPlace): TrailPlan | undefined {
  if (keeperOf(topology, scope.region) !== scope.region) return undefined;
  return {
    purpose: PURPOSE,
    arn: auditTrailArn(scope, account, PURPOSE),
    logGroupName: trailLogGroup(scope, PURPOSE),
    managementEvents: scope.region === topology.hub,
    watchedBuckets: regionsLike(topology, scope.region).flatMap((region) =>
      watchedPurposes.flatMap((purpose) => bucketPair({ ...scope, region }, purpose)),
    ),
    ownBuckets: bucketPair(scope, trailBucketPlan.purpose),
  };
}

/** The trail that a stack makes itself; none where the account has one already. */
export function ownTrail(
  place: TrailPlace & { readonly settings: Pick<Settings, "audit"> },
): TrailPlan | undefined {
  return place.settings.audit.trail === "create" ? planTrail(place) : undefined;
}

/** The region whose stack makes the trail of a region's jurisdiction. */
function keeperOf(topology: Topology, region: string): string {
  const alike = regionsLike(topology, region);
  return alike.includes(topology.hub) ? topology.hub : (alike[0] ?? region);
}

/** All regions of the same jurisdiction, sorted by name. */
function regionsLike({ regions }: Topology, region: string): string[] {
  return Object.keys(regions).filter(
    (other) => regions[other]?.jurisdiction === regions[region]?.jurisdiction,
  );
}
