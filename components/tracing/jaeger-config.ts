import { PROMETHEUS_PORT } from "../../content/metrics/names";
import { jaeger, prometheusServerName, tracingPorts } from "../../content/tracing/names";
import { SPAN_COPIES } from "../../content/tracing/sizing";
import type { Days } from "../../content/units";
import {
  batch,
  clientTls,
  type CollectorConfig,
  listenAt,
  memoryLimiter,
  mutualServingTls,
  retry,
  servingTls,
  telemetry,
} from "./collector-parts";

/** Where Jaeger keeps traces. */
export interface SpanStore {
  /** Address of Elasticsearch, `https://…:9200`. */
  readonly url: string;
}

/** What Jaeger's configurations depend on. */
export interface JaegerInputs {
  readonly store: SpanStore;
  /** How long spans stay. */
  readonly retention: Days;
  /** Namespace of Prometheus. */
  readonly monitoringNamespace: string;
}

/** Where the user's name and password lie, as files that are read again when they change. */
export const USER_FOLDER = "/etc/pharos/elasticsearch";

/** Shards of a day's spans: with a copy each, three zones have work, and no day has hundreds of small shards. */
export const SPAN_SHARDS = 3;

const HOURS_A_DAY = 24;
const STORE = "spans";
const METRICS = "metrics";
/** Nothing that a reader looks at has more spans; Elasticsearch refuses larger answers than this by default. */
const MOST_SPANS_OF_A_TRACE = 10_000;

/** Jaeger's collector: it takes what gateways keep, from them alone, and writes it into Elasticsearch. */
export function jaegerCollectorConfig(inputs: JaegerInputs): CollectorConfig {
  return {
    extensions: { jaeger_storage: { backends: { [STORE]: elasticsearch(inputs) } }, healthcheckv2: health },
    receivers: {
      otlp: {
        protocols: { grpc: { endpoint: listenAt(tracingPorts.otlpGrpc), tls: mutualServingTls } },
      },
    },
    processors: { memory_limiter: memoryLimiter, batch },
    exporters: {
      jaeger_storage_exporter: { trace_storage: STORE, queue: { queue_size: 1000 }, retry_on_failure: retry },
    },
    service: {
      extensions: ["jaeger_storage", "healthcheckv2"],
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "batch"],
          exporters: ["jaeger_storage_exporter"],
        },
      },
      telemetry: named(jaeger.collector),
    },
  };
}

/**
 * Jaeger's page and interface. It asks nobody who he is: only the gateway for people and Grafana reach it. Rates and durations of
 * services are Prometheus', which the gateways' span metrics fill.
 */
export function jaegerQueryConfig(inputs: JaegerInputs): CollectorConfig {
  return {
    extensions: {
      jaeger_storage: {
        backends: { [STORE]: elasticsearch(inputs) },
        metric_backends: { [METRICS]: { prometheus: spanMetrics(inputs) } },
      },
      jaeger_query: {
        storage: { traces: STORE, metrics: METRICS },
        http: { endpoint: listenAt(tracingPorts.query), tls: servingTls },
        // Nobody uses it: Grafana asks over HTTP.
        grpc: { endpoint: "localhost:16685" },
      },
      healthcheckv2: health,
    },
    // A collector without a pipeline does not start.
    receivers: { nop: {} },
    processors: {},
    exporters: { nop: {} },
    service: {
      extensions: ["jaeger_storage", "jaeger_query", "healthcheckv2"],
      pipelines: { traces: { receivers: ["nop"], processors: [], exporters: ["nop"] } },
      telemetry: named(jaeger.query),
    },
  };
}

const health = { use_v2: true, http: { endpoint: listenAt(tracingPorts.health) } };

function named(service: string) {
  return { ...telemetry, resource: { "service.name": service } };
}

/** Aliases and lifecycle, not an index a day by the clock: sizes stay what they should be, and Elasticsearch deletes by itself. */
function elasticsearch({ store, retention }: JaegerInputs) {
  const index = { shards: SPAN_SHARDS, replicas: SPAN_COPIES };
  const small = { shards: 1, replicas: SPAN_COPIES };
  return {
    elasticsearch: {
      server_urls: [store.url],
      auth: {
        basic: {
          username: `\${file:${USER_FOLDER}/username}`,
          password_file: `${USER_FOLDER}/password`,
          reload_interval: "10s",
        },
      },
      tls: clientTls(),
      indices: { spans: index, services: small, dependencies: small },
      use_aliases: true,
      use_ilm: true,
      // The job that makes the aliases makes the templates, too: an index that comes before its template would be wrong for ever.
      create_mappings: false,
      max_span_age: `${retention * HOURS_A_DAY}h`,
      max_doc_count: MOST_SPANS_OF_A_TRACE,
    },
  };
}

/** The gateways' metrics, under the names that Prometheus gives them. */
function spanMetrics({ monitoringNamespace }: JaegerInputs) {
  return {
    endpoint: `https://${prometheusServerName}.${monitoringNamespace}.svc:${PROMETHEUS_PORT}`,
    tls: clientTls(),
    metric_namespace: "traces_span_metrics",
    latency_unit: "s",
    normalize_calls: true,
    normalize_duration: true,
  };
}
