import { PROMETHEUS_REPLICAS } from "../metrics/names";
import {
  BASE_CPU_MILLICORES,
  BASE_MEMORY_MIB,
  BLOCK_BYTES_PER_SAMPLE,
  BLOCKS_SHARE_OF_VOLUME,
  GIB,
  MEMORY_BYTES_PER_SERIES,
  MEMORY_LIMIT_FACTOR,
  MIB,
  SAMPLES_PER_CORE_SECOND,
  SCRAPE_INTERVAL_SECONDS,
  WAL_BYTES_PER_SAMPLE,
  WAL_HOURS,
} from "../metrics/sizing";
import { SECONDS_PER_DAY } from "../units";
import { type BlockRetention, PRESENT_HOURS, REPLICATION_FACTOR } from "./history";

/** What one pod of a workload asks for, and how many there are. */
export interface ThanosSize {
  readonly replicas: number;
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
  readonly memoryLimitMiB: number;
  /** @default - no volume */
  readonly volumeGiB?: number;
}

/** What the hub has to take in. */
export interface PresentLoad {
  /** Series of one region at one moment. The hub knows its own setting, and takes the spokes to be as large. */
  readonly activeSeries: number;
  /** Regions that send. */
  readonly spokes: number;
  /** Zones over which the copies are spread. */
  readonly zones: number;
}

/**
 * Share of a region's series that leave it (`content/metrics/hub-export.ts`), at most: an assumption. Histograms of the API server and of
 * applications, which stay, are commonly more than half of a cluster's series. `ThanosReceiveSeriesHigh` says when it is wrong.
 */
export const EXPORTED_SHARE = 0.5;

/** Most series of one ingester: above it a restart takes minutes, as the write-ahead log is read again. */
export const SERIES_PER_INGESTER = 2_000_000;

/** Series that each zone holds: both halves of each spoke's pair send, and each series lies in as many zones as it has copies. */
function seriesPerZone({ activeSeries, spokes, zones }: PresentLoad): number {
  return (activeSeries * EXPORTED_SHARE * spokes * PROMETHEUS_REPLICAS * REPLICATION_FACTOR) / zones;
}

/** Sizes the ingesters of one zone. */
export function sizeIngesters(load: PresentLoad): ThanosSize {
  const perZone = seriesPerZone(load);
  const replicas = Math.max(1, Math.ceil(perZone / SERIES_PER_INGESTER));
  const series = perZone / replicas;
  const samplesPerSecond = series / SCRAPE_INTERVAL_SECONDS;
  const memoryMiB = BASE_MEMORY_MIB + Math.ceil((series * MEMORY_BYTES_PER_SERIES) / MIB);
  const blockBytes = samplesPerSecond * PRESENT_HOURS * 3600 * BLOCK_BYTES_PER_SAMPLE;
  const walBytes = samplesPerSecond * WAL_HOURS * 3600 * WAL_BYTES_PER_SAMPLE;
  return {
    replicas,
    cpuMillicores: coresFor(samplesPerSecond),
    memoryMiB,
    memoryLimitMiB: memoryMiB * MEMORY_LIMIT_FACTOR,
    volumeGiB: wholeGiB(blockBytes / BLOCKS_SHARE_OF_VOLUME + walBytes),
  };
}

/** Routers hold nothing: they decompress, ask the ring, and send each sample on as often as it has copies. */
export const ROUTER_MEMORY_MIB = 1024;

/** Samples a second that routers are planned for, all of them together. */
export function samplesOfRouters({ activeSeries, spokes }: PresentLoad): number {
  return (activeSeries * EXPORTED_SHARE * spokes * PROMETHEUS_REPLICAS) / SCRAPE_INTERVAL_SECONDS;
}

/** Sizes the routers: one a zone, and each able to carry all if the others are gone. */
export function sizeRouters(load: PresentLoad): ThanosSize {
  return {
    replicas: load.zones,
    cpuMillicores: coresFor(samplesOfRouters(load)),
    memoryMiB: ROUTER_MEMORY_MIB,
    memoryLimitMiB: ROUTER_MEMORY_MIB * MEMORY_LIMIT_FACTOR,
  };
}

/** What lies in a bucket of blocks. */
export interface HistoryLoad {
  /** Series of one region at one moment; the others are taken to be as large. */
  readonly activeSeries: number;
  /** Regions whose blocks lie in the bucket. */
  readonly regions: number;
  readonly retention: BlockRetention;
}

/** A coarser block has five values (count, sum, least, most, counter) for the samples of five minutes, or of an hour. */
const AGGREGATES = 5;
const samplesIn = (seconds: number): number => seconds / SCRAPE_INTERVAL_SECONDS;
const SHARE_OF_FIVE_MINUTES = AGGREGATES / samplesIn(5 * 60);
const SHARE_OF_HOURS = AGGREGATES / samplesIn(3600);

/**
 * Bytes of a bucket when all its blocks have reached their age: every sample twice (once from each half of a pair), as long as each
 * resolution is kept.
 */
export function bucketBytes({ activeSeries, regions, retention }: HistoryLoad): number {
  const bytesPerDay =
    samplesIn(SECONDS_PER_DAY) * activeSeries * regions * PROMETHEUS_REPLICAS * BLOCK_BYTES_PER_SAMPLE;
  const { raw, fiveMinutes, hour } = retention;
  return bytesPerDay * (raw + fiveMinutes * SHARE_OF_FIVE_MINUTES + hour * SHARE_OF_HOURS);
}

/** The compactor's largest blocks, days. Source: Thanos, "Compactor". */
const LARGEST_BLOCK_DAYS = 14;
/** It has the blocks that it merges and the one that comes of it on its disk at the same time. */
const BOTH = 2;
/** Bytes for each series of the blocks that are merged: postings and symbols, and the chunks of the series at hand. */
const COMPACTION_BYTES_PER_SERIES = 4 * 1024;
const COMPACTOR_BASE_MIB = 1024;

/** Sizes the compactor, which works on one stream of blocks at a time: one half of one region's pair. */
export function sizeCompactor({ activeSeries }: Pick<HistoryLoad, "activeSeries">): ThanosSize {
  const memoryMiB = COMPACTOR_BASE_MIB + Math.ceil((activeSeries * COMPACTION_BYTES_PER_SERIES) / MIB);
  const largest =
    samplesIn(LARGEST_BLOCK_DAYS * SECONDS_PER_DAY) * activeSeries * BLOCK_BYTES_PER_SAMPLE * BOTH;
  return {
    replicas: 1,
    // One block at a time, one core: what is due in two hours takes minutes.
    cpuMillicores: 1000,
    memoryMiB,
    memoryLimitMiB: memoryMiB * MEMORY_LIMIT_FACTOR,
    volumeGiB: wholeGiB(largest / BLOCKS_SHARE_OF_VOLUME),
  };
}

/** Index cache of a store gateway, MiB: the postings and series of what people look at. */
export const INDEX_CACHE_MIB = 1024;
const STORE_BASE_MIB = 1024;
/** Share of a bucket that a store gateway keeps on its disk: the headers of the blocks' indexes. An assumption; they can be made anew. */
const HEADERS_SHARE = 0.01;

/** Sizes the store gateways: two, each of which can serve the whole bucket. */
export function sizeStores(load: HistoryLoad): ThanosSize {
  const memoryMiB = STORE_BASE_MIB + INDEX_CACHE_MIB;
  return {
    replicas: 2,
    cpuMillicores: 500,
    memoryMiB,
    memoryLimitMiB: memoryMiB * MEMORY_LIMIT_FACTOR,
    volumeGiB: wholeGiB(bucketBytes(load) * HEADERS_SHARE),
  };
}

/** A query over a month of a region's dashboards takes some hundred MiB; twenty run at a time. */
export const querySize: ThanosSize = {
  replicas: 2,
  cpuMillicores: 500,
  memoryMiB: 1024,
  memoryLimitMiB: 4096,
};

/** Answers that the frontend remembers, MiB. */
export const RESPONSE_CACHE_MIB = 512;
export const frontendSize: ThanosSize = {
  replicas: 2,
  cpuMillicores: 200,
  memoryMiB: 256 + RESPONSE_CACHE_MIB,
  memoryLimitMiB: 2 * (256 + RESPONSE_CACHE_MIB),
};

/** A handful of rules over what is aggregated already. */
export const rulerSize: ThanosSize = {
  replicas: 2,
  cpuMillicores: 100,
  memoryMiB: 256,
  memoryLimitMiB: 512,
  volumeGiB: 5,
};

/** Copying holds one file at a time, in parts. */
export const replicatorSize: ThanosSize = {
  replicas: 1,
  cpuMillicores: 100,
  memoryMiB: 256,
  memoryLimitMiB: 512,
};

/** Beside each Prometheus: it uploads a block every two hours, and answers what is asked of its last days. */
export const sidecarSize = { cpuMillicores: 100, memoryMiB: 128, memoryLimitMiB: 512 } as const;

function coresFor(samplesPerSecond: number): number {
  return BASE_CPU_MILLICORES + Math.ceil((samplesPerSecond / SAMPLES_PER_CORE_SECOND) * 1000);
}

function wholeGiB(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / GIB));
}
