import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { volumeRetention } from "../components/metrics/placement";
import { LogShipping } from "../components/shipping/log-shipping";
import { loggingNamespace } from "../content/logs/names";
import { logPlace } from "../content/logs-shipping/place";
import { clusterLabel } from "../content/metrics/names";
import { nodeAgentsNamespace } from "../content/versions";
import { isInAws } from "../stacks/settings";
import type { Addons } from "./addons";
import type { WorkloadRole } from "../components/access/workload-role";
import type { ArchiveTarget } from "../components/shipping/programs";
import { bucketPair, bucketPlans } from "../content/buckets";
import type { Settings } from "../stacks/settings";
import type { DataKeys, Place, RegionInputs } from "./foundation";
import { goesWith } from "../components/goes-with";

/** Whether regulated streams are copied into the locked archive. The settings take no `on` until something masks them. */
export function archivesLogs({ logs }: Pick<Settings, "logs">): boolean {
  return logs.archive !== "off";
}

/** The locked archive, and the role that writes there, where logs are archived. */
export function archiveOf(
  { settings, scope }: Place,
  keys: DataKeys,
  role: WorkloadRole | undefined,
): ArchiveTarget | undefined {
  if (!archivesLogs(settings) || role === undefined) return undefined;
  const [bucket] = bucketPair(scope, bucketPlans.logArchive.purpose);
  return { bucket, region: scope.region, keyArn: keys.logs.arn, role };
}

/** The region's logs, from its nodes into its own store: none leaves the region. */
export function createLogShipping(
  { settings }: RegionInputs,
  { provider, cluster, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  archive?: ArchiveTarget,
): LogShipping {
  const { region, environment, workloads, assurance } = settings;
  return new LogShipping(
    "log-shipping",
    {
      workloads,
      logPlace: logPlace({ cluster: clusterLabel(settings), region, environment }),
      loggingNamespace,
      nodeAgentsNamespace,
      storageClassName,
      volumeRetention: volumeRetention(assurance),
      ...(statefulPlacement === undefined ? {} : { placement: statefulPlacement }),
      after: certificates.issued,
      // Elsewhere there may be another source of external metrics.
      scaledBy: isInAws(settings) ? "load" : "processor",
      monitoringCrds: crds,
      ...(archive === undefined ? {} : { archive }),
    },
    {
      providers: [provider],
      dependsOn: [namespaces],
      ...goesWith(cluster),
    },
  );
}
