import * as pulumi from "@pulumi/pulumi";
import { Thanos } from "../components/metrics/thanos/thanos";
import type { ThanosShape } from "../components/metrics/thanos/region-plan";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { Namespaces } from "../components/cluster/namespaces";
import { bucketPair, bucketPlans } from "../content/buckets";
import { clusterLabel } from "../content/metrics/names";
import type { BlockBucket } from "../content/thanos/object-store";
import { blockRetention } from "../content/thanos/history";
import { monitoringNamespace } from "../content/versions";
import { spokesOf } from "../stacks/topology";
import type { Addons } from "./addons";
import type { Buckets } from "./buckets";
import type { AwsRegionInputs, Place } from "./foundation";
import { doorUrlOf } from "./gateway";
import { historyIsHubs, runsThanos } from "./metrics-places";
import type { HubOutputs } from "./hub-outputs";
import type { WorkloadRoles } from "./workload-roles";

/** A region without Thanos. */
const NOTHING: ThanosShape = { copiesToHub: false };

/** What of Thanos a region in AWS has: the same for its workloads and for what its namespace may hold. */
export function thanosShapeOf(inputs: AwsRegionInputs): ThanosShape {
  if (!runsThanos(inputs)) return NOTHING;
  const { settings, topology } = inputs;
  const { region, role, metrics, network, retention } = settings;
  const { activeSeries } = metrics;
  const copies = historyIsHubs(topology, region);
  const spokes = spokesOf(topology);
  const kept = role === "hub" ? spokes.filter((spoke) => historyIsHubs(topology, spoke)) : [];
  const { zones } = network;
  return {
    copiesToHub: copies,
    externalUrl: doorUrlOf(settings, "thanos"),
    ...(copies
      ? {}
      : {
          history: { activeSeries, regions: 1 + kept.length, retention: blockRetention(retention) },
        }),
    ...(role === "hub" && spokes.length > 0
      ? {
          present: { activeSeries, spokes: spokes.length, zones: zones.length, zoneNames: zones },
          globalRulesOf: clusterLabel(settings),
        }
      : {}),
  };
}

/** The hub's bucket of blocks, and its key. */
interface HubBlocks extends BlockBucket {
  readonly keyArn: pulumi.Output<string>;
}

/** The hub's bucket of blocks, in a spoke that copies its own there. */
export function hubBlocksOf(
  place: Place,
  outputs: pulumi.Output<HubOutputs> | undefined,
): HubBlocks | undefined {
  const { scope, topology } = place;
  const { hub } = topology;
  if (outputs === undefined || !runsThanos(place) || !historyIsHubs(topology, scope.region)) return undefined;
  const [bucketName] = bucketPair({ ...scope, region: hub }, bucketPlans.metricsBlocks.purpose);
  return { bucketName, region: hub, keyArn: outputs.metricsKeyArn };
}

/** What Thanos works on, and waits for. */
export interface ThanosNeeds {
  readonly buckets: Pick<Buckets, "metricsBlocks">;
  readonly roles: WorkloadRoles;
  readonly hubBlocks: HubBlocks | undefined;
}

/** @returns nothing where metrics are kept elsewhere */
export function createThanos(
  place: Place,
  { provider, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  { buckets, roles, hubBlocks }: ThanosNeeds,
): Thanos | undefined {
  if (!runsThanos(place)) return undefined;
  const { settings } = place;
  const { region, assurance } = settings;
  return new Thanos(
    "thanos",
    {
      shape: thanosShapeOf(place),
      namespace: monitoringNamespace,
      storageClassName,
      assurance,
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      buckets: {
        own: pulumi.output(buckets.metricsBlocks.bucketName).apply((bucketName) => ({ bucketName, region })),
        ...(hubBlocks === undefined ? {} : { hub: hubBlocks }),
      },
      crds,
      after: [...certificates.issued, ...roles.metrics],
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}
