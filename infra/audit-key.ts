import type { KeyUses } from "../components/encryption/key-uses";
import { recordLogName } from "../components/audit/record-log";
import { bucketPair, bucketPlans } from "../content/buckets";
import { FALCO_EVENTS } from "../content/runtime-security/names";
import { ownTrail } from "./trails";

/** What the audit key is used for besides objects: set with the key, before there is anything that uses it. */
export function auditKeyUses(place: Parameters<typeof ownTrail>[0]): KeyUses {
  const trail = ownTrail(place);
  const [securityLogs] = bucketPair(place.scope, bucketPlans.securityLogs.purpose);
  return {
    s3: true,
    queues: true,
    streams: true,
    events: true,
    announcingBuckets: [securityLogs, ...(trail === undefined ? [] : [trail.ownBuckets[0]])],
    deliveries: ["flow-logs", "config", "guardduty"],
    logGroups: [
      recordLogName(place.scope, FALCO_EVENTS),
      ...(trail === undefined ? [] : [trail.logGroupName]),
    ],
    ...(trail === undefined ? {} : { trails: [trail.arn] }),
  };
}
