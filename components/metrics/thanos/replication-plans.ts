import { REPLICATION_WINDOW, SPOKE_BLOCKS } from "../../../content/thanos/history";
import { replicatorSize } from "../../../content/thanos/sizing";
import { commonFiles, httpFlags, hubObjectStore, memoryFlag, objectStore, paths } from "./flags";
import type { ThanosPlan } from "./plan";

/**
 * The replicator copies a spoke's blocks into the hub's bucket, each with its `meta.json` last, so that what is half there is not taken for a
 * block. S3's own replication keeps no such order; it copies the bucket into another region, for the loss of this one, and the hub reads
 * nothing of it.
 */
export function replicatorPlan(): ThanosPlan {
  return {
    role: "replicator",
    args: [
      "tools",
      "bucket",
      "replicate",
      ...httpFlags,
      `--objstore.config-file=${paths.objectStore}`,
      `--objstore-to.config-file=${paths.hubObjectStore}`,
      // As Prometheus cut them: nothing compacts in a spoke.
      "--compaction=1",
      "--resolution=0s",
      `--min-time=-${REPLICATION_WINDOW}d`,
      "--ignore-marked-for-deletion",
      memoryFlag,
    ],
    account: "thanos-replicator",
    files: [...commonFiles, objectStore, hubObjectStore],
    size: replicatorSize,
    ports: [],
    singleton: "two would copy the same blocks; while it restarts, they wait",
  };
}

/** When a spoke's blocks are looked through: in a quiet hour of the day. */
const SCHEDULE = "17 3 * * *";

/**
 * What ends a spoke's blocks when the hub has had them for long: it first marks those whose time is over, and then deletes what is marked.
 * Nothing else marks there, as no compactor works on a spoke's bucket.
 */
export function expirySteps() {
  const store = `--objstore.config-file=${paths.objectStore}`;
  return {
    schedule: SCHEDULE,
    plan: {
      account: "thanos" as const,
      files: [objectStore],
      size: replicatorSize,
      steps: [
        ["tools", "bucket", "retention", store, `--retention.resolution-raw=${SPOKE_BLOCKS}d`],
        ["tools", "bucket", "cleanup", store, "--delete-delay=0s"],
      ],
    },
  };
}
