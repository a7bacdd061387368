import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../components/cluster/cluster";
import { type IngestReceiver, IngestService } from "../components/network/ingest-service";
import type { Network } from "../components/network/network";
import { spokesOf } from "../stacks/topology";
import type { Place } from "./foundation";
import type { HubOutputs } from "./hub-outputs";

/** What only the hub has: the door through which the spokes' metrics come in. */
export function createHub(
  { scope, account, topology, clusterName, aws }: Place,
  network: Network,
  cluster: Cluster,
  receiver: IngestReceiver,
): { [Name in keyof HubOutputs]: pulumi.Output<HubOutputs[Name]> } | Record<string, never> {
  const spokes = spokesOf(topology).flatMap((region) => {
    const { cidr } = topology.regions[region]!;
    // A spoke on an existing cluster has no range of ours, and comes another way than PrivateLink.
    return cidr === undefined ? [] : [{ region, account, cidr }];
  });
  // A hub alone is complete: there is nobody to let in.
  if (spokes.length === 0) return {};
  const ingest = new IngestService(
    "ingest",
    {
      scope,
      clusterName,
      spokes,
      receiver,
      vpcId: network.vpcId,
      subnetIds: network.intraSubnetIds,
      nodeSecurityGroupId: cluster.nodeSecurityGroupId,
    },
    { providers: [aws, cluster.provider] },
  );
  return { ingestServiceName: ingest.serviceName, ingestRegions: ingest.regions };
}
