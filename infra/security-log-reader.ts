import type { WorkloadRole } from "../components/access/workload-role";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { SecurityLogReader } from "../components/shipping/security-log-reader";
import { clusterLabel } from "../content/metrics/names";
import { flowLogFields } from "../content/security-logs";
import type { Addons } from "./addons";
import type { Audit } from "./audit";
import type { Place } from "./foundation";
import { goesWith } from "../components/goes-with";

/** What it reads by which role, and whom it believes. */
interface ReaderParts {
  readonly audit: Audit;
  readonly role: WorkloadRole;
  readonly addons: Addons;
}

/** AWS's security records, from their buckets into the region's log store. */
export function createSecurityLogReader(
  { settings, scope }: Place,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
  { audit, role, addons }: ReaderParts,
): void {
  new SecurityLogReader(
    "security-log-reader",
    {
      place: {
        environment: settings.environment,
        cluster: clusterLabel(settings),
        flowFields: flowLogFields,
      },
      region: scope.region,
      queues: {
        securityLogs: audit.securityLogs.url,
        ...(audit.trail === undefined ? {} : { trail: audit.trail.url }),
      },
      findings: audit.findings.url,
      after: [role, ...addons.certificates.issued],
    },
    {
      providers: [provider],
      dependsOn: [namespaces],
      ...goesWith(cluster),
    },
  );
}
