import { AuditTrail } from "../components/audit/audit-trail";
import { ClusterAuditStream } from "../components/audit/cluster-audit-stream";
import { ConfigRecorder } from "../components/audit/config-recorder";
import { ExpectedElsewhere } from "../components/audit/expected-elsewhere";
import { BucketFeed } from "../components/audit/bucket-feed";
import { FindingsFeed } from "../components/audit/findings-feed";
import { RecordLog } from "../components/audit/record-log";
import type { RecordQueue } from "../components/audit/record-queue";
import { ExternalAccess } from "../components/audit/external-access";
import { SecurityPosture } from "../components/audit/security-posture";
import { ThreatDetection } from "../components/audit/threat-detection";
import type { Cluster } from "../components/cluster/cluster";
import type { Network } from "../components/network/network";
import { bucketPair, bucketPlans } from "../content/buckets";
import type { LandingZonePart } from "../content/landing-zone";
import { FALCO_EVENTS } from "../content/runtime-security/names";
import { announcedFolders, securityLogFolders } from "../content/security-logs";
import type { Buckets } from "./buckets";
import type { DataKeys, Place } from "./foundation";
import { planTrail, type TrailPlan } from "./trails";

/** What the log pipeline reads: its roles may receive from these queues, and read the buckets that they name. */
export interface Audit {
  /** New files of security logs. */
  readonly securityLogs: RecordQueue;
  /** GuardDuty's findings, as events. */
  readonly findings: RecordQueue;
  /** New log files of the trail, in the stack that makes it. */
  readonly trail?: RecordQueue;
}

/** Who did what in account and cluster: recorded, judged, kept, and announced to the log pipeline. */
export function createAudit(
  place: Place,
  {
    keys,
    buckets,
    network,
    cluster,
  }: { keys: DataKeys; buckets: Buckets; network: Network; cluster: Cluster },
): Audit {
  const { scope, account, aws } = place;
  const trail = createTrail(place, keys, buckets);
  const recorder = createRecorder(place, keys, buckets);
  createThreatDetection(place, keys, buckets, network);
  createPosture(place, recorder);
  new ExternalAccess("external-access", { scope }, { providers: [aws] });
  createClusterAudit(place, keys, buckets, cluster);

  const feed = { scope, account, keyArn: keys.audit.arn };
  const [securityLogs] = bucketPair(scope, bucketPlans.securityLogs.purpose);
  return {
    securityLogs: new BucketFeed(
      "security-logs-feed",
      {
        ...feed,
        purpose: "security-logs",
        bucketName: securityLogs,
        bucket: buckets.securityLogs.bucketName,
        folders: announcedFolders,
      },
      { providers: [aws] },
    ).queue,
    findings: new FindingsFeed("findings-feed", { ...feed, purpose: "findings" }, { providers: [aws] }).queue,
    ...(trail === undefined ? {} : { trail: createTrailFeed(place, keys, buckets, trail) }),
  };
}

/** Where what Falco found in the cluster is kept. */
export function createFalcoEvents({ settings, scope, lifetime, aws }: Place, keys: DataKeys): RecordLog {
  return new RecordLog(
    FALCO_EVENTS,
    {
      scope,
      lifetime,
      purpose: FALCO_EVENTS,
      keyArn: keys.audit.arn,
      retention: settings.retention["pci-audit"],
    },
    { providers: [aws] },
  );
}

/** Whether a part is the stack's own; where it is not, what is counted on is written down. */
function isOwn({ settings, aws }: Place, part: LandingZonePart): boolean {
  if (settings.audit[part] === "create") return true;
  new ExpectedElsewhere(part, { providers: [aws] });
  return false;
}

function createTrail(place: Place, keys: DataKeys, buckets: Buckets): TrailPlan | undefined {
  const plan = planTrail(place);
  if (plan === undefined || !isOwn(place, "trail") || buckets.trail === undefined) return undefined;
  const { settings, scope, account, lifetime, aws } = place;
  new AuditTrail(
    "audit",
    {
      scope,
      account,
      lifetime,
      purpose: plan.purpose,
      managementEvents: plan.managementEvents,
      watchedBuckets: plan.watchedBuckets,
      logBuckets: plan.logBuckets,
      bucket: { bucketName: buckets.trail.bucketName, names: plan.ownBuckets, open: buckets.trail.open },
      keyArn: keys.audit.arn,
      retention: settings.retention["pci-audit"],
    },
    { providers: [aws] },
  );
  return plan;
}

function createTrailFeed(
  { scope, account, aws }: Place,
  keys: DataKeys,
  { trail }: Buckets,
  { ownBuckets: [bucketName] }: TrailPlan,
): RecordQueue {
  return new BucketFeed(
    "trail-feed",
    {
      scope,
      account,
      keyArn: keys.audit.arn,
      purpose: "trail",
      bucketName,
      bucket: trail?.bucketName ?? bucketName,
      folders: [`AWSLogs/${account}/CloudTrail`], // digests lie beside it, and are for whoever validates
    },
    { providers: [aws] },
  ).queue;
}

function createRecorder(place: Place, keys: DataKeys, buckets: Buckets): ConfigRecorder | undefined {
  if (!isOwn(place, "config")) return undefined;
  const { settings, scope, account, aws } = place;
  return new ConfigRecorder(
    "config",
    {
      scope,
      account,
      makesRole: settings.role === "hub",
      bucketName: buckets.securityLogs.bucketName,
      folder: securityLogFolders.config,
      bucketOpen: buckets.securityLogs.open,
      keyArn: keys.audit.arn,
      retention: settings.retention["pci-audit"],
    },
    { providers: [aws] },
  );
}

/** After the network: what its agents need there is GuardDuty's own, and goes with the detector, before the network does. */
function createThreatDetection(place: Place, keys: DataKeys, buckets: Buckets, network: Network): void {
  if (!isOwn(place, "guardDuty")) return;
  new ThreatDetection(
    "guardduty",
    {
      bucketArn: buckets.securityLogs.arn,
      folder: securityLogFolders.findings,
      bucketOpen: buckets.securityLogs.open,
      keyArn: keys.audit.arn,
    },
    { providers: [place.aws], dependsOn: [network] },
  );
}

function createPosture(place: Place, recorder: ConfigRecorder | undefined): void {
  if (!isOwn(place, "securityHub")) return;
  new SecurityPosture(
    "security-hub",
    { region: place.scope.region },
    { providers: [place.aws], dependsOn: recorder === undefined ? [] : [recorder.on] },
  );
}

function createClusterAudit(
  { scope, account, aws }: Place,
  keys: DataKeys,
  { securityLogs }: Buckets,
  cluster: Cluster,
): void {
  const [bucketName] = bucketPair(scope, bucketPlans.securityLogs.purpose);
  new ClusterAuditStream(
    "cluster-audit",
    {
      scope,
      account,
      logGroup: cluster.logGroupName,
      bucketName,
      bucketArn: securityLogs.arn,
      folder: securityLogFolders.clusterAudit,
      keyArn: keys.audit.arn,
    },
    { providers: [aws] },
  );
}
