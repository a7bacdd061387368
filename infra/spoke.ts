import type * as pulumi from "@pulumi/pulumi";
import { IngestLink } from "../components/network/ingest-link";
import type { Network } from "../components/network/network";
import { workspacesHost } from "../content/managed-prometheus/names";
import { ingestHost } from "../content/names";
import type { Place } from "./foundation";
import type { HubOutputs } from "./hub-outputs";

/** What only a spoke has: the way on which its metrics reach the hub. */
export function createSpoke(
  { scope, topology, aws }: Place,
  network: Network,
  outputs: pulumi.Output<HubOutputs>,
): IngestLink {
  const { hub } = topology;
  return new IngestLink(
    "ingest-link",
    {
      scope,
      hub,
      vpcId: network.vpcId,
      cidr: network.cidr,
      subnetIds: network.intraSubnetIds,
      serviceName: outputs.ingestServiceName,
      // Signatures are made for AWS's own name.
      host: topology.metricsStore === "amp" ? workspacesHost(hub) : ingestHost(scope, hub),
    },
    { providers: [aws] },
  );
}
