import type { PodSize } from "../../content/namespace-size";
import { blackboxName } from "../../content/probes/names";
import { blackboxValues } from "./blackbox-values";

/** The pods that ask from outside. */
export function probePods(): readonly PodSize[] {
  const { replicas, resources } = blackboxValues();
  return [{ name: blackboxName, count: replicas, containers: [resources] }];
}
