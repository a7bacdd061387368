import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { hostOf, jaeger, tracingPorts } from "../../content/tracing/names";
import { DECISION_WAIT_SECONDS, samplingPolicies } from "../../content/tracing/sampling";
import type { TracingSize } from "../../content/tracing/sizing";
import { prometheusExporters } from "./agent-config";
import {
  batch,
  type CollectorConfig,
  listenAt,
  memoryLimiter,
  mutualClientTls,
  mutualServingTls,
  retry,
  telemetry,
} from "./collector-parts";

/** What a gateway's configuration depends on. */
export interface GatewayInputs {
  /** Namespace of Prometheus. */
  readonly monitoringNamespace: string;
  /** Share of ordinary traces that is kept, per cent. */
  readonly keptPercent: number;
  readonly size: Pick<TracingSize["gateway"], "traces" | "newTracesPerSecond">;
}

/** The variable with the name of the gateway's pod. */
export const POD_VARIABLE = "GATEWAY_POD";

/** The service, kind and outcome of a span are always there. */
const MORE_DIMENSIONS = [{ name: "k8s.namespace.name" }, { name: "http.response.status_code" }];
/** Sets of dimensions of one service: what comes beyond is counted under `otel.metric.overflow`, and Prometheus stays as large as it is. */
const MOST_SERIES_OF_A_SERVICE = 2000;

/** Upper bounds of durations: around the thresholds that matter, few, as each is a series. */
const BOUNDS = ["5ms", "10ms", "25ms", "50ms", "100ms", "250ms", "500ms", "1s", "2500ms", "5s", "10s"];

/**
 * The collector that sees whole traces. Every span is counted before anything is thrown away, so that rates and durations are true; then each
 * trace waits until it is whole, and Jaeger gets those that a policy wants.
 *
 * Exemplars are taken from all spans. Those of failed and slow ones lead to a trace that is kept; of the others only the kept share does.
 */
export function gatewayConfig({ monitoringNamespace, keptPercent, size }: GatewayInputs): CollectorConfig {
  const metrics = prometheusExporters(monitoringNamespace);
  return {
    extensions: { health_check: { endpoint: listenAt(tracingPorts.health) } },
    receivers: {
      otlp: {
        protocols: { grpc: { endpoint: listenAt(tracingPorts.otlpGrpc), tls: mutualServingTls } },
      },
    },
    processors: {
      memory_limiter: memoryLimiter,
      tail_sampling: {
        decision_wait: `${DECISION_WAIT_SECONDS}s`,
        num_traces: size.traces,
        expected_new_traces_per_sec: size.newTracesPerSecond,
        // Spans that come late follow what was decided.
        decision_cache: { sampled_cache_size: size.traces * 2, non_sampled_cache_size: size.traces * 2 },
        policies: samplingPolicies(keptPercent),
      },
      "resource/of-the-gateway": ofTheGateway,
      batch,
    },
    connectors: { span_metrics: spanMetrics },
    exporters: { "otlp_grpc/jaeger": toJaeger, ...metrics },
    service: {
      extensions: ["health_check"],
      pipelines: {
        "traces/all": { receivers: ["otlp"], processors: ["memory_limiter"], exporters: ["span_metrics"] },
        "traces/kept": {
          receivers: ["otlp"],
          processors: ["memory_limiter", "tail_sampling", "batch"],
          exporters: ["otlp_grpc/jaeger"],
        },
        metrics: {
          receivers: ["span_metrics"],
          processors: ["memory_limiter", "resource/of-the-gateway", "batch"],
          exporters: Object.keys(metrics),
        },
      },
      telemetry,
    },
  };
}

/** Rate, errors and durations of each operation of each service, with traces to jump to. */
const spanMetrics = {
  histogram: { unit: "s", explicit: { buckets: BOUNDS } },
  exemplars: { enabled: true, max_per_data_point: 5 },
  dimensions: MORE_DIMENSIONS,
  aggregation_cardinality_limit: MOST_SERIES_OF_A_SERVICE,
  // Pods of a service are counted together.
  resource_metrics_key_attributes: ["service.name", "k8s.namespace.name"],
  metrics_flush_interval: `${SCRAPE_INTERVAL_SECONDS}s`,
  // A service that nobody calls any more is forgotten after an hour.
  metrics_expiration: "1h",
};

/** Each gateway counts its own share of a service: the gateway is the instance, or the counters of two would overwrite each other. */
const ofTheGateway = {
  attributes: [
    { key: "service.instance.id", action: "upsert", value: `\${env:${POD_VARIABLE}}` },
    {
      pattern: "^(k8s\\.(pod|node|deployment|statefulset|daemonset)|host|process|container)\\..*",
      action: "delete",
    },
  ],
};

/** To each of Jaeger's collectors in turn. */
const toJaeger = {
  endpoint: `dns:///${jaeger.collector}-headless.${hostOf("").slice(1)}:${tracingPorts.otlpGrpc}`,
  balancer_name: "round_robin",
  tls: mutualClientTls(hostOf(jaeger.collector)),
  retry_on_failure: retry,
  sending_queue: { enabled: true, queue_size: 5000 },
};
