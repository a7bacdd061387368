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
import type { OtlpRoute } from "../../content/logs-shipping/routes";
import { allowedMetricLabels } from "../../content/tracing/metric-labels";
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

/** Where logs go that applications of some namespaces send over OTLP. */
export interface LogReceiver extends OtlpRoute {
  /** Address that takes OTLP over HTTPS, in JSON; `/v1/logs` is added to it. */
  readonly url: string;
}

/** What an agent's configuration depends on. */
export interface AgentInputs {
  /** Namespace of Prometheus. */
  readonly monitoringNamespace: string;
  /**
   * Takers of logs, of which each namespace has one.
   * @default none: the agents take no logs, and say so to whoever sends some
   */
  readonly logs?: readonly LogReceiver[];
}

/** The variable with the name of the agent's node. */
export const NODE_VARIABLE = "NODE_NAME";

/**
 * The collector on each node: it takes what the node's applications send, adds whose it is, and hands it on. Spans of one trace go to the same
 * gateway, whichever node they come from; metrics go to both halves of the Prometheus pair; logs join the pipeline of logs.
 */
export function agentConfig({ monitoringNamespace, logs = [] }: AgentInputs): CollectorConfig {
  const metrics = prometheusExporters(monitoringNamespace);
  const whose = ["memory_limiter", "resource/not_their_say", "k8s_attributes"];
  const choices = logs.length > 1 ? logs.map(choiceOf) : [];
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
    processors: {
      memory_limiter: memoryLimiter,
      "resource/not_their_say": notTheirSay,
      k8s_attributes: whoseItIs,
      "transform/labels": fewLabels(),
      ...Object.fromEntries(choices),
      batch,
    },
    exporters: {
      load_balancing: toGateways,
      ...metrics,
      ...Object.fromEntries(logs.map((receiver) => [`otlp_http/${receiver.path}`, toLogs(receiver)])),
    },
    service: {
      extensions: ["health_check"],
      pipelines: {
        // Batches would be split again by trace: the gateways make their own.
        traces: {
          receivers: ["otlp"],
          processors: whose,
          exporters: ["load_balancing"],
        },
        metrics: {
          receivers: ["otlp"],
          processors: [...whose, "transform/labels", "batch"],
          exporters: Object.keys(metrics),
        },
        ...Object.fromEntries(
          logs.map(({ path }, index) => [
            `logs/${path}`,
            {
              receivers: ["otlp"],
              processors: [...whose, ...choices.slice(index, index + 1).map(([name]) => name), "batch"],
              exporters: [`otlp_http/${path}`],
            },
          ]),
        ),
      },
      telemetry,
    },
  };
}

/** What the agent knows of a pod. */
const kubernetesNames = [
  "k8s.namespace.name",
  "k8s.pod.name",
  "k8s.pod.uid",
  "k8s.deployment.name",
  "k8s.statefulset.name",
  "k8s.daemonset.name",
  "k8s.node.name",
] as const;

/**
 * Whose it is follows from the address from which it comes, which nobody can write himself. Only pods of the same node are watched. What
 * an application calls itself (`service.…`) stays.
 */
const whoseItIs = {
  auth_type: "serviceAccount",
  filter: { node_from_env_var: NODE_VARIABLE },
  extract: {
    metadata: [
      ...kubernetesNames,
      "service.namespace",
      "service.name",
      "service.version",
      // Without it two pods' metrics would be one series.
      "service.instance.id",
    ],
  },
  pod_association: [{ sources: [{ from: "connection" }] }],
};

/** What an application may not say of itself: by the namespace it is decided where its logs go, and whose its metrics are. */
const notTheirSay = {
  attributes: kubernetesNames.map((key) => ({ key, action: "delete" })),
};

/**
 * Labels that a metric may have; points that differ in others alone are added up, of gauges the greatest stays. A summary's quantiles cannot
 * be added up: its other labels go, and Prometheus takes the first of two points that are then alike.
 */
function fewLabels() {
  const labels = JSON.stringify(allowedMetricLabels());
  return {
    error_mode: "ignore",
    metric_statements: [
      {
        context: "metric",
        statements: [
          `aggregate_on_attributes("max", ${labels}) where type == METRIC_DATA_TYPE_GAUGE`,
          `aggregate_on_attributes("sum", ${labels}) where type != METRIC_DATA_TYPE_GAUGE and type != METRIC_DATA_TYPE_SUMMARY`,
        ],
      },
      { context: "datapoint", statements: [`keep_keys(attributes, ${labels})`] },
    ],
  };
}

/** A pipeline's choice among logs: each of the pipelines gets everything, and drops what is another's. */
function choiceOf({ path, namespaces, which }: LogReceiver): [string, object] {
  const isOneOfThese = `IsMatch(resource.attributes["k8s.namespace.name"], "${namespaces}")`;
  const dropped = which === "these" ? `not ${isOneOfThese}` : isOneOfThese;
  // What cannot be judged is kept by both: rather twice than not at all.
  return [`filter/${path}`, { error_mode: "ignore", logs: { log_record: [dropped] } }];
}

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

function toLogs({ url }: LogReceiver) {
  return {
    endpoint: url,
    encoding: "json",
    tls: mutualClientTls(new URL(url).hostname),
    retry_on_failure: retry,
    sending_queue: { enabled: true, queue_size: 1000 },
  };
}
