import type { Door } from "../../content/access/doors";
import type { PodSize } from "../../content/namespace-size";
import { keeperPods } from "./gateway-values";

/** The pods of these doors, whose keepers are alike. */
export function gatewayPods(doors: readonly Door[]): readonly PodSize[] {
  const { replicaCount, resources } = keeperPods;
  return doors.map(({ name }) => ({ name, count: replicaCount, containers: [resources] }));
}
