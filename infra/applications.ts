import { MonitoredApplication } from "../components/applications/monitored-application";
import type { Namespaces } from "../components/cluster/namespaces";
import { MOST_NODES } from "../components/cluster/node-pool-plan";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { Collectors } from "../components/tracing/collectors";
import type { MetricsStack } from "../components/metrics/metrics-stack";
import { applicationsOf } from "../content/applications";
import { refuseFaults, regionFaults } from "../content/applications/check";
import { MOST_NODES_OF_A_CLUSTER } from "../content/namespace-size";
import type { Addons } from "./addons";
import type { RegionInputs } from "./foundation";

/**
 * The applications of the stack's workloads, each watched.
 * @param collectors whose operator instruments pods that ask for it
 */
export function createApplications(
  { settings }: RegionInputs,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
  { certificates }: Addons,
  metrics: MetricsStack,
  { operator }: Collectors,
): void {
  const { region, environment, workloads } = settings;
  const applications = applicationsOf(workloads);
  refuseFaults(`the applications of ${region}`, regionFaults(applications));
  for (const application of applications) {
    new MonitoredApplication(
      `application-${application.name}`,
      {
        application,
        place: { region, environment },
        after: [metrics.crds, metrics.stack, certificates.authority, ...namespaces.namespaces],
        instrumentation: operator,
        mostNodes: cluster === undefined ? MOST_NODES_OF_A_CLUSTER : MOST_NODES,
        provider,
        ...(cluster === undefined ? {} : { cluster }),
      },
      { providers: [provider] },
    );
  }
}
