import { type ContainerResources, containerResources } from "../metrics/pod-security";
import type { RetentionOverrides } from "../retention";
import { daysOnTiers, lifetimeOf } from "./lifetimes";
import type { LogClass } from "./streams";

/** Sizes of the log store, by what comes in a day. */
type StoreSizeName = "dev" | "small" | "large";

/** Part of what comes in that each class is: security logs are fewer, and are kept four times as long. */
const SHARES: Readonly<Record<LogClass, number>> = { application: 0.8, security: 0.2 };
/** A primary and a replica: a node or a zone may go. */
const COPIES = 2;
/** Bytes on disk for a byte that comes in, one copy: the text itself, compressed, and an index over its fields. */
const BYTES_PER_BYTE = 1.1;
/**
 * Fullest that a volume gets by plan. At 85 % Elasticsearch puts no new shards there, at 95 % it stops writing; merges take room, and the
 * shards of a node that is lost go to the others.
 */
const PLANNED_SHARE = 0.7;
const SMALLEST_VOLUME_GIB = 10;

/** The largest day of each size but the last, GB. */
const UP_TO: Readonly<Record<Exclude<StoreSizeName, "large">, number>> = { dev: 2, small: 100 };

const GIB_IN_MIB = 1024;

interface NodeShape {
  readonly cpuMillicores: number;
  /** Half of it is Elasticsearch's heap, which it takes by itself; the rest caches files. */
  readonly memoryGiB: number;
}

/** What a node of each kind is, by size. */
const shapes: Readonly<Record<StoreSizeName, Readonly<Record<NodeKind | "kibana", NodeShape>>>> = {
  dev: {
    master: { cpuMillicores: 200, memoryGiB: 2 },
    hot: { cpuMillicores: 500, memoryGiB: 4 },
    warm: { cpuMillicores: 200, memoryGiB: 2 },
    cold: { cpuMillicores: 200, memoryGiB: 2 },
    kibana: { cpuMillicores: 200, memoryGiB: 2 },
  },
  small: {
    master: { cpuMillicores: 500, memoryGiB: 4 },
    hot: { cpuMillicores: 2000, memoryGiB: 16 },
    warm: { cpuMillicores: 500, memoryGiB: 8 },
    cold: { cpuMillicores: 500, memoryGiB: 8 },
    kibana: { cpuMillicores: 500, memoryGiB: 2 },
  },
  large: {
    master: { cpuMillicores: 1000, memoryGiB: 8 },
    hot: { cpuMillicores: 6000, memoryGiB: 58 },
    warm: { cpuMillicores: 2000, memoryGiB: 29 },
    cold: { cpuMillicores: 2000, memoryGiB: 29 },
    kibana: { cpuMillicores: 1000, memoryGiB: 4 },
  },
};

/** GiB of data that a GiB of memory carries on each tier: searches of old data are rare, and may be slow. */
const DATA_PER_MEMORY = { hot: 30, warm: 100, cold: 200 } as const;

/** Fewest nodes: three masters and three hot nodes are one for each zone; two of the others carry both copies. */
const FEWEST = { master: 3, hot: 3, warm: 2, cold: 2 } as const;

/** What masters keep is settings and the names of indices. */
const MASTER_VOLUME_GIB = SMALLEST_VOLUME_GIB;

/** A kind of node of Elasticsearch. */
export type NodeKind = "master" | "hot" | "warm" | "cold";

/** Nodes of one kind. */
export interface NodePlan {
  readonly count: number;
  readonly resources: ContainerResources;
  readonly volumeGiB: number;
}

/** Everything that the log store runs on. */
export interface StoreSize {
  readonly size: StoreSizeName;
  readonly nodes: Readonly<Record<NodeKind, NodePlan>>;
  readonly kibana: ContainerResources;
  /** Primary shards of a stream's index: enough for all hot nodes to write where much comes in. */
  readonly shards: number;
}

/** What the log store has to carry. */
export interface LogLoad {
  /** What comes in a day, as it is written by programs, GB. */
  readonly gigabytesPerDay: number;
  /** @default the retention table's */
  readonly retention?: RetentionOverrides;
}

/**
 * Sizes the log store: bytes of each tier from what comes in and how long each class stays there, in two copies; nodes so that memory
 * carries the data; volumes so that they are at most 70 % full.
 */
export function sizeLogStore({ gigabytesPerDay, retention }: LogLoad): StoreSize {
  const size = gigabytesPerDay <= UP_TO.dev ? "dev" : gigabytesPerDay <= UP_TO.small ? "small" : "large";
  const lifetimes = (Object.keys(SHARES) as LogClass[]).map((logClass) => ({
    share: SHARES[logClass],
    on: daysOnTiers(lifetimeOf(logClass, retention)),
  }));
  const tier = (kind: "hot" | "warm" | "cold"): NodePlan => {
    const dataDays = lifetimes.reduce((sum, { share, on }) => sum + share * on[kind], 0);
    const gibibytes = gigabytesPerDay * dataDays * COPIES * BYTES_PER_BYTE;
    const shape = shapes[size][kind];
    const count = Math.max(
      FEWEST[kind],
      Math.ceil(gibibytes / (shape.memoryGiB * DATA_PER_MEMORY[kind] * PLANNED_SHARE)),
    );
    const volumeGiB = Math.max(SMALLEST_VOLUME_GIB, Math.ceil(gibibytes / count / PLANNED_SHARE));
    return { count, resources: resourcesOf(shape), volumeGiB };
  };
  return {
    size,
    nodes: {
      master: {
        count: FEWEST.master,
        resources: resourcesOf(shapes[size].master),
        volumeGiB: MASTER_VOLUME_GIB,
      },
      hot: tier("hot"),
      warm: tier("warm"),
      cold: tier("cold"),
    },
    kibana: resourcesOf(shapes[size].kibana),
    shards: size === "large" ? FEWEST.hot : 1,
  };
}

/** As much as asked for and no more: Elasticsearch takes its heap at the start, and never gives it back. */
function resourcesOf({ cpuMillicores, memoryGiB }: NodeShape): ContainerResources {
  return containerResources({ cpuMillicores, memoryMiB: memoryGiB * GIB_IN_MIB });
}
