import type { RetentionOverrides } from "../retention";
import { lifetimeOf, type LogLifetime, ROLLOVER_DAYS } from "./lifetimes";
import { jaegerIndices } from "./names";
import { type LogClass, patternsOf } from "./streams";

/** Bodies of ILM and SLM policies, in the words of Elasticsearch's API. */

/** Largest primary shard, as Elastic's guide "Size your shards" has it: larger ones move slowly, smaller ones cost memory. */
const LARGEST_SHARD = "50gb";
/** Which indices a node that starts again opens first. */
const PRIORITIES = { hot: 100, warm: 50, cold: 0 } as const;

/**
 * The ILM policy of a class. It does not wait for a snapshot before it deletes: a repository that fails must not keep what has to go.
 */
export function lifecyclePolicy(logClass: LogClass, retention: RetentionOverrides) {
  const lifetime = lifetimeOf(logClass, retention);
  return { policy: { phases: phasesOf(lifetime) } };
}

function phasesOf({ warmAfter, coldAfter, deleteAfter }: LogLifetime) {
  return {
    hot: {
      min_age: "0ms",
      actions: {
        rollover: { max_age: `${ROLLOVER_DAYS}d`, max_primary_shard_size: LARGEST_SHARD },
        set_priority: { priority: PRIORITIES.hot },
      },
    },
    ...(warmAfter === undefined
      ? {}
      : {
          warm: {
            min_age: `${warmAfter}d`,
            actions: {
              set_priority: { priority: PRIORITIES.warm },
              readonly: {},
              forcemerge: { max_num_segments: 1 },
            },
          },
        }),
    ...(coldAfter === undefined
      ? {}
      : {
          cold: { min_age: `${coldAfter}d`, actions: { set_priority: { priority: PRIORITIES.cold } } },
        }),
    delete: { min_age: `${deleteAfter}d`, actions: { delete: {} } },
  };
}

/** Every half hour: what a lost region has not handed over by then is lost to searches, not to the archives. */
const SNAPSHOT_SCHEDULE = "0 0/30 * * * ?";

/** What is put into the repository of a class besides its streams. */
const alsoIn: Readonly<
  Record<LogClass, { readonly indices: readonly string[]; readonly features: string[] }>
> = {
  // Traces are telemetry of applications. Spaces and saved searches have no personal data of their own.
  application: { indices: [`${jaegerIndices}*`], features: ["kibana"] },
  security: { indices: [], features: ["none"] },
};

/** The SLM policy of a class; undefined where the time is too short for snapshots. */
export function snapshotPolicy(logClass: LogClass, retention: RetentionOverrides) {
  const { snapshotDays } = lifetimeOf(logClass, retention);
  if (snapshotDays === 0) return undefined;
  const { indices, features } = alsoIn[logClass];
  return {
    schedule: SNAPSHOT_SCHEDULE,
    name: `<${logClass}-{now/d}>`,
    repository: repositoryOf(logClass),
    config: {
      indices: [...patternsOf(logClass), ...indices],
      feature_states: features,
      include_global_state: false,
      ignore_unavailable: true,
      partial: false,
    },
    retention: { expire_after: `${snapshotDays}d` },
  };
}

/** Name of the snapshot repository of a class. */
export function repositoryOf(logClass: LogClass): string {
  return logClass;
}
