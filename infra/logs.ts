import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../components/access/workload-role";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { LogStore } from "../components/logs/log-store";
import type { SnapshotStore } from "../components/logs/object-store";
import { bucketPair, bucketPlans } from "../content/buckets";
import { desiredState } from "../content/logs/desired-state";
import { loggingNamespace } from "../content/logs/names";
import { sizeLogStore, type StoreSize } from "../content/logs/sizing";
import type { LogClass } from "../content/logs/streams";
import { storeBucket } from "../content/object-store";
import { isOnExistingCluster, type Settings } from "../stacks/settings";
import type { Addons } from "./addons";
import { doorUrlOf } from "./gateway";
import { lifetimeOf } from "./lifetime";

/** Which bucket takes the snapshots of a class. */
const snapshotBuckets = {
  application: bucketPlans.searchApps.purpose,
  security: bucketPlans.searchSecurity.purpose,
} as const satisfies Record<LogClass, string>;

/** What the log store runs on, by the settings. */
export function logStoreSizeOf({ logs, traces, retention }: Settings): StoreSize {
  return sizeLogStore({ gigabytesPerDay: logs.gigabytesPerDay, traces, retention });
}

/**
 * The region's log store: Elasticsearch, Kibana and what watches them.
 * @param role writes snapshots to the buckets; absent on a cluster that is there already, where its owner's keys do
 */
export function createLogStore(
  settings: Settings,
  { provider, cluster, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  role?: WorkloadRole,
): LogStore {
  const size = logStoreSizeOf(settings);
  const kibanaUrl = doorUrlOf(settings, "kibana");
  return new LogStore(
    "logs",
    {
      namespace: loggingNamespace,
      size,
      state: desiredState({
        shards: size.shards,
        retention: settings.retention,
        buckets: bucketsOf(settings),
      }),
      store: storeOf(settings, role),
      lifetime: lifetimeOf(settings),
      ...(kibanaUrl === undefined ? {} : { kibanaUrl }),
      storageClassName,
      monitoringCrds: crds,
      certificates: certificates.issued,
      snapshotsAfter: role === undefined ? [] : [role.policy],
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(cluster === undefined ? {} : { cluster }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}

function bucketsOf(settings: Settings): Record<LogClass, string> {
  const { application, security } = snapshotBuckets;
  const { organization, environment, region } = settings;
  const named = (purpose: string): string =>
    isOnExistingCluster(settings)
      ? storeBucket(settings.cluster.objectStore.bucketPrefix, purpose)
      : bucketPair({ organization, environment, region }, purpose)[0];
  return { application: named(application), security: named(security) };
}

function storeOf(settings: Settings, role: WorkloadRole | undefined): SnapshotStore<pulumi.Input<string>> {
  if (isOnExistingCluster(settings)) {
    const { endpoint, region, secretName } = settings.cluster.objectStore;
    return { kind: "s3-compatible", endpoint, region, secretName };
  }
  if (role === undefined) throw new Error("in AWS the log store needs the role of elasticsearch-snapshots");
  return { kind: "aws", region: settings.region, roleArn: role.roleArn };
}
