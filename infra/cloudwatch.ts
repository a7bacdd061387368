import { cloudWatchExporterValues } from "../components/cloudwatch/exporter-values";
import type { WorkloadRole } from "../components/access/workload-role";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { pinnedRelease } from "../components/metrics/release";
import { monitoringNamespace } from "../content/versions";
import type { Addons } from "./addons";

/**
 * CloudWatch's metrics of the region's own resources, for Prometheus: what AWS measures beside what runs in the cluster. In AWS alone.
 * @param role may read metrics of the region and look for resources by their tags
 */
export function createCloudWatchExporter(
  region: string,
  { provider }: PlatformCluster,
  namespaces: Namespaces,
  { crds }: Addons,
  role: WorkloadRole,
): void {
  pinnedRelease(
    "cloudwatch-exporter",
    {
      chart: "prometheus-yet-another-cloudwatch-exporter",
      namespace: monitoringNamespace,
      values: cloudWatchExporterValues(region),
    },
    { provider, dependsOn: [namespaces, crds, role.policy] },
  );
}
