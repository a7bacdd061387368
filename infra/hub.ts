import type { ProviderResource } from "@pulumi/pulumi";
import type { Cluster } from "../components/cluster/cluster";
import type { Thanos } from "../components/metrics/thanos/thanos";
import { type IngestReceiver, IngestService } from "../components/network/ingest-service";
import type { Network } from "../components/network/network";
import type { AccessLogTarget } from "../components/storage/data-bucket";
import { LOAD_BALANCER_LOGS } from "../content/buckets";
import { thanosNames, thanosPorts } from "../content/thanos/names";
import { monitoringNamespace } from "../content/versions";
import { spokesOf } from "../stacks/topology";
import { isRetired, type Place } from "./foundation";
import type { WorkspaceOfRegion } from "./metrics-store";

/** What takes the spokes' metrics: Thanos' routers, or the endpoint of the hub's workspace. Nothing at a spoke. */
export function receiverOf(
  { topology, scope, clusterName }: Place,
  cluster: Cluster,
  thanos: Thanos | undefined,
  own: WorkspaceOfRegion | undefined,
): IngestReceiver | undefined {
  if (scope.region !== topology.hub) return undefined;
  if (own !== undefined) {
    const { addresses, port, securityGroupId } = own.endpoint;
    return { addresses, port, securityGroupId };
  }
  if (thanos?.receiver === undefined) return undefined;
  return {
    clusterName,
    securityGroupId: cluster.nodeSecurityGroupId,
    namespace: monitoringNamespace,
    serviceName: thanosNames.router,
    port: thanosPorts.remoteWrite,
    after: thanos.receiver,
  };
}

/**
 * What only the hub has: the door through which the spokes' metrics come in. A hub alone has none: there is nobody to let in.
 * @param receiver what takes them behind it
 * @param inside the provider of the cluster in which the receiver's pods are
 */
export function createHub(
  { scope, account, topology, lifetime, aws }: Place,
  accessLogs: AccessLogTarget,
  network: Network,
  receiver: IngestReceiver,
  inside: readonly ProviderResource[],
): IngestService | undefined {
  const spokes = spokesOf(topology).flatMap((region) => {
    const { cidr } = topology.regions[region]!;
    // A spoke on an existing cluster has no range of ours, and comes another way than PrivateLink.
    return cidr === undefined ? [] : [{ region, account, cidr }];
  });
  // A hub alone is complete: there is nobody to let in.
  if (spokes.length === 0) return undefined;
  return new IngestService(
    "ingest",
    {
      scope,
      spokes,
      receiver,
      accessLogs: { bucket: accessLogs, prefix: LOAD_BALANCER_LOGS },
      deletionProtection: lifetime === "permanent" && !isRetired(),
      vpcId: network.vpcId,
      subnetIds: network.intraSubnetIds,
    },
    { providers: [aws, ...inside] },
  );
}
