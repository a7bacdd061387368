import { PROMETHEUS_PORT, PROMETHEUS_REPLICAS, prometheusName } from "../metrics/names";
import { remoteWriteQueue, SAMPLES_PER_SEND, SCRAPE_INTERVAL_SECONDS } from "../metrics/sizing";
import { REPLICATION_FACTOR } from "./history";
import { thanosNames } from "./names";
import { EXPORTED_SHARE, type PresentLoad, ROUTER_MEMORY_MIB } from "./sizing";

/**
 * What the hub takes of one region, so that a region which goes wrong does not take the room of the others. A region is a tenant: the name in the
 * certificate that it shows, which nobody else can show.
 */
export interface ReceiveLimits {
  /** Series of one region that the ingesters hold, each counted once. Above it the region is asked to wait (429), and tries again. */
  readonly headSeries: number;
  /** Samples, and series, of one request. Above it the request is refused for good (413), and its samples are lost. */
  readonly samplesPerRequest: number;
  /** Bytes of one request, unpacked. The same happens above it. */
  readonly bytesPerRequest: number;
  /** Requests that one router works on at a time; others wait for their turn. */
  readonly concurrency: number;
}

/**
 * How far a region may be above what the hub is sized for. Memory is limited to twice what is asked for, and one region of several may
 * have this much more before the others notice.
 */
const HEADROOM = 1.5;
/** How many times a request may be larger than what our senders put together: they are the ones who send, and none is to be refused. */
const REQUEST_HEADROOM = 5;
/** Bytes of a series in a request: some twenty labels with their values, and the sample. */
const BYTES_PER_SAMPLE = 1024;
/** Share of a router's memory that requests at work may have. */
const SHARE_FOR_REQUESTS = 0.5;
const MIB = 1024 ** 2;

/** The limits of a hub that takes a load. */
export function receiveLimits({ activeSeries, spokes }: PresentLoad): ReceiveLimits {
  const exported = activeSeries * EXPORTED_SHARE;
  const samplesPerRequest = SAMPLES_PER_SEND * REQUEST_HEADROOM;
  const bytesPerRequest = samplesPerRequest * BYTES_PER_SAMPLE;
  // An answer comes before the next request: so many can be under way, even if all come by one router.
  const senders =
    spokes * PROMETHEUS_REPLICAS * remoteWriteQueue(activeSeries / SCRAPE_INTERVAL_SECONDS).maxShards;
  // What our senders put together is a fifth of what is let in.
  const held = (bytesPerRequest / REQUEST_HEADROOM) * REPLICATION_FACTOR;
  return {
    headSeries: Math.ceil(exported * PROMETHEUS_REPLICAS * HEADROOM),
    samplesPerRequest,
    bytesPerRequest,
    concurrency: Math.min(senders, Math.floor((ROUTER_MEMORY_MIB * MIB * SHARE_FOR_REQUESTS) / held)),
  };
}

/** ConfigMap with the limits, and its key. */
export const limitsConfig = { name: "thanos-limits", key: "limits.json" } as const;

const SECOND_NANOSECONDS = 1_000_000_000;

/**
 * The file of limits, as Thanos Receive reads it, and reads it again when it changes. How many series a region has is asked of the hub's own
 * Prometheus, which scrapes the ingesters; where it does not answer, nobody is limited.
 * @param roots file with the region's root
 */
export function limitsFile(load: PresentLoad, roots: string): string {
  const { headSeries, samplesPerRequest, bytesPerRequest, concurrency } = receiveLimits(load);
  // JSON is YAML.
  return JSON.stringify({
    write: {
      global: {
        max_concurrency: concurrency,
        meta_monitoring_url: `https://${prometheusName}:${PROMETHEUS_PORT}`,
        meta_monitoring_limit_query: `sum by (tenant) (prometheus_tsdb_head_series{job="${thanosNames.ingester}"}) / ${REPLICATION_FACTOR}`,
        meta_monitoring_http_client: {
          tls_config: { ca_file: roots, server_name: prometheusName },
          // Whoever names a client gets no defaults.
          transport_config: {
            dialer_timeout: 5 * SECOND_NANOSECONDS,
            tls_handshake_timeout: 10 * SECOND_NANOSECONDS,
            response_header_timeout: 10 * SECOND_NANOSECONDS,
            idle_conn_timeout: 90 * SECOND_NANOSECONDS,
          },
        },
      },
      default: {
        request: {
          size_bytes_limit: bytesPerRequest,
          series_limit: samplesPerRequest,
          samples_limit: samplesPerRequest,
        },
        head_series_limit: headSeries,
      },
    },
  });
}
