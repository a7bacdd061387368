import * as pulumi from "@pulumi/pulumi";
import { Thanos } from "../components/metrics/thanos/thanos";
import type { ThanosShape } from "../components/metrics/thanos/region-plan";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { Namespaces } from "../components/cluster/namespaces";
import { bucketPair, bucketPlans } from "../content/buckets";
import { clusterLabel } from "../content/metrics/names";
import { RECEIVE_PATH } from "../content/thanos/names";
import type { BlockBucket } from "../content/thanos/object-store";
import { blockRetention } from "../content/thanos/history";
import { monitoringNamespace } from "../content/versions";
import { spokesOf, type Topology } from "../stacks/topology";
import type { Addons } from "./addons";
import type { Buckets } from "./buckets";
import type { AwsRegionInputs, Place } from "./foundation";
import { doorUrlOf } from "./gateway";
import type { HubOutputs } from "./hub-outputs";
import type { WorkloadRoles } from "./workload-roles";

/** Where Prometheus itself takes remote write, in a hub without Thanos. */
const PROMETHEUS_WRITE_PATH = "/api/v1/write";

/** Path at which the hub takes metrics. A hub on an existing cluster has no Thanos. */
export function hubWritePath({ hub, regions }: Topology): string {
  return regions[hub]?.zones === undefined ? PROMETHEUS_WRITE_PATH : RECEIVE_PATH;
}

/**
 * Whether a region's history is the hub's to keep. Remote write takes off every label that is not listed; blocks keep all of them. So they go
 * to the hub only where its law is the region's own, and elsewhere the region keeps and serves its history itself.
 */
export function copiesToHub({ hub, regions }: Topology, region: string): boolean {
  return region !== hub && regions[region]?.jurisdiction === regions[hub]?.jurisdiction;
}

/** What of Thanos a region in AWS has: the same for its workloads and for what its namespace may hold. */
export function thanosShapeOf({ settings, topology }: AwsRegionInputs): ThanosShape {
  const { region, role, metrics, network, retention } = settings;
  const { activeSeries } = metrics;
  const copies = copiesToHub(topology, region);
  const spokes = spokesOf(topology);
  const kept = role === "hub" ? spokes.filter((spoke) => copiesToHub(topology, spoke)) : [];
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
  { scope, settings, topology }: Place,
  outputs: pulumi.Output<HubOutputs> | undefined,
): HubBlocks | undefined {
  if (outputs === undefined || !copiesToHub(topology, settings.region)) return undefined;
  const { hub } = topology;
  const [bucketName] = bucketPair({ ...scope, region: hub }, bucketPlans.metricsBlocks.purpose);
  return { bucketName, region: hub, keyArn: outputs.metricsKeyArn };
}

/** What Thanos works on, and waits for. */
export interface ThanosNeeds {
  readonly buckets: Pick<Buckets, "metricsBlocks">;
  readonly roles: WorkloadRoles;
  readonly hubBlocks: HubBlocks | undefined;
}

export function createThanos(
  place: Place,
  { provider, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  { buckets, roles, hubBlocks }: ThanosNeeds,
): Thanos {
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
      after: [...certificates.issued, ...roles.blocks],
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}
