import type { Cluster } from "../components/cluster/cluster";
import { type IngestReceiver, IngestService } from "../components/network/ingest-service";
import type { Network } from "../components/network/network";
import type { AccessLogTarget } from "../components/storage/data-bucket";
import { LOAD_BALANCER_LOGS } from "../content/buckets";
import { spokesOf } from "../stacks/topology";
import { isRetired, type Place } from "./foundation";

/** What only the hub has: the door through which the spokes' metrics come in. A hub alone has none: there is nobody to let in. */
export function createHub(
  { scope, account, topology, clusterName, lifetime, aws }: Place,
  accessLogs: AccessLogTarget,
  network: Network,
  cluster: Cluster,
  receiver: IngestReceiver,
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
      clusterName,
      spokes,
      receiver,
      accessLogs: { bucket: accessLogs, prefix: LOAD_BALANCER_LOGS },
      deletionProtection: lifetime === "permanent" && !isRetired(),
      vpcId: network.vpcId,
      subnetIds: network.intraSubnetIds,
      nodeSecurityGroupId: cluster.nodeSecurityGroupId,
    },
    { providers: [aws, cluster.provider] },
  );
}
