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
import type { RegionInputs } from "./foundation";

/** The region's logs, from its nodes into its own store: none leaves the region. */
export function createLogShipping(
  { settings }: RegionInputs,
  { provider, cluster, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
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
    },
    {
      providers: [provider],
      dependsOn: [namespaces],
      ...(cluster === undefined ? {} : { deletedWith: cluster }),
    },
  );
}
