import * as pulumi from "@pulumi/pulumi";
import { MetricsWorkspace } from "../components/storage/metrics-workspace";
import type { RemoteWrite } from "../components/metrics/settings";
import type { Network } from "../components/network/network";
import { planSubnets } from "../components/network/subnet-plan";
import { WorkspacesEndpoint } from "../components/network/workspaces-endpoint";
import { workspaceArn } from "../content/arn";
import { historyQueue, writePath } from "../content/managed-prometheus/names";
import { clusterLabel, hubQueue } from "../content/metrics/names";
import { blockRetention } from "../content/thanos/history";
import { RECEIVE_PATH } from "../content/thanos/names";
import type { Settings } from "../stacks/settings";
import { spokesOf, type Topology } from "../stacks/topology";
import type { DataKeys, Place } from "./foundation";
import type { HubOutputs } from "./hub-outputs";
import { hasWorkspace } from "./metrics-places";

/** A region's workspace, and the way to it. */
export interface WorkspaceOfRegion {
  readonly workspace: MetricsWorkspace;
  readonly endpoint: WorkspacesEndpoint;
}

/** Where the region has a workspace: it, with an endpoint in the network. */
export function createWorkspace(
  place: Place,
  keys: DataKeys,
  network: Network,
): WorkspaceOfRegion | undefined {
  const { settings, topology, scope, account, lifetime, aws } = place;
  if (!hasWorkspace(place)) return undefined;
  const writers = settings.role === "hub" ? [settings.region, ...spokesOf(topology)] : [settings.region];
  const workspace = new MetricsWorkspace(
    "metrics-workspace",
    {
      scope,
      lifetime,
      keys: { metrics: keys.metrics.arn, logs: keys.logs.arn },
      retention: blockRetention(settings.retention).hour,
      queryRetention: settings.retention["pci-audit"],
      clusters: writers.map((region) => clusterLabel({ ...scope, region })),
      activeSeries: settings.metrics.activeSeries,
    },
    { providers: [aws] },
  );
  const { cidr, zones } = settings.network;
  const endpoint = new WorkspacesEndpoint(
    "workspaces-endpoint",
    {
      scope,
      account,
      vpcId: network.vpcId,
      cidr: network.cidr,
      subnets: planSubnets(cidr, zones, ["intra"]).map((subnet, index) => ({
        id: network.intraSubnetIds[index]!,
        cidr: subnet.cidr,
      })),
    },
    { providers: [aws] },
  );
  return { workspace, endpoint };
}

/** What those wait for who write there, and ask. */
export function readyOf(own: WorkspaceOfRegion | undefined): pulumi.Resource[] {
  return own === undefined ? [] : [...own.workspace.ready, own.endpoint.endpoint];
}

/** By their ARNs: the region's own, for those who ask, and all that its metrics go to. */
export function writtenWorkspaces(own: WorkspaceOfRegion | undefined, hubs: HubsWorkspace | undefined) {
  const arns = [own?.workspace.arn, hubs?.arn];
  return { own: own?.workspace.arn, written: arns.filter((arn) => arn !== undefined) };
}

/** Where Prometheus itself takes remote write, in a hub without Thanos. */
const PROMETHEUS_WRITE_PATH = "/api/v1/write";

/** The workspace of the hub, as a spoke knows it. */
interface HubsWorkspace {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** The hub's workspace, in a spoke of a hub that has one. */
export function hubsWorkspace(
  { account, topology }: Place,
  outputs: pulumi.Output<HubOutputs> | undefined,
): HubsWorkspace | undefined {
  if (outputs === undefined || topology.metricsStore !== "amp") return undefined;
  const id = outputs.apply(({ metricsWorkspaceId }) => metricsWorkspaceId!);
  return { id, arn: id.apply((known) => workspaceArn(topology.hub, account, known)) };
}

/** What there is to send to. */
export interface WriteTargets {
  /** The region's own workspace. */
  readonly own?: WorkspaceOfRegion | undefined;
  /** Way to the hub: of a spoke. */
  readonly hubUrl?: pulumi.Input<string> | undefined;
  /** The hub's workspace, where it has one. */
  readonly hubs?: HubsWorkspace | undefined;
}

/** The URL at which the hub takes a spoke's samples. */
export function hubWriteUrl(
  { hub, regions }: Topology,
  hubUrl: pulumi.Input<string>,
  hubs: HubsWorkspace | undefined,
): pulumi.Output<string> {
  if (hubs !== undefined) return pulumi.interpolate`${hubUrl}${hubs.id.apply(writePath)}`;
  // A hub on an existing cluster has no Thanos.
  const path = regions[hub]?.zones === undefined ? PROMETHEUS_WRITE_PATH : RECEIVE_PATH;
  return pulumi.interpolate`${hubUrl}${path}`;
}

/**
 * Where a region's samples go besides its own disk. With Thanos a spoke sends what may leave to the hub's door: history comes by blocks. With
 * workspaces what is not sent is not kept, so everything goes to the one that keeps the region's history, and what may leave to the hub's
 * where that is another.
 */
export function remoteWritesOf(
  { region }: Pick<Settings, "region">,
  topology: Topology,
  { own, hubUrl, hubs }: WriteTargets,
): RemoteWrite<pulumi.Input<string>>[] {
  const writes: RemoteWrite<pulumi.Input<string>>[] = [];
  if (own !== undefined) {
    writes.push({
      queue: historyQueue,
      url: own.workspace.writeUrl,
      proof: { signedIn: region },
      sends: "everything",
    });
  }
  if (hubUrl !== undefined) {
    writes.push({
      queue: hubQueue,
      url: hubWriteUrl(topology, hubUrl, hubs),
      proof: hubs === undefined ? "certificate" : { signedIn: topology.hub },
      sends: hubs !== undefined && own === undefined ? "everything" : "what may leave",
    });
  }
  return writes;
}
