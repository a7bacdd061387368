import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import {
  headlessService,
  collectorService,
  hostOf,
  prometheusOtlpUrls,
  prometheusServerName,
  tracingPorts,
} from "../../content/tracing/names";
import { tracingNamespace } from "../../content/tracing/charts";
import {
  batch,
  clientTls,
  type CollectorConfig,
  listenAt,
  memoryLimiter,
  mutualClientTls,
  retry,
  servingTls,
  telemetry,
} from "./collector-parts";

/** Where logs go that applications send over OTLP. */
export interface LogReceiver {
  /** Address that takes OTLP over HTTPS, in JSON; `/v1/logs` is added to it. */
  readonly url: string;
  /** @default the name in the address */
  readonly serverName?: string;
}

/** What an agent's configuration depends on. */
export interface AgentInputs {
  /** Namespace of Prometheus. */
  readonly monitoringNamespace: string;
  /** @default none: the agents take no logs, and say so to whoever sends some */
  readonly logs?: LogReceiver;
}

/** The variable with the name of the agent's node. */
export const NODE_VARIABLE = "NODE_NAME";

/**
 * The collector on each node: it takes what the node's applications send, adds whose it is, and hands it on. Spans of one trace go to the same
 * gateway, whichever node they come from; metrics go to both halves of the Prometheus pair; logs join the pipeline of logs.
 */
export function agentConfig({ monitoringNamespace, logs }: AgentInputs): CollectorConfig {
  const metrics = prometheusExporters(monitoringNamespace);
  const processors = ["memory_limiter", "k8s_attributes", "batch"];
  return {
    extensions: { health_check: { endpoint: listenAt(tracingPorts.health) } },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: listenAt(tracingPorts.otlpGrpc), tls: servingTls },
          http: { endpoint: listenAt(tracingPorts.otlpHttp), tls: servingTls },
        },
      },
    },
    processors: { memory_limiter: memoryLimiter, k8s_attributes: whoseItIs, batch },
    exporters: {
      load_balancing: toGateways,
      ...metrics,
      ...(logs === undefined ? {} : { "otlp_http/logs": toLogs(logs) }),
    },
    service: {
      extensions: ["health_check"],
      pipelines: {
        // Batches would be split again by trace: the gateways make their own.
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "k8s_attributes"],
          exporters: ["load_balancing"],
        },
        metrics: { receivers: ["otlp"], processors, exporters: Object.keys(metrics) },
        ...(logs === undefined
          ? {}
          : { logs: { receivers: ["otlp"], processors, exporters: ["otlp_http/logs"] } }),
      },
      telemetry,
    },
  };
}

/**
 * Whose it is follows from the address from which it comes, which nobody can write himself. Only pods of the same node are watched. Names
 * that an application gives itself stay.
 */
const whoseItIs = {
  auth_type: "serviceAccount",
  filter: { node_from_env_var: NODE_VARIABLE },
  extract: {
    metadata: [
      "k8s.namespace.name",
      "k8s.pod.name",
      "k8s.pod.uid",
      "k8s.deployment.name",
      "k8s.statefulset.name",
      "k8s.daemonset.name",
      "k8s.node.name",
      "service.namespace",
      "service.name",
      "service.version",
      // Without it two pods' metrics would be one series.
      "service.instance.id",
    ],
  },
  pod_association: [{ sources: [{ from: "connection" }] }],
};

/** By trace, to the pods of the gateway, which come and go. */
const toGateways = {
  routing_key: "traceID",
  protocol: {
    otlp: { tls: mutualClientTls(hostOf(collectorService("gateway"))), timeout: "5s" },
  },
  // Of the exporter as a whole: what cannot be sent to a gateway that is gone is sent to another.
  retry_on_failure: retry,
  sending_queue: { enabled: true, queue_size: 1000 },
  resolver: {
    k8s: {
      service: `${headlessService("gateway")}.${tracingNamespace}`,
      ports: [tracingPorts.otlpGrpc],
      timeout: `${SCRAPE_INTERVAL_SECONDS}s`,
    },
  },
};

/** One exporter for each half of the Prometheus pair, so that one that is away does not hold up the other. */
export function prometheusExporters(monitoringNamespace: string): Record<string, object> {
  return Object.fromEntries(
    prometheusOtlpUrls(monitoringNamespace).map((endpoint, half) => [
      `otlp_http/prometheus-${half}`,
      {
        endpoint,
        tls: clientTls(prometheusServerName),
        retry_on_failure: retry,
        sending_queue: { enabled: true, queue_size: 1000 },
      },
    ]),
  );
}

function toLogs({ url, serverName }: LogReceiver) {
  return {
    endpoint: url,
    encoding: "json",
    tls: mutualClientTls(serverName ?? new URL(url).hostname),
    retry_on_failure: retry,
    sending_queue: { enabled: true, queue_size: 1000 },
  };
}
