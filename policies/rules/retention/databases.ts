import type { Read, Reader } from "../../evaluation/reader";

/** Engines whose instances keep nothing themselves: storage, backups and protection belong to their cluster. */
const AURORA = /^aurora/i;

/**
 * What an instance that stands on its own has to be told, one of them at least: how big its storage is, or what it is made from. RDS
 * refuses one without; a member of a cluster gets it from the cluster.
 */
const OWN_STORAGE = [
  "allocatedStorage",
  "snapshotIdentifier",
  "replicateSourceDb",
  "restoreToPointInTime",
  "s3Import",
  "username",
];

/** Why rules about stored data ask nothing of an instance of a cluster. */
export const CLUSTER_DECIDES = "it is an instance of a cluster, which decides for it";

/** Whether the engine is one whose instances only live in clusters. */
export function isAurora(inputs: Reader): Read<boolean> {
  const engine = inputs.at("engine").filledText();
  if (engine.state === "unknown") return engine;
  return { state: "value", value: engine.state === "value" && AURORA.test(engine.value) };
}

/**
 * Whether a database instance is a member of a cluster: by its engine, or because it has no storage of its own, as in templates that were
 * converted.
 */
export function isClusterMember(inputs: Reader): Read<boolean> {
  const engine = inputs.at("engine").filledText();
  if (engine.state !== "value") return engine.state === "unknown" ? engine : { state: "value", value: false };
  const standsAlone = OWN_STORAGE.some((name) => inputs.at(name).state !== "absent");
  return { state: "value", value: AURORA.test(engine.value) || !standsAlone };
}
