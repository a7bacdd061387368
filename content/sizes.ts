import { type WorkspaceCost, workspaceCost } from "./managed-prometheus/cost";
import { PROMETHEUS_REPLICAS } from "./metrics/names";
import { BLOCK_BYTES_PER_SAMPLE, GIB, sizePrometheus } from "./metrics/sizing";
import { sizeLogStore } from "./logs/sizing";
import { poolLimits } from "./node-pools";
import type { RetentionOverrides } from "./retention";
import { blockRetention } from "./thanos/history";
import { bucketBytes, sizeCompactor, sizeIngesters, sizeRouters, sizeStores } from "./thanos/sizing";
import { sizeTracing } from "./tracing/sizing";
import { type Days, days, SECONDS_PER_DAY } from "./units";

/**
 * Sizes of a region: a name for three volumes, from which everything else follows by the sizing functions of metrics, logs and traces. A
 * stack's settings name a size, and may set each volume by itself.
 */
export const sizeNames = ["dev", "small", "large"] as const;
export type SizeName = (typeof sizeNames)[number];

/** The size of a stack that names none. */
export const DEFAULT_SIZE: SizeName = "small";

/** What comes in, in one region. */
export interface Volumes {
  /** Time series at one moment; each has a sample at every scrape. */
  readonly activeSeries: number;
  /** Logs of a day as programs write them, GB. */
  readonly gigabytesPerDay: number;
  /** Spans a second that applications send, in the busiest minutes. */
  readonly spansPerSecond: number;
}

/** The three volumes of each size. `dev` holds the series of all applications that are declared, with the platform's own, and no more. */
export const sizeVolumes: Readonly<Record<SizeName, Volumes>> = {
  dev: { activeSeries: 250_000, gigabytesPerDay: 1, spansPerSecond: 500 },
  small: { activeSeries: 1_000_000, gigabytesPerDay: 5, spansPerSecond: 5000 },
  large: { activeSeries: 5_000_000, gigabytesPerDay: 200, spansPerSecond: 50_000 },
};

/** Days that a region's own Prometheus keeps where the settings say nothing. */
export const LOCAL_RETENTION: Days = days(15);

/** Memory that everything else with volumes asks for in a hub of the largest size with two spokes, GiB: 338, and some to spare. */
const BESIDE_STORE_GIB = 350;
/** The most memory that a log store may ask for, GiB: the pool of stateful nodes has no more for it. */
export const MOST_STORE_MEMORY_GIB = poolLimits.stateful.memoryGiB - BESIDE_STORE_GIB;

/** How much larger than needed a volume of Prometheus is: twice as many series for as long, before somebody has to enlarge it. */
const VOLUME_ROOM = 2;
/** Volumes are whole multiples, so that a few series more do not change them. */
const VOLUME_STEP_GIB = 50;

/** Volume of each Prometheus of the pair, GiB. */
export function prometheusVolumeGiB(activeSeries: number, retention: Days = LOCAL_RETENTION): number {
  const needed = sizePrometheus({ activeSeries, retention }).storageGiB;
  return Math.ceil((needed * VOLUME_ROOM) / VOLUME_STEP_GIB) * VOLUME_STEP_GIB;
}

/** What one pod of a kind needs, and how many there are. */
interface Pods {
  readonly count: number;
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
  /** @default - no volume */
  readonly volumeGiB?: number;
}

/** What a region of some volumes amounts to. */
export interface SizeFigures {
  readonly samplesPerSecond: number;
  /** Bytes of metrics that come in a day, both halves of the pair. */
  readonly blockBytesPerDay: number;
  /** Bytes of the region's blocks in S3 when all have reached their age. */
  readonly bucketBytes: number;
  /** The same in a workspace of Amazon Managed Service for Prometheus, which keeps one half of the pair: USD a month. */
  readonly workspace: WorkspaceCost;
  readonly prometheus: Pods;
  /** Volumes of Elasticsearch, for logs and spans, all nodes together, GiB. */
  readonly logVolumesGiB: number;
  readonly logNodes: number;
  /** What of it logs and kept spans take when they have reached their age, copies included, GiB. */
  readonly storedGiB: { readonly logs: number; readonly spans: number };
  readonly keptSpansPerSecond: number;
  readonly tracingGateways: number;
  /** What a hub has besides, to take in as many spokes of the same size. */
  readonly hub: { readonly ingesters: Pods; readonly routers: Pods; readonly bucketBytes: number };
  /** What pods with volumes ask for together, in a region and in a hub: the least that the pool of stateful nodes has to give. */
  readonly stateful: Record<"spoke" | "hub", { readonly cpus: number; readonly memoryGiB: number }>;
}

/** What the figures are worked out for besides the volumes. */
export interface SizedRegion {
  readonly retention?: RetentionOverrides;
  readonly keptPercent: number;
  readonly spokes: number;
  readonly zones: number;
}

/** Works out the figures of a region from its volumes, by the same functions that size the workloads. */
export function figuresOf(volumes: Volumes, region: SizedRegion): SizeFigures {
  const { activeSeries, gigabytesPerDay, spansPerSecond } = volumes;
  const { retention, spokes, zones } = region;
  const prometheus = sizePrometheus({ activeSeries, retention: LOCAL_RETENTION });
  const traces = { spansPerSecond, keptPercent: region.keptPercent };
  const store = sizeLogStore({ gigabytesPerDay, traces, ...(retention === undefined ? {} : { retention }) });
  const present = { activeSeries, spokes, zones };
  const blocks = blockRetention(retention);
  const history = { activeSeries, regions: 1, retention: blocks };
  const ofHub = { ...history, regions: 1 + spokes };
  const ingesters = sizeIngesters(present);
  const pair: Pods = {
    count: PROMETHEUS_REPLICAS,
    cpuMillicores: prometheus.cpuMillicores,
    memoryMiB: prometheus.memoryMiB,
    volumeGiB: prometheusVolumeGiB(activeSeries),
  };
  const logNodes = Object.values(store.nodes);
  const logPods = logNodes.map(({ count, resources: { requests } }) => ({
    count,
    cpuMillicores: Number.parseInt(requests.cpu, 10),
    memoryMiB: Number.parseInt(requests.memory, 10),
  }));
  const ingesterPods: Pods = { ...ingesters, count: ingesters.replicas * zones };
  const routers = sizeRouters(present);
  const blockPods = (load: typeof history): Pods[] =>
    [sizeStores(load), sizeCompactor(load)].map((each) => ({ ...each, count: each.replicas }));
  return {
    samplesPerSecond: prometheus.samplesPerSecond,
    blockBytesPerDay:
      prometheus.samplesPerSecond * SECONDS_PER_DAY * BLOCK_BYTES_PER_SAMPLE * PROMETHEUS_REPLICAS,
    bucketBytes: bucketBytes(history),
    workspace: workspaceCost(prometheus.samplesPerSecond, blocks.hour),
    prometheus: pair,
    logVolumesGiB: logNodes.reduce((sum, { count, volumeGiB }) => sum + count * volumeGiB, 0),
    logNodes: logNodes.reduce((sum, { count }) => sum + count, 0),
    storedGiB: store.dataGiB,
    keptSpansPerSecond: sizeTracing(traces).keptSpansPerSecond,
    tracingGateways: sizeTracing(traces).gateway.replicas,
    hub: {
      ingesters: ingesterPods,
      routers: { ...routers, count: routers.replicas },
      bucketBytes: bucketBytes(ofHub),
    },
    stateful: {
      spoke: total([pair, ...logPods, ...blockPods(history)]),
      hub: total([pair, ...logPods, ingesterPods, ...blockPods(ofHub)]),
    },
  };
}

function total(pods: readonly Pods[]): { readonly cpus: number; readonly memoryGiB: number } {
  const sum = (of: (each: Pods) => number) => pods.reduce((all, each) => all + each.count * of(each), 0);
  return {
    cpus: Math.ceil(sum(({ cpuMillicores }) => cpuMillicores) / 1000),
    memoryGiB: Math.ceil(sum(({ memoryMiB }) => memoryMiB) / (GIB / 1024 ** 2)),
  };
}
