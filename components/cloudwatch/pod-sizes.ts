import { cloudWatchExporterName } from "../../content/cloudwatch/names";
import type { PodSize } from "../../content/namespace-size";
import { cloudWatchExporterValues } from "./exporter-values";

/** The exporter's pod. */
export function cloudWatchPods(region: string): readonly PodSize[] {
  const { replicaCount, resources } = cloudWatchExporterValues(region);
  return [{ name: cloudWatchExporterName, count: replicaCount, containers: [resources] }];
}
