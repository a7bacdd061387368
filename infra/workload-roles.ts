import * as pulumi from "@pulumi/pulumi";
import { createClusterIssuer } from "../components/access/cluster-issuer";
import { type WebIdentityIssuer, WorkloadRole } from "../components/access/workload-role";
import type { Heartbeat } from "../components/alarms/heartbeat";
import type { RecordLog } from "../components/audit/record-log";
import type { RecordQueue } from "../components/audit/record-queue";
import type { Cluster } from "../components/cluster/cluster";
import type { Aurora } from "../components/databases/aurora";
import { logGroupArn } from "../content/arn";
import type { BucketKey } from "../content/buckets";
import { controlPlaneLogGroup } from "../content/names";
import { elasticVersion, snapshotCredentials } from "../content/logs/versions";
import { publishedRootArn } from "../content/roots";
import { workloadIdentities, type WorkloadName } from "../content/workload-identities";
import {
  type EncryptedBucket,
  workloadGrants,
  type WorkloadResources,
} from "../content/workload-permissions";
import { peersOf } from "../stacks/topology";
import type { Audit } from "./audit";
import type { Buckets } from "./buckets";
import type { DataKeys, Place } from "./foundation";
import { runsThanos } from "./metrics-places";
import type { RootKeys } from "./roots";
import { archivesLogs } from "./shipping";

/** What workloads work on. */
export interface WorkedOn {
  readonly keys: DataKeys;
  readonly buckets: Buckets;
  readonly audit: Audit;
  readonly falcoEvents: RecordLog;
  readonly heartbeat: Heartbeat;
  readonly database: Aurora;
  /** The hub's bucket of blocks, where a spoke copies its own there. */
  readonly hubBlocks?: InputsOf<EncryptedBucket>;
  /** The workspace that the region has, and those that its metrics go to. */
  readonly workspaces: {
    readonly own: pulumi.Input<string> | undefined;
    readonly written: readonly pulumi.Input<string>[];
  };
  /** The keys of the places in which roots are exchanged. */
  readonly rootKeys: RootKeys;
}

/** Roles that a workload waits for: a pod that starts before its role is bound has none. */
export interface WorkloadRoles {
  readonly elasticsearch: WorkloadRole;
  readonly externalSecrets: WorkloadRole;
  /** Falco on the audit log, and Falcosidekick. */
  readonly runtimeSecurity: readonly WorkloadRole[];
  /** Of those that upload blocks of metrics, and work on them; or that send samples to a workspace. */
  readonly metrics: readonly WorkloadRole[];
  readonly grafana: WorkloadRole;
  readonly securityLogReader: WorkloadRole;
  readonly cloudWatch: WorkloadRole;
  /** Where logs are archived. */
  readonly logArchiver?: WorkloadRole;
}

/** The role of each workload whose resources the region makes. Another one is one more line. */
export function createWorkloadRoles(place: Place, cluster: Cluster, worked: WorkedOn): WorkloadRoles {
  const { keys, buckets, audit, falcoEvents, heartbeat, database } = worked;
  const { region } = place.scope;
  const { account } = place;
  const stored = (bucket: BucketKey, key: keyof DataKeys) => ({
    bucketName: buckets[bucket].bucketName,
    keyArn: keys[key].arn,
    region,
  });
  const announced = (queue: RecordQueue) => ({ arn: queue.arn, keyArn: keys.audit.arn });
  const trail =
    buckets.trail === undefined
      ? []
      : [{ bucketName: buckets.trail.bucketName, keyArn: keys.audit.arn, region }];

  const blocks = stored("metricsBlocks", "metrics");
  const { own: workspace, written } = worked.workspaces;
  const metrics = runsThanos(place)
    ? [
        createRole(place, cluster, "prometheus", blocks),
        createRole(place, cluster, "thanos", blocks),
        ...(worked.hubBlocks === undefined
          ? []
          : [createRole(place, cluster, "thanos-replicator", { from: blocks, to: worked.hubBlocks })]),
      ]
    : [createRole(place, cluster, "prometheus", { workspaces: written })];
  createRole(place, cluster, "alertmanager", { arn: heartbeat.topicArn, keyArn: heartbeat.keyArn });
  const elasticsearch = createRole(
    place,
    cluster,
    "elasticsearch-snapshots",
    { buckets: [stored("searchSecurity", "logs"), stored("searchApps", "logs")] },
    snapshotCredentials(elasticVersion) === "pod-identity"
      ? undefined
      : createClusterIssuer("platform-issuer", cluster.cluster, { provider: place.aws }),
  );
  const securityLogReader = createRole(place, cluster, "security-log-reader", {
    queues: [audit.securityLogs, audit.findings, ...(audit.trail === undefined ? [] : [audit.trail])].map(
      announced,
    ),
    buckets: [stored("securityLogs", "audit"), ...trail],
  });
  const grafana = createRole(place, cluster, "grafana", {
    region,
    account,
    databaseResourceId: database.resourceId,
    user: database.connection.user,
    ...(workspace === undefined ? {} : { workspace }),
  });
  createRole(place, cluster, "ledger-writer", stored("auditLedger", "audit"));
  createRole(place, cluster, "evidence-writer", stored("evidence", "audit"));
  createRole(place, cluster, "backup-jobs", stored("backups", "backups"));
  const auditLog = logGroupArn(region, account, controlPlaneLogGroup(place.clusterName));
  return {
    elasticsearch,
    securityLogReader,
    externalSecrets: createRole(place, cluster, "external-secrets", secretsOf(place, worked)),
    runtimeSecurity: [
      createRole(place, cluster, "falco-k8s-audit", { logGroupArn: auditLog }),
      createRole(place, cluster, "falcosidekick", {
        logGroupArn: falcoEvents.logGroupName.apply((name) => logGroupArn(region, account, name)),
      }),
    ],
    ...(archivesLogs(place.settings)
      ? { logArchiver: createRole(place, cluster, "log-archiver", stored("logArchive", "logs")) }
      : {}),
    metrics,
    grafana,
    cloudWatch: createRole(place, cluster, "yace", { region }),
  };
}

/**
 * All secrets of the stack, whose names begin with it, the login of the database's administrator, which Aurora names, and the roots of the
 * regions with which it speaks.
 */
function secretsOf(
  { scope, account, topology }: Place,
  { keys, database, rootKeys }: WorkedOn,
): InputsOf<WorkloadResources["external-secrets"]> {
  const { organization, environment, region } = scope;
  const peers = peersOf(topology, region);
  return {
    region,
    account,
    prefix: [organization, environment, region, ""].join("-"),
    managed: [database.masterSecretArn],
    keyArn: keys.secrets.arn,
    roots: {
      own: publishedRootArn(scope, account, region),
      ownAnywhere: publishedRootArn(scope, account, "*"),
      copies: peers.map((peer) => ({ region: peer, keyArn: rootKeys.get(peer)! })),
      peers: peers.map((peer) => ({
        arn: publishedRootArn({ ...scope, region: peer }, account, region),
        anywhere: publishedRootArn({ ...scope, region: peer }, account, "*"),
        keyArn: rootKeys.get(region)!,
      })),
    },
  };
}

function createRole<Name extends WorkloadName>(
  { scope, account, clusterName, aws }: Place,
  { cluster }: Cluster,
  name: Name,
  resources: InputsOf<WorkloadResources[Name]>,
  webIdentity?: WebIdentityIssuer,
): WorkloadRole {
  return new WorkloadRole(
    `pod-${name}`,
    {
      scope,
      account,
      clusterName,
      cluster,
      purpose: name,
      identity: workloadIdentities[name],
      ...(webIdentity === undefined ? {} : { webIdentity }),
      statements: pulumi
        .output(resources)
        .apply((known) => workloadGrants[name](known as WorkloadResources[Name])),
    },
    { providers: [aws] },
  );
}

/** The same, in which each text may be an output. */
type InputsOf<T> = T extends string ? pulumi.Input<T> : { readonly [Key in keyof T]: InputsOf<T[Key]> };
