import { SECONDS_PER_DAY } from "../units";
import { DECISION_WAIT_SECONDS } from "./sampling";

/** What the region's traces amount to. */
export interface TracesLoad {
  /** Spans a second that all applications of the region send together, in the busiest minutes. */
  readonly spansPerSecond: number;
  /** Share of ordinary traces that is kept, per cent. */
  readonly keptPercent: number;
}

/** Resources of one pod. */
export interface PodResources {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
  readonly memoryLimitMiB: number;
}

/** What tracing needs. */
export interface TracingSize {
  readonly agent: PodResources;
  readonly gateway: PodResources & {
    readonly replicas: number;
    /** Most replicas, when there is more to do than was planned for. */
    readonly mostReplicas: number;
    /** Traces that one gateway holds at the same time at most. */
    readonly traces: number;
    /** New traces a second of one gateway. */
    readonly newTracesPerSecond: number;
  };
  readonly jaegerCollector: PodResources & { readonly replicas: number };
  readonly jaegerQuery: PodResources & { readonly replicas: number };
  /** Spans a second that are kept. */
  readonly keptSpansPerSecond: number;
}

/** Spans of one trace. Few, so that what holds traces is rather too large. */
const SPANS_PER_TRACE = 8;
/** Share of traces that failed, were slow or are suspected: they are kept whatever the share of the rest. A bad day has as many. */
const REMARKABLE_SHARE = 0.05;

/** Memory of one span that waits in a collector, bytes: a kilobyte of attributes on the wire, and as much again decoded. */
const BYTES_PER_WAITING_SPAN = 2 * 1024;
/** Memory of a collector that does nothing, MiB. */
const COLLECTOR_BASE_MIB = 128;
/** Share of a limit that the memory limiter lets a collector use; the rest is for what one request takes. */
export const LIMITER_PERCENT = 80;
/** Limit above the request: a garbage collector's heap, which grows to twice of what lives. */
const LIMIT_FACTOR = 2;

/** Spans a second of one core: the projects' own measurements say ten thousand without sampling; half, as they are looked at three times. */
const SPANS_PER_CORE_SECOND = 5000;
/** Spans a second of one gateway: two cores. More replicas rather than larger ones, as each that goes takes its waiting traces along. */
const SPANS_PER_GATEWAY = 2 * SPANS_PER_CORE_SECOND;
/** Spans a second that one Jaeger collector writes into Elasticsearch, in bulk requests. */
const SPANS_PER_WRITER = 5000;
const BASE_CPU_MILLICORES = 100;

/** Share of all spans that the busiest node's agent carries: a cluster has more nodes than a few, but a service may be on one. */
const BUSIEST_NODE_SHARE = 0.25;
/** How long an agent holds spans when no gateway takes them, seconds. */
const AGENT_PATIENCE_SECONDS = 10;

/** One may go, for a zone or a node. */
const SPARE = 1;
const LEAST_REPLICAS = 2;
/** How far gateways may grow over what was planned for. */
const GROWTH = 2;

/** Steady use of Jaeger's page and interface with some dozen readers; a trace of many thousand spans is in memory as a whole. */
const QUERY_SIZE = { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 1024 };

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/**
 * Sizes everything that traces pass through, from the spans a second of the region.
 *
 * - An agent carries at most a quarter of all spans, and holds them ten seconds if no gateway takes them.
 * - A gateway holds every span for as long as it waits for the rest of its trace. There is one more than the load needs.
 * - A Jaeger collector gets what is kept: the share of the rest, and the twentieth that is always kept.
 */
export function sizeTracing({ spansPerSecond, keptPercent }: TracesLoad): TracingSize {
  const busiest = spansPerSecond * BUSIEST_NODE_SHARE;
  const needed = Math.ceil(spansPerSecond / SPANS_PER_GATEWAY);
  const replicas = Math.max(LEAST_REPLICAS, needed + SPARE);
  const each = spansPerSecond / (replicas - SPARE);
  const newTracesPerSecond = Math.ceil(each / SPANS_PER_TRACE);
  const keptSpansPerSecond = keptSpans({ spansPerSecond, keptPercent });
  const writers = Math.max(LEAST_REPLICAS, Math.ceil(keptSpansPerSecond / SPANS_PER_WRITER) + SPARE);
  return {
    agent: collectorSize(busiest, AGENT_PATIENCE_SECONDS),
    gateway: {
      ...collectorSize(each, DECISION_WAIT_SECONDS),
      replicas,
      mostReplicas: replicas * GROWTH,
      // Twice of what comes while it waits: a trace is forgotten too early rather than the memory gone.
      traces: newTracesPerSecond * DECISION_WAIT_SECONDS * 2,
      newTracesPerSecond,
    },
    jaegerCollector: {
      ...collectorSize(keptSpansPerSecond / (writers - SPARE), AGENT_PATIENCE_SECONDS),
      replicas: writers,
    },
    jaegerQuery: { ...QUERY_SIZE, replicas: LEAST_REPLICAS },
    keptSpansPerSecond,
  };
}

/** Spans a second that are kept: those that always are, and the share of the rest. */
function keptSpans({ spansPerSecond, keptPercent }: TracesLoad): number {
  return Math.ceil(spansPerSecond * (REMARKABLE_SHARE + (1 - REMARKABLE_SHARE) * (keptPercent / 100)));
}

function collectorSize(spansPerSecond: number, heldSeconds: number): PodResources {
  const memoryMiB =
    COLLECTOR_BASE_MIB + Math.ceil((spansPerSecond * heldSeconds * BYTES_PER_WAITING_SPAN) / MIB);
  return {
    cpuMillicores: BASE_CPU_MILLICORES + Math.ceil((spansPerSecond / SPANS_PER_CORE_SECOND) * 1000),
    memoryMiB,
    memoryLimitMiB: memoryMiB * LIMIT_FACTOR,
  };
}

/** Bytes of one span in Elasticsearch, index and compression included: measured installations have 400 to 600. */
const BYTES_PER_STORED_SPAN = 600;
/** Each shard has one copy, in another zone. */
export const SPAN_COPIES = 1;

/**
 * What the spans that are kept of one day take in Elasticsearch, GiB, one copy, as if its busiest minutes lasted all day: the setting counts
 * those, and nobody knows how many they are. `content/logs/sizing.ts` makes nodes and volumes of it.
 */
export function spanGiBPerDay(load: TracesLoad): number {
  return (keptSpans(load) * SECONDS_PER_DAY * BYTES_PER_STORED_SPAN) / GIB;
}
