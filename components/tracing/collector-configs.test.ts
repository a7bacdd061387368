import assert from "node:assert/strict";
import { otlpRoutesOf } from "../../content/logs-shipping/routes";
import { sizeTracing } from "../../content/tracing/sizing";
import { agentConfig } from "./agent-config";
import type { CollectorConfig } from "./collector-parts";
import { gatewayConfig } from "./gateway-config";
import { jaegerCollectorConfig, jaegerQueryConfig } from "./jaeger-config";
import { days } from "../../content/units";

const monitoringNamespace = "monitoring";
const { gateway } = sizeTracing({ spansPerSecond: 5000, keptPercent: 2 });
const logs = otlpRoutesOf({ finance: true, dag: true }).map((route) => ({
  ...route,
  url: `https://${route.path}.example:4318`,
}));
const jaegerInputs = {
  store: { url: "https://logs-es-http.logging.svc:9200" },
  retention: days(90),
  monitoringNamespace,
};

const configs: Readonly<Record<string, CollectorConfig>> = {
  agent: agentConfig({ monitoringNamespace }),
  "agent with logs": agentConfig({ monitoringNamespace, logs }),
  "agent with one way of logs": agentConfig({ monitoringNamespace, logs: logs.slice(0, 1) }),
  gateway: gatewayConfig({ monitoringNamespace, keptPercent: 2, size: gateway }),
  "Jaeger's collector": jaegerCollectorConfig(jaegerInputs),
  "Jaeger's query": jaegerQueryConfig(jaegerInputs),
};

const wayOf = ({ service }: CollectorConfig) =>
  Object.fromEntries(
    Object.entries(service.pipelines).map(([name, { receivers, processors, exporters }]) => [
      name,
      [receivers, processors, exporters].map((part) => part.join(" ")).join(" > "),
    ]),
  );

describe("configurations of collectors", () => {
  it("lead signals these ways", () => {
    const toPrometheus = "otlp_http/prometheus-0 otlp_http/prometheus-1";
    const whose = "otlp > memory_limiter resource/not_their_say k8s_attributes";
    const traces = "otlp > memory_limiter resource/not_their_say k8s_attributes > load_balancing";
    const metrics = `${whose} transform/labels batch > ${toPrometheus}`;
    assert.deepEqual(
      Object.fromEntries(Object.entries(configs).map(([name, config]) => [name, wayOf(config)])),
      {
        agent: { traces, metrics },
        "agent with logs": {
          traces,
          metrics,
          "logs/logstash": `${whose} filter/logstash batch > otlp_http/logstash`,
          "logs/fluentd": `${whose} filter/fluentd batch > otlp_http/fluentd`,
        },
        "agent with one way of logs": {
          traces,
          metrics,
          "logs/logstash": `${whose} batch > otlp_http/logstash`,
        },
        gateway: {
          "traces/all": "otlp > memory_limiter > span_metrics",
          "traces/kept": "otlp > memory_limiter tail_sampling batch > otlp_grpc/jaeger",
          metrics: `span_metrics > memory_limiter resource/of-the-gateway batch > ${toPrometheus}`,
        },
        "Jaeger's collector": { traces: "otlp > memory_limiter batch > jaeger_storage_exporter" },
        "Jaeger's query": { traces: "nop >  > nop" },
      },
    );
  });

  for (const [name, config] of Object.entries(configs)) {
    it(`of ${name} use what they define, and define what they use`, () => {
      const { service, ...parts } = config;
      const used = (read: (pipeline: CollectorConfig["service"]["pipelines"][string]) => readonly string[]) =>
        new Set(Object.values(service.pipelines).flatMap(read));
      const connectors = Object.keys(parts.connectors ?? {});
      const without = (names: Set<string>) => [...names].filter((each) => !connectors.includes(each)).sort();
      assert.deepEqual(Object.keys(parts.receivers).sort(), without(used(({ receivers }) => receivers)));
      assert.deepEqual(Object.keys(parts.processors).sort(), without(used(({ processors }) => processors)));
      assert.deepEqual(Object.keys(parts.exporters).sort(), without(used(({ exporters }) => exporters)));
      assert.deepEqual(Object.keys(parts.extensions).sort(), [...service.extensions].sort());
    });

    it(`of ${name} limit memory first, wherever something is received`, () => {
      for (const [pipeline, { receivers, processors }] of Object.entries(config.service.pipelines))
        assert.ok(receivers.includes("nop") || processors[0] === "memory_limiter", pipeline);
    });

    it(`of ${name} speak TLS 1.3 wherever they listen or send to others`, () => {
      const open = endpointsOf(config).filter(({ tls }) => tls?.["min_version"] !== "1.3");
      assert.deepEqual(
        open.map(({ path }) => path),
        openByDesign[name],
      );
    });
  }

  it("send logs of the chain one way and all others the other", () => {
    const chain = 'IsMatch(resource.attributes["k8s.namespace.name"], "^(chain|ledger|ledger-gateway)$")';
    const { processors } = configs["agent with logs"] ?? assert.fail();
    assert.deepEqual(
      ["logstash", "fluentd"].map((path) => processors[`filter/${path}`]),
      [chain, `not ${chain}`].map((dropped) => ({ error_mode: "ignore", logs: { log_record: [dropped] } })),
    );
  });

  it("take spans between collectors from those alone that have a certificate", () => {
    const servers = [configs["gateway"], configs["Jaeger's collector"]].map(
      (config) => (config?.receivers["otlp"] as { protocols: { grpc: { tls: object } } }).protocols.grpc.tls,
    );
    for (const tls of servers) assert.ok("client_ca_file" in tls);
    const { load_balancing } = configs["agent"]?.exporters as {
      load_balancing: { protocol: { otlp: { tls: object } } };
    };
    assert.ok("cert_file" in load_balancing.protocol.otlp.tls);
  });

  it("let Jaeger look back as far as spans are kept, in a store that it knows by the region's roots, and leave indices to the lifecycle", () => {
    const roots = { ca_file: "/etc/pharos/roots/roots.pem", min_version: "1.3", reload_interval: "1h" };
    const serving = {
      cert_file: "/etc/pharos/tls/tls.crt",
      key_file: "/etc/pharos/tls/tls.key",
      min_version: "1.3",
      reload_interval: "1h",
    };
    const collector = configs["Jaeger's collector"] ?? assert.fail();
    const query = configs["Jaeger's query"] ?? assert.fail();
    assert.deepEqual(collector.receivers, {
      otlp: {
        protocols: {
          grpc: {
            endpoint: "0.0.0.0:4317",
            tls: { ...serving, client_ca_file: "/etc/pharos/roots/roots.pem" },
          },
        },
      },
    });
    for (const { extensions } of [collector, query]) {
      const { backends } = extensions["jaeger_storage"] as { backends: unknown };
      assert.deepEqual(backends, {
        spans: {
          elasticsearch: {
            server_urls: ["https://logs-es-http.logging.svc:9200"],
            auth: {
              basic: {
                username: "${file:/etc/pharos/elasticsearch/username}",
                password_file: "/etc/pharos/elasticsearch/password",
                reload_interval: "10s",
              },
            },
            tls: roots,
            indices: {
              spans: { shards: 3, replicas: 1 },
              services: { shards: 1, replicas: 1 },
              dependencies: { shards: 1, replicas: 1 },
            },
            use_aliases: true,
            use_ilm: true,
            create_mappings: false,
            max_span_age: "2160h",
            max_doc_count: 10_000,
          },
        },
      });
    }
    const { metric_backends } = query.extensions["jaeger_storage"] as { metric_backends: unknown };
    assert.deepEqual(metric_backends, {
      metrics: {
        prometheus: {
          endpoint: "https://pharos-prometheus.monitoring.svc:9090",
          tls: roots,
          metric_namespace: "traces_span_metrics",
          latency_unit: "s",
          normalize_calls: true,
          normalize_duration: true,
        },
      },
    });
    assert.deepEqual(query.extensions["jaeger_query"], {
      storage: { traces: "spans", metrics: "metrics" },
      http: { endpoint: "0.0.0.0:16686", tls: serving },
      grpc: { endpoint: "localhost:16685" },
    });
  });

  it("send to each half of the Prometheus pair by its own address", () => {
    const urls = Object.values(configs["agent"]?.exporters ?? {}).flatMap((exporter) =>
      "endpoint" in exporter ? [exporter.endpoint] : [],
    );
    assert.deepEqual(urls, [
      "https://prometheus-pharos-prometheus-0.prometheus-operated.monitoring.svc:9090/api/v1/otlp",
      "https://prometheus-pharos-prometheus-1.prometheus-operated.monitoring.svc:9090/api/v1/otlp",
    ]);
  });

  it("hold no secret", () => {
    assert.doesNotMatch(JSON.stringify(configs), /"(password|token|api_key)":/);
  });
});

/** Places that speak without TLS, each with its reason: health is asked by the kubelet, and the last answers the pod itself alone. */
const openByDesign: Readonly<Record<string, readonly string[]>> = {
  agent: ["extensions.health_check"],
  "agent with logs": ["extensions.health_check"],
  "agent with one way of logs": ["extensions.health_check"],
  gateway: ["extensions.health_check"],
  "Jaeger's collector": ["extensions.healthcheckv2.http"],
  "Jaeger's query": ["extensions.jaeger_query.grpc", "extensions.healthcheckv2.http"],
};

interface Endpoint {
  readonly path: string;
  readonly tls: Record<string, unknown> | undefined;
}

/** Every map with an address, and the TLS beside it. */
function endpointsOf(config: CollectorConfig): Endpoint[] {
  const found: Endpoint[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    const map = value as Record<string, unknown>;
    if ("endpoint" in map || "server_urls" in map || path.endsWith("load_balancing.protocol.otlp"))
      found.push({ path, tls: map["tls"] as Record<string, unknown> | undefined });
    for (const [key, below] of Object.entries(map)) visit(below, path === "" ? key : `${path}.${key}`);
  };
  const { service: _service, ...parts } = config;
  visit(parts, "");
  return found;
}
