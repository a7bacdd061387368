import { type ContainerResources, containerResources } from "../metrics/pod-security";
import type { RetentionOverrides } from "../retention";
import { SPAN_COPIES, spanGiBPerDay, type TracesLoad } from "../tracing/sizing";
import { daysOnTiers, lifetimeOf } from "./lifetimes";
import { type LogClass, logClassNames, spanClass } from "./streams";

/** Sizes of the log store, by what a day takes in it. */
type StoreSizeName = "dev" | "small" | "large";

/** Part of what comes in that each class is: security logs are fewer, and are kept four times as long. */
const SHARES: Readonly<Record<LogClass, number>> = { application: 0.8, security: 0.2 };
/** A primary and a replica, of logs and of spans: a node or a zone may go. */
const COPIES = 1 + SPAN_COPIES;
/**
 * Bytes on disk for a byte of logs that comes in, one copy: the text itself, compressed, and an index over its fields. A GB that comes in
 * counts as a GiB on disk: seven per cent to spare.
 */
const BYTES_PER_BYTE = 1.1;
/**
 * Fullest that a volume gets by plan. At 85 % Elasticsearch puts no new shards there, at 95 % it stops writing; merges take room, and the
 * shards of a node that is lost go to the others.
 */
const PLANNED_SHARE = 0.7;
const SMALLEST_VOLUME_GIB = 10;

/** The largest day of each size but the last, GiB on disk, one copy. Above it the next size's nodes are fewer, and each finds more in memory. */
const UP_TO: Readonly<Record<Exclude<StoreSizeName, "large">, number>> = { dev: 4, small: 110 };

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

/** Kinds of nodes that hold data. */
const dataKinds = ["hot", "warm", "cold"] as const;
type DataKind = (typeof dataKinds)[number];
/** A kind of node of Elasticsearch. */
export type NodeKind = "master" | DataKind;

/** Nodes of one kind. */
export interface NodePlan {
  readonly count: number;
  readonly resources: ContainerResources;
  readonly volumeGiB: number;
}

/** Everything that the log store runs on. */
export interface StoreSize {
  readonly size: StoreSizeName;
  /** What is on the disks when everything has reached its age, copies included, GiB. */
  readonly dataGiB: { readonly logs: number; readonly spans: number };
  readonly nodes: Readonly<Record<NodeKind, NodePlan>>;
  readonly kibana: ContainerResources;
  /** Primary shards of a stream's index: enough for all hot nodes to write where much comes in. */
  readonly shards: number;
}

/** What the log store has to carry: logs, and the spans of traces that are kept. */
export interface StoreLoad {
  /** Logs that come in a day, as they are written by programs, GB. */
  readonly gigabytesPerDay: number;
  readonly traces: TracesLoad;
  /** @default the retention table's */
  readonly retention?: RetentionOverrides;
}

/** Something that is written into the store. */
interface Inflow {
  /** What a day of it takes, one copy, GiB. */
  readonly gibibytesPerDay: number;
  readonly logClass: LogClass;
}

/**
 * Sizes the log store, which holds logs and spans together:
 *
 * - a day on disk: GB of logs × the class's share × 1.1, and kept spans a second × 86 400 seconds × 600 bytes
 * - data of a tier: the sum over both of a day × the days that the class stays on the tier × 2 copies; spans stay as long as application
 *   logs do
 * - nodes: as many as it takes that their memory carries the data; volumes: at most 70 % full
 *
 * With the retention table's times a GB of logs a day is 301 GiB of data and 431 GiB of volumes; a thousand spans a second, of which 2 per
 * cent of the ordinary are kept, are 546 GiB and 780 GiB.
 */
export function sizeLogStore({ gigabytesPerDay, traces, retention }: StoreLoad): StoreSize {
  const logs = logClassNames.map((logClass): Inflow => ({
    logClass,
    gibibytesPerDay: gigabytesPerDay * SHARES[logClass] * BYTES_PER_BYTE,
  }));
  const spans: readonly Inflow[] = [{ logClass: spanClass, gibibytesPerDay: spanGiBPerDay(traces) }];
  const all = [...logs, ...spans];
  const dataOn = (inflows: readonly Inflow[], kinds: readonly DataKind[]): number =>
    inflows.reduce((sum, { logClass, gibibytesPerDay }) => {
      const on = daysOnTiers(lifetimeOf(logClass, retention));
      const dataDays = kinds.reduce((days, kind) => days + on[kind], 0);
      return sum + gibibytesPerDay * dataDays * COPIES;
    }, 0);
  const size = sizeOf(all.reduce((sum, { gibibytesPerDay }) => sum + gibibytesPerDay, 0));
  const tier = (kind: DataKind): NodePlan => {
    const gibibytes = dataOn(all, [kind]);
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
    dataGiB: { logs: dataOn(logs, dataKinds), spans: dataOn(spans, dataKinds) },
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

function sizeOf(gibibytesPerDay: number): StoreSizeName {
  if (gibibytesPerDay <= UP_TO.dev) return "dev";
  return gibibytesPerDay <= UP_TO.small ? "small" : "large";
}

/** What all nodes ask for together. */
export function storeMemoryGiB({ nodes }: StoreSize): number {
  return Object.values(nodes).reduce(
    (sum, { count, resources }) =>
      sum + (count * Number.parseInt(resources.requests.memory, 10)) / GIB_IN_MIB,
    0,
  );
}

/** As much as asked for and no more: Elasticsearch takes its heap at the start, and never gives it back. */
function resourcesOf({ cpuMillicores, memoryGiB }: NodeShape): ContainerResources {
  return containerResources({ cpuMillicores, memoryMiB: memoryGiB * GIB_IN_MIB });
}
