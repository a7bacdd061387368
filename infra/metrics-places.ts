import { isInAws, type Settings } from "../stacks/settings";
import type { Topology } from "../stacks/topology";

/** What decides on where a region's metrics are kept. */
interface RegionMetrics {
  readonly settings: Settings;
  readonly topology: Topology;
}

/**
 * Whether a region's history is the hub's to keep. What goes to another law's region loses every label that is not listed, so history goes to
 * the hub only where its law is the region's own, and elsewhere the region keeps and serves its history itself.
 */
export function historyIsHubs({ hub, regions }: Topology, region: string): boolean {
  return region !== hub && regions[region]?.jurisdiction === regions[hub]?.jurisdiction;
}

/** Whether a region runs Thanos: in AWS, where that is what keeps metrics. */
export function runsThanos({ settings, topology }: RegionMetrics): boolean {
  return isInAws(settings) && topology.metricsStore === "thanos";
}

/** Whether a region has a workspace of Amazon Managed Service for Prometheus: the hub, and who keeps its history itself. */
export function hasWorkspace({ settings, topology }: RegionMetrics): boolean {
  return topology.metricsStore === "amp" && !historyIsHubs(topology, settings.region);
}

/** Whether the rules over all regions are a workspace's, and their alerts go to the topics of the region's alarms: at the hub. */
export function tellsOfWorkspace(inputs: RegionMetrics): boolean {
  return hasWorkspace(inputs) && inputs.settings.role === "hub";
}
