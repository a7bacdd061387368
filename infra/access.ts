import { ClusterAccess } from "../components/access/cluster-access";
import { PeopleRoles } from "../components/access/people-roles";
import type { Cluster } from "../components/cluster/cluster";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { Place } from "./foundation";

/** Who may use the cluster, and for what; by default nobody but whoever made it. */
export function createAccess({ settings, clusterName, aws }: Place, { cluster, provider }: Cluster): void {
  new ClusterAccess(
    "access",
    { identity: settings.access.identity, clusterName, cluster },
    { providers: [aws, provider] },
  );
}

/** The same ClusterRoles on a cluster that is there already, where whoever runs it binds them to people. */
export function createUnboundRoles({ provider }: PlatformCluster): void {
  new PeopleRoles("people", {}, { providers: [provider] });
}
