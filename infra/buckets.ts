import { AccessLogBucket } from "../components/storage/access-log-bucket";
import { type BucketDelivery } from "../components/storage/deliveries";
import { ReplicatedBucket } from "../components/storage/replicated-bucket";
import {
  ACCESS_LOGS_PURPOSE,
  type BucketKey,
  type BucketPlan,
  bucketPair,
  bucketPlans,
  LOAD_BALANCER_LOGS,
  trailBucketPlan,
} from "../content/buckets";
import { copyOf } from "../content/names";
import { securityLogFolders } from "../content/security-logs";
import type { DataKeys, Place } from "./foundation";
import { ownTrail } from "./trails";

/** The region's buckets; each has a copy in another region of the same jurisdiction. */
export type Buckets = Readonly<Record<BucketKey, ReplicatedBucket>> & {
  /** For the trail's log files, in the stack that makes it. */
  readonly trail?: ReplicatedBucket;
};

/** Two buckets for access logs, one in each of the two regions in which the stack has buckets. */
export interface AccessLogs {
  readonly source: AccessLogBucket;
  readonly copy: AccessLogBucket;
}

/**
 * Everything that a region stores as objects. What may be in which bucket, for how long, and what locks it stands in `content/buckets.ts`
 * and the retention table; docs/storage.md explains it.
 */
export function createBuckets(
  place: Place,
  keys: DataKeys,
  copyKeys: DataKeys,
  accessLogs: AccessLogs,
): Buckets {
  const trail = ownTrail(place);
  const create = (plan: BucketPlan, deliveries: readonly BucketDelivery[] = []): ReplicatedBucket =>
    createBucket(place, { plan, keys, copyKeys, accessLogs, deliveries });
  const { securityLogs, ...others } = bucketPlans;
  return {
    ...(Object.fromEntries(Object.entries(others).map(([key, plan]) => [key, create(plan)])) as Record<
      keyof typeof others,
      ReplicatedBucket
    >),
    securityLogs: create(securityLogs, SECURITY_LOG_DELIVERIES),
    ...(trail === undefined
      ? {}
      : { trail: create(trailBucketPlan, [{ service: "trail", trailArn: trail.arn }]) }),
  };
}

/** Whoever writes there through its own service; the cluster's audit logs come through a role. */
const SECURITY_LOG_DELIVERIES: readonly BucketDelivery[] = [
  { service: "flow-logs", prefix: securityLogFolders.flowLogs },
  { service: "config", prefix: securityLogFolders.config },
  { service: "guardduty", prefix: securityLogFolders.findings },
];

/** Where every bucket of the stack, and its load balancer, say who asked what of them. */
export function createAccessLogs(place: Place): AccessLogs {
  const { settings, scope, account, lifetime, aws } = place;
  const withTrail = ownTrail(place) !== undefined;
  const plans: BucketPlan[] = [...Object.values(bucketPlans), ...(withTrail ? [trailBucketPlan] : [])];
  const pairs = plans.map(({ purpose }) => bucketPair(scope, purpose));
  const shared = { scope, account, lifetime, retention: settings.retention };
  return {
    source: new AccessLogBucket(
      ACCESS_LOGS_PURPOSE,
      {
        ...shared,
        purpose: ACCESS_LOGS_PURPOSE,
        sources: pairs.map(([source]) => source),
        loadBalancers: LOAD_BALANCER_LOGS,
      },
      { providers: [aws] },
    ),
    copy: new AccessLogBucket(
      copyOf(ACCESS_LOGS_PURPOSE),
      {
        ...shared,
        purpose: copyOf(ACCESS_LOGS_PURPOSE),
        sources: pairs.map(([, copy]) => copy),
        region: settings.replicaRegion,
      },
      { providers: [aws] },
    ),
  };
}

function createBucket(
  { settings, scope, account, lifetime, aws }: Place,
  {
    plan,
    keys,
    copyKeys,
    accessLogs,
    deliveries,
  }: {
    plan: BucketPlan;
    keys: DataKeys;
    copyKeys: DataKeys;
    accessLogs: AccessLogs;
    deliveries: readonly BucketDelivery[];
  },
): ReplicatedBucket {
  const { purpose, recordClasses, dataClass, expiredBy, lock } = plan;
  return new ReplicatedBucket(
    purpose,
    {
      purpose,
      scope,
      account,
      lifetime,
      recordClasses,
      // Working files of the ledger are entries on their way into it.
      ...(recordClasses === "none" ? { classification: "regulated" } : {}),
      dataClass,
      keyArn: keys[dataClass].arn,
      replicaRegion: settings.replicaRegion,
      copyKeyArn: copyKeys[dataClass].arn,
      retention: settings.retention,
      accessLogs,
      deliveries,
      ...(expiredBy === undefined ? {} : { expiredBy }),
      ...(lock === undefined ? {} : { lock }),
    },
    { providers: [aws] },
  );
}
