import { type Days, SECONDS_PER_DAY } from "../units";

/** How often everything is scraped, seconds. Alerts that need two samples then see a failure within a minute. */
export const SCRAPE_INTERVAL_SECONDS = 30;

/**
 * Memory per active series, bytes: about 4 KiB for labels, postings and the open chunk, doubled for series that end and begin
 * (pods come and go) and for queries.
 */
export const MEMORY_BYTES_PER_SERIES = 8 * 1024;
/** Memory of Prometheus without series, MiB. */
export const BASE_MEMORY_MIB = 512;
/** The limit above the request: replaying the WAL after a crash takes about twice what runs steadily. */
export const MEMORY_LIMIT_FACTOR = 2;

/** Samples per second that one core ingests, with rule evaluation and remote write. Deliberately low: queries need the rest. */
export const SAMPLES_PER_CORE_SECOND = 50_000;
export const BASE_CPU_MILLICORES = 250;

/** Bytes per sample in a compacted block: Prometheus' documentation of its storage says 1 to 2; the upper end. */
export const BLOCK_BYTES_PER_SAMPLE = 2;
/** Bytes per sample in the compressed write-ahead log. */
export const WAL_BYTES_PER_SAMPLE = 8;
/** Hours of write-ahead log on the disk: the head is cut every two hours, and a third is written meanwhile. */
export const WAL_HOURS = 3;
/**
 * Share of the volume that blocks may fill. The rest is the write-ahead log, which `retentionSize` does not bound well, and the
 * space compaction needs for the new block before the old ones go. A full volume stops ingestion.
 */
export const BLOCKS_SHARE_OF_VOLUME = 0.85;

export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** What a pair of Prometheus has to carry; both halves carry all of it. */
export interface MetricsLoad {
  /** Series that receive samples at the same time. */
  readonly activeSeries: number;
  /** How long blocks stay in the region. */
  readonly retention: Days;
}

/** What one Prometheus of the pair needs. */
export interface PrometheusSize {
  readonly samplesPerSecond: number;
  readonly cpuMillicores: number;
  /** Memory request, MiB. */
  readonly memoryMiB: number;
  /** Memory limit, MiB. */
  readonly memoryLimitMiB: number;
  /** Smallest volume, GiB, on which the retention time is reached before the retention size. */
  readonly storageGiB: number;
}

/** Sizes one Prometheus of the pair. */
export function sizePrometheus({ activeSeries, retention }: MetricsLoad): PrometheusSize {
  const samplesPerSecond = activeSeries / SCRAPE_INTERVAL_SECONDS;
  const memoryMiB = BASE_MEMORY_MIB + Math.ceil((activeSeries * MEMORY_BYTES_PER_SERIES) / MIB);
  const blockBytes = samplesPerSecond * retention * SECONDS_PER_DAY * BLOCK_BYTES_PER_SAMPLE;
  const walBytes = samplesPerSecond * WAL_HOURS * 3600 * WAL_BYTES_PER_SAMPLE;
  const bytes = Math.max(blockBytes / BLOCKS_SHARE_OF_VOLUME, walBytes / (1 - BLOCKS_SHARE_OF_VOLUME));
  return {
    samplesPerSecond,
    cpuMillicores: BASE_CPU_MILLICORES + Math.ceil((samplesPerSecond / SAMPLES_PER_CORE_SECOND) * 1000),
    memoryMiB,
    memoryLimitMiB: memoryMiB * MEMORY_LIMIT_FACTOR,
    storageGiB: Math.max(1, Math.ceil(bytes / GIB)),
  };
}

/** `retentionSize` for a volume: whole GiB, at least 1. */
export function retentionSize(volumeGiB: number): string {
  return `${Math.max(1, Math.floor(volumeGiB * BLOCKS_SHARE_OF_VOLUME))}GiB`;
}

/** Share of the series that the pair is sized for, of which one target may have no more: kube-state-metrics has a third. */
const SHARE_OF_ONE_TARGET = 0.5;
/** Labels of a series; those of Kubernetes and of the exporters are at most some twenty. */
const MOST_LABELS = 64;
/** Length of a label's name: as long as Kubernetes' own can be, with room for a prefix. */
const LONGEST_LABEL_NAME = 256;
/** Length of a label's value: an address with its query fits, a message or a document does not. */
const LONGEST_LABEL_VALUE = 2048;
/** Bytes of a line of metrics, unpacked; the longest of kube-state-metrics and of the API server have some three hundred. */
const BYTES_OF_A_LINE = 512;
/** Targets that were found and dropped, of which Prometheus remembers the labels for people to look at: a service monitor of Kubernetes finds every pod. */
const DROPPED_TARGETS_KEPT = 100;

/**
 * What one target of any job may bring in one scrape, in the words of the Prometheus operator. A monitor may ask for less, and not for more.
 * Beyond it the whole scrape is refused and the target counts as down, which somebody is told of: better one job without metrics than a region.
 */
export function scrapeLimits(activeSeries: number) {
  return {
    enforcedSampleLimit: Math.ceil(activeSeries * SHARE_OF_ONE_TARGET),
    enforcedLabelLimit: MOST_LABELS,
    enforcedLabelNameLengthLimit: LONGEST_LABEL_NAME,
    enforcedLabelValueLengthLimit: LONGEST_LABEL_VALUE,
    enforcedBodySizeLimit: `${Math.ceil((activeSeries * SHARE_OF_ONE_TARGET * BYTES_OF_A_LINE) / MIB)}MB`,
    enforcedKeepDroppedTargets: DROPPED_TARGETS_KEPT,
  };
}

/**
 * How long Prometheus can replay to remote storage, seconds: remote write reads the write-ahead log, and what is older than the
 * last cut of the head (every two hours) is gone. The blocks in the region still have it.
 */
export const WAL_REPLAY_SECONDS = 2 * 3600;

/** Samples of one request. Larger ones cost memory at the hub and save little. */
export const SAMPLES_PER_SEND = 2000;
/** Seconds one request takes across an ocean: about 80 ms of way both ways, the rest at the hub. */
const SEND_SECONDS = 0.2;
/**
 * How many times faster than ingestion the queue may send. After an outage of the full two hours a factor of four leaves a factor
 * of three for the backlog: it is sent in 40 minutes, well before the log it is read from is cut again.
 */
const CATCH_UP_FACTOR = 4;
/** Shards even for the smallest load, so that one slow request does not stop everything. */
const MIN_MAX_SHARDS = 4;
/** Most shards, so that spokes that come back together do not knock the hub over. */
const MAX_MAX_SHARDS = 50;
/** Samples a shard holds, in requests: Prometheus' documentation recommends three to ten. */
const REQUESTS_PER_SHARD_BUFFER = 5;

/** Queue of remote write, in the words of the Prometheus operator. */
export interface QueueConfig {
  readonly capacity: number;
  readonly minShards: number;
  readonly maxShards: number;
  readonly maxSamplesPerSend: number;
  readonly batchSendDeadline: string;
  readonly minBackoff: string;
  readonly maxBackoff: string;
  readonly retryOnRateLimit: boolean;
}

/**
 * The queue to the hub, sized for an outage. During one the queue keeps its place in the write-ahead log and retries without end
 * (there is no limit on retries, and no `sampleAgeLimit`, which would throw the backlog away); after it, it catches up
 * {@link CATCH_UP_FACTOR} times faster than samples arrive.
 * @param samplesPerSend samples of one request at most
 */
export function remoteWriteQueue(
  samplesPerSecond: number,
  samplesPerSend: number = SAMPLES_PER_SEND,
): QueueConfig {
  const perShard = samplesPerSend / SEND_SECONDS;
  const shards = Math.ceil((CATCH_UP_FACTOR * samplesPerSecond) / perShard);
  return {
    capacity: samplesPerSend * REQUESTS_PER_SHARD_BUFFER,
    minShards: 1,
    maxShards: Math.min(MAX_MAX_SHARDS, Math.max(MIN_MAX_SHARDS, shards)),
    maxSamplesPerSend: samplesPerSend,
    batchSendDeadline: "5s",
    minBackoff: "100ms",
    // Half a minute between attempts: a hub that comes back is found soon, and is not hammered while it is away.
    maxBackoff: "30s",
    // 429 is the hub asking for time, not a reason to drop samples.
    retryOnRateLimit: true,
  };
}

/**
 * Seconds until a backlog is sent, after an outage of `outageSeconds`, with the queue of {@link remoteWriteQueue}.
 * @param maxShards of a queue that is sized for more samples than are sent. @default - sized for those
 */
export function catchUpSeconds(
  samplesPerSecond: number,
  outageSeconds: number,
  maxShards: number = remoteWriteQueue(samplesPerSecond).maxShards,
): number {
  const sending = maxShards * (SAMPLES_PER_SEND / SEND_SECONDS);
  return (samplesPerSecond * outageSeconds) / (sending - samplesPerSecond);
}
