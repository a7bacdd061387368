import type { Door } from "../../content/access/doors";
import type { PodSize } from "../../content/namespace-size";
import { keeperPods } from "./gateway-values";
import { labelProxyResources } from "./label-proxy";

/** The pods of these doors, whose keepers are alike but for what bounds teams. */
export function gatewayPods(doors: readonly Door[]): readonly PodSize[] {
  const { replicaCount, resources } = keeperPods;
  return doors.map(({ name, tenant }) => ({
    name,
    count: replicaCount,
    containers: tenant === undefined ? [resources] : [resources, labelProxyResources],
  }));
}
