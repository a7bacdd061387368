import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parse } from "yaml";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { tracingNamespace } from "../tracing/charts";
import { accessNamespace } from "../access/charts";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "../versions";
import { loggingNamespace } from "../logs/names";
import { scalingNamespace } from "../scaling/charts";
import { workloadIdentities } from "../workload-identities";
import type { FlowRegion } from "./flow";
import { planPolicies, type PlannedPolicy } from "./network-policies";
import { chartPorts, flowNamespaces, flowsOf } from "./table";
import { allows, type Outside, type Pod } from "./testing/allows";

const hub: FlowRegion = {
  ranges: { nodes: "10.0.0.0/17", intra: "10.0.128.0/18" },
  takesMetrics: true,
  databasePort: 5432,
};
const spoke: FlowRegion = {
  ranges: { nodes: "10.16.0.0/17", intra: "10.16.128.0/18" },
  takesMetrics: false,
  databasePort: 5432,
  hubPort: 443,
};
const existing: FlowRegion = { takesMetrics: false, databasePort: 6432, hubPort: 8443, storePort: 9000 };

const app = (namespace: string, name: string): Pod => ({
  namespace,
  labels: { "app.kubernetes.io/name": name },
});
const prometheus = app(monitoringNamespace, "prometheus");
const alertmanager = app(monitoringNamespace, "alertmanager");
const kubeStateMetrics = app(monitoringNamespace, "kube-state-metrics");
/** One of the pods of Grafana or of the explorer: one chart, two releases. */
const grafanaOf = (release: string): Pod => ({
  namespace: dashboardsNamespace,
  labels: { "app.kubernetes.io/name": "grafana", "app.kubernetes.io/instance": release },
});
const grafana = grafanaOf("grafana");
const explorer = grafanaOf("grafana-explorer");
/** One of the gateway's pods, by the door that it keeps. */
const keeper = (door: string): Pod => ({
  namespace: accessNamespace,
  labels: { "app.kubernetes.io/name": "oauth2-proxy", "app.kubernetes.io/instance": `oauth2-proxy-${door}` },
});
const DOORS = ["grafana", "prometheus", "alertmanager", "thanos", "jaeger", "explorer", "kibana"];
const agent = app(nodeAgentsNamespace, "agent");
const operator: Pod = {
  namespace: monitoringNamespace,
  labels: { app: "kube-prometheus-stack-operator" },
};
const router = app(monitoringNamespace, "thanos-receive");
const ingester = app(monitoringNamespace, "thanos-ingester");
const frontend = app(monitoringNamespace, "thanos-query-frontend");
const compactor = app(monitoringNamespace, "thanos-compactor");
const replicator = app(monitoringNamespace, "thanos-replicator");
const metricsServer = app(monitoringNamespace, "metrics-server");
const certManager = app(certificatesNamespace, "cert-manager");
const certManagerWebhook = app(certificatesNamespace, "webhook");
const trustManager = app(certificatesNamespace, "trust-manager");
const externalSecrets = app(secretsNamespace, "external-secrets");
const secretsWebhook = app(secretsNamespace, "external-secrets-webhook");
const filebeat = app(nodeAgentsNamespace, "filebeat");
const fluentBit = app(nodeAgentsNamespace, "fluent-bit");
const logstash = app(loggingNamespace, "logstash");
const fluentd = app(loggingNamespace, "fluentd");
const securityReader = app(loggingNamespace, "security-log-reader");
const tracingAgent = app(tracingNamespace, "agent-collector");
const tracingGateway = app(tracingNamespace, "gateway-collector");
const jaegerCollector = app(tracingNamespace, "jaeger-collector");
const jaegerQuery = app(tracingNamespace, "jaeger-query");
const spanStore: Pod = {
  namespace: loggingNamespace,
  labels: { "elasticsearch.k8s.elastic.co/cluster-name": "logs" },
};
const elasticsearch: Pod = {
  namespace: loggingNamespace,
  labels: { "elasticsearch.k8s.elastic.co/cluster-name": "logs" },
};
const kibana: Pod = { namespace: loggingNamespace, labels: { "kibana.k8s.elastic.co/name": "logs" } };
const elasticOperator = app(loggingNamespace, "elastic-operator");
const elasticsearchExporter = app(loggingNamespace, "prometheus-elasticsearch-exporter");
const bootstrap = app(loggingNamespace, "log-store-bootstrap");
const customer: Pod = { namespace: "payments", labels: {}, namespaceLabels: { "pharos/scraped": "true" } };
const stranger: Pod = { namespace: "elsewhere", labels: {} };
const at = (address: string): Outside => ({ address });
/** Addresses in the hub's and the spoke's network. */
const node = at("10.0.3.7");
const balancer = at("10.0.130.9");
const API_SERVICE = at("172.20.0.1");
const INTERNET = at("203.0.113.5");

/** A connection: from, to, port, and what the policies of a region make of it. */
type Case = readonly [string, Pod | Outside, Pod | Outside, number, ...("UDP" | "TCP")[]];

const open: readonly Case[] = [
  ["Prometheus may reach kubelets", prometheus, node, 10250],
  ["Prometheus may reach node-exporter", prometheus, node, 9100],
  ["Prometheus may reach the API server's own interfaces", prometheus, node, 443],
  ["Prometheus may reach Alertmanager", prometheus, alertmanager, 9093],
  ["Prometheus may reach kube-state-metrics", prometheus, kubeStateMetrics, 8080],
  ["Prometheus may reach Grafana", prometheus, grafana, 3000],
  ["Prometheus may reach namespaces that ask for it, at any port", prometheus, customer, 12345],
  ["Prometheus may reach the agent that hands out credentials", prometheus, at("169.254.170.23"), 80],
  ["Prometheus may reach S3", prometheus, INTERNET, 443],
  ["Alertmanagers may gossip", alertmanager, alertmanager, 9094],
  ["Alertmanager may reach SNS of another region", alertmanager, INTERNET, 443],
  ["Grafana may reach Prometheus", grafana, prometheus, 9090],
  ["the load balancer may reach the gateway", balancer, keeper("grafana"), 4443],
  ["the gateway may reach the issuer", keeper("grafana"), INTERNET, 443],
  ["the gateway may reach what is behind its door", keeper("grafana"), grafana, 3000],
  ["its door leads to the explorer", keeper("explorer"), explorer, 3000],
  ["Prometheus may reach the explorer", prometheus, explorer, 3000],
  ["the explorer may reach Prometheus", explorer, prometheus, 9090],
  ["the explorer may reach Jaeger's page", explorer, jaegerQuery, 16686],
  ["the explorer may reach Elasticsearch", explorer, elasticsearch, 9200],
  ["the explorer may read the issuer's keys", explorer, INTERNET, 443],
  ["a team's door may reach Prometheus", keeper("metrics-payments"), prometheus, 9090],
  [
    "a team's door is asked whether it answers",
    app(monitoringNamespace, "prometheus-blackbox-exporter"),
    keeper("metrics-payments"),
    4443,
  ],
  ["the gateway's own metrics are scraped", prometheus, keeper("grafana"), 44180],
  ["Grafana may reach its database", grafana, balancer, 5432],
  ["Grafana may reach the API server", grafana, API_SERVICE, 443],
  ["the operator may reach the API server", operator, API_SERVICE, 443],
  ["metrics-server may reach the API server", metricsServer, API_SERVICE, 443],
  ["metrics-server may reach kubelets", metricsServer, node, 10250],
  ["the API server may reach metrics-server", node, metricsServer, 10250],
  ["Prometheus may reach metrics-server", prometheus, metricsServer, 10250],
  ["Prometheus may reach cert-manager's metrics", prometheus, certManager, 9402],
  ["Prometheus may reach trust-manager's metrics", prometheus, trustManager, 9402],
  ["Prometheus may reach External Secrets' metrics", prometheus, externalSecrets, 8080],
  ["cert-manager may reach the API server", certManager, API_SERVICE, 443],
  ["the API server may reach cert-manager's webhook", node, certManagerWebhook, 10250],
  ["the API server may reach trust-manager's webhook", node, trustManager, 6443],
  ["External Secrets may reach the API server", externalSecrets, API_SERVICE, 443],
  ["External Secrets may reach Secrets Manager", externalSecrets, balancer, 443],
  ["External Secrets may get its credentials", externalSecrets, at("169.254.170.23"), 80],
  ["the API server may reach External Secrets' webhook", node, secretsWebhook, 10250],
  ["kube-state-metrics may reach the API server", kubeStateMetrics, API_SERVICE, 443],
  ["the API server may reach the operator's webhook", node, operator, 10250],
  ["the ingest load balancer may reach Thanos Receive's routers", balancer, router, 19291],
  ["routers may reach ingesters", router, ingester, 10901],
  ["Grafana may ask for history", grafana, frontend, 10902],
  ["the compactor may reach S3", compactor, INTERNET, 443],
  ["the compactor may get its credentials", compactor, at("169.254.170.23"), 80],
  ["the replicator may reach S3", replicator, INTERNET, 443],
  ["nodes of Elasticsearch may reach each other", elasticsearch, elasticsearch, 9300],
  ["Elasticsearch may exchange its token", elasticsearch, balancer, 443],
  ["Elasticsearch may reach S3", elasticsearch, INTERNET, 443],
  ["Kibana may reach Elasticsearch", kibana, elasticsearch, 9200],
  ["its operator may reach Elasticsearch", elasticOperator, elasticsearch, 9200],
  ["its operator may reach the API server", elasticOperator, API_SERVICE, 443],
  ["the API server may reach ECK's webhook", node, elasticOperator, 9443],
  ["its exporter may reach Elasticsearch", elasticsearchExporter, elasticsearch, 9200],
  ["Prometheus may reach the exporter of Elasticsearch", prometheus, elasticsearchExporter, 9108],
  ["Prometheus may reach ECK's operator", prometheus, elasticOperator, 8443],
  ["the bootstrap job may reach Elasticsearch", bootstrap, elasticsearch, 9200],
  ["the bootstrap job may reach Kibana", bootstrap, kibana, 5601],
  ["the bootstrap job may reach the API server", bootstrap, API_SERVICE, 443],
  ["Filebeat may reach Logstash", filebeat, logstash, 5044],
  ["Fluent Bit may reach Fluentd", fluentBit, fluentd, 24_224],
  ["Logstash may reach Elasticsearch", logstash, elasticsearch, 9200],
  ["Fluentd may reach Elasticsearch", fluentd, elasticsearch, 9200],
  ["the reader of security records may reach Elasticsearch", securityReader, elasticsearch, 9200],
  ["the reader of security records may reach SQS", securityReader, balancer, 443],
  ["the reader of security records may reach S3", securityReader, INTERNET, 443],
  ["Prometheus may reach Logstash's exporter", prometheus, logstash, 9198],
  ["Prometheus may reach Fluentd's metrics", prometheus, fluentd, 24_231],
  ["Prometheus may reach Fluent Bit's metrics", prometheus, fluentBit, 2020],
  ["applications may reach an agent", customer, tracingAgent, 4317],
  ["applications may reach an agent over HTTP", customer, tracingAgent, 4318],
  ["an agent may reach a gateway", tracingAgent, tracingGateway, 4317],
  ["an agent may reach Prometheus", tracingAgent, prometheus, 9090],
  ["a gateway may reach Prometheus", tracingGateway, prometheus, 9090],
  ["a gateway may reach Jaeger's collector", tracingGateway, jaegerCollector, 4317],
  ["Jaeger's collector may reach Elasticsearch", jaegerCollector, spanStore, 9200],
  ["Jaeger's page may reach Elasticsearch", jaegerQuery, spanStore, 9200],
  ["Jaeger's page may reach Prometheus", jaegerQuery, prometheus, 9090],
  ["Prometheus may reach an agent's metrics", prometheus, tracingAgent, 8888],
  ["everybody may ask for names", agent, at("169.254.20.10"), 53, "UDP", "TCP"],
];

const closed: readonly Case[] = [
  ["a stranger may not reach an agent", stranger, tracingAgent, 4317],
  ["applications may not reach a gateway", customer, tracingGateway, 4317],
  ["applications may not reach Jaeger", customer, jaegerCollector, 4317],
  ["an agent may not reach Jaeger", tracingAgent, jaegerCollector, 4317],
  ["an agent may not reach Elasticsearch", tracingAgent, spanStore, 9200],
  ["a stranger may not reach Jaeger's page", stranger, jaegerQuery, 16686],
  ["Jaeger may not reach the internet", jaegerQuery, INTERNET, 443],
  ["nobody from another namespace may reach Alertmanager", grafana, alertmanager, 9093],
  ["a stranger may not reach Alertmanager", stranger, alertmanager, 9093],
  ["a stranger may not reach Prometheus", stranger, prometheus, 9090],
  ["the gateway may not reach what is behind another door", keeper("grafana"), alertmanager, 9093],
  ["a team's door may not reach what tells of alerts", keeper("metrics-payments"), alertmanager, 9093],
  ["nobody reaches what stands beside a team's door", prometheus, keeper("metrics-payments"), 8080],
  ["a stranger may not reach the gateway", stranger, keeper("grafana"), 4443],
  ["a stranger may not reach Grafana", stranger, grafana, 3000],
  ["a scraped namespace may not reach Prometheus", customer, prometheus, 9090],
  ["nodes and pods may not reach routers where the load balancer does", node, router, 19291],
  ["the ingest load balancer may not reach Prometheus", balancer, prometheus, 9090],
  ["the ingest load balancer may not reach ingesters", balancer, ingester, 19291],
  ["Grafana may not reach ingesters", grafana, ingester, 10901],
  ["Grafana may not reach Jaeger's page", grafana, jaegerQuery, 16686],
  ["Grafana's door does not lead to the explorer", keeper("grafana"), explorer, 3000],
  ["the explorer's door does not lead to Grafana", keeper("explorer"), grafana, 3000],
  ["the explorer may not reach Grafana's database", explorer, balancer, 5432],
  ["the explorer may not get credentials", explorer, at("169.254.170.23"), 80],
  ["the explorer may not ask for history", explorer, frontend, 10902],
  ["routers may not reach the internet", router, INTERNET, 443],
  ["the API server may not reach anything but the webhook", node, alertmanager, 9093],
  ["Prometheus may not reach namespaces that do not ask for it", prometheus, stranger, 9090],
  ["Prometheus may not read its node's metadata", prometheus, at("169.254.169.254"), 80],
  ["cert-manager may not reach the internet", certManager, INTERNET, 443],
  ["a stranger may not reach cert-manager's webhook", stranger, certManagerWebhook, 10250],
  ["the API server may not reach cert-manager itself", node, certManager, 9402],
  ["Grafana may not reach cert-manager", grafana, certManager, 9402],
  ["External Secrets may not reach the internet", externalSecrets, INTERNET, 443],
  ["its webhook may not get credentials", secretsWebhook, at("169.254.170.23"), 80],
  ["its webhook may not reach Secrets Manager", secretsWebhook, balancer, 443],
  ["a stranger may not reach External Secrets", stranger, externalSecrets, 8080],
  ["Grafana may not reach the internet but over TLS", grafana, INTERNET, 80],
  ["Grafana may not reach Prometheus' other ports", grafana, prometheus, 8080],
  ["Alertmanager may not reach kubelets", alertmanager, node, 10250],
  ["kube-state-metrics may not reach the internet", kubeStateMetrics, INTERNET, 443],
  ["a stranger may not reach Elasticsearch", stranger, elasticsearch, 9200],
  ["a stranger may not reach Kibana", stranger, kibana, 5601],
  ["Grafana may not reach Elasticsearch", grafana, elasticsearch, 9200],
  ["Prometheus may not reach Elasticsearch itself", prometheus, elasticsearch, 9200],
  ["Kibana may not speak as a node of Elasticsearch", kibana, elasticsearch, 9300],
  ["Kibana may not reach the internet", kibana, INTERNET, 443],
  ["Elasticsearch may not reach the API server's range", elasticsearch, node, 9200],
  ["the exporter may not reach the internet", elasticsearchExporter, INTERNET, 443],
  ["an agent may not reach anybody", agent, prometheus, 9090],
  ["Filebeat may not reach Fluentd", filebeat, fluentd, 24_224],
  ["Fluent Bit may not reach Logstash", fluentBit, logstash, 5044],
  ["agents may not reach Elasticsearch", filebeat, elasticsearch, 9200],
  ["Logstash may not reach the internet", logstash, INTERNET, 443],
  ["a stranger may not hand lines to Fluentd", stranger, fluentd, 24_224],
  ["an agent is reached by nobody", prometheus, agent, 9100],
];

describe("flows", () => {
  const verdict = (region: FlowRegion, [, from, to, port, ...protocols]: Case): boolean[] =>
    (protocols.length === 0 ? ["TCP" as const] : protocols).map((protocol) =>
      allows(planPolicies(flowNamespaces, region), { from, to, port, protocol }),
    );

  for (const each of open)
    it(each[0], () =>
      assert.ok(
        verdict(hub, each).every((allowed) => allowed),
        "it is closed",
      ),
    );
  for (const each of closed)
    it(each[0], () =>
      assert.ok(
        verdict(hub, each).every((allowed) => !allowed),
        "it is open",
      ),
    );

  it("of a spoke lead to the hub's door, and let no load balancer in", () => {
    assert.deepEqual(verdict(spoke, ["", prometheus, at("10.16.130.9"), 443]), [true]);
    assert.deepEqual(verdict(spoke, ["", at("10.16.130.9"), prometheus, 9090]), [false]);
  });

  it("on an existing cluster lead to addresses that nobody knows, at ports that the settings name", () => {
    const reached = [
      [prometheus, 10250],
      [prometheus, 6443],
      [prometheus, 8443],
      [prometheus, 9000],
      [grafana, 6432],
    ] as const;
    for (const [pod, port] of reached) assert.deepEqual(verdict(existing, ["", pod, INTERNET, port]), [true]);
    assert.deepEqual(verdict(existing, ["", grafana, INTERNET, 5432]), [false]);
    assert.deepEqual(verdict(existing, ["", stranger, alertmanager, 9093]), [false]);
    const names = planPolicies(flowNamespaces, existing).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => /pod-identity|heartbeat|spokes/.test(name)),
      [],
    );
  });

  it("make exactly these policies", () => {
    const names = (region: FlowRegion) =>
      planPolicies(flowNamespaces, region).map(({ namespace, name }) => `${namespace} ${name}`);
    const everywhere = [
      "monitoring default-deny",
      "monitoring names",
      "monitoring within",
      "monitoring within-accepted",
      "monitoring prometheus-to-api-server",
      "monitoring operator-to-api-server",
      "monitoring kube-state-metrics-to-api-server",
      "monitoring metrics-server-to-api-server",
      "monitoring metrics-server-to-nodes",
      "monitoring api-server-to-metrics-server",
      "monitoring prometheus-to-certificates",
      "cert-manager prometheus-to-certificates-accepted",
      "monitoring prometheus-to-secrets",
      "external-secrets prometheus-to-secrets-accepted",
      "monitoring prometheus-to-nodes",
      "monitoring prometheus-to-grafana",
      "dashboards prometheus-to-grafana-accepted",
      "monitoring prometheus-to-scraped",
      "monitoring prometheus-to-pod-identity",
      "monitoring prometheus-to-object-store",
      "monitoring alertmanager-to-pod-identity",
      "monitoring alertmanager-to-heartbeat",
      "monitoring api-server-to-operator",
      "monitoring prometheus-to-falco",
      "node-agents prometheus-to-falco-accepted",
      "monitoring prometheus-to-falco-k8s-audit",
      "runtime-security prometheus-to-falco-k8s-audit-accepted",
      "monitoring prometheus-to-falcosidekick",
      "runtime-security prometheus-to-falcosidekick-accepted",
      "dashboards default-deny",
      "dashboards names",
      "dashboards grafana-to-api-server",
      "dashboards grafana-to-prometheus",
      "monitoring grafana-to-prometheus-accepted",
      "dashboards grafana-to-history",
      "monitoring grafana-to-history-accepted",
      "monitoring thanos-to-pod-identity",
      "monitoring thanos-replicator-to-pod-identity",
      "monitoring thanos-to-object-store",
      "dashboards grafana-to-database",
      "dashboards database-user-to-database",
      "dashboards grafana-to-issuer",
      "dashboards grafana-to-pod-identity",
      "node-agents default-deny",
      "node-agents names",
      "node-agents node-exporter-to-api-server",
      "node-agents falco-to-registries",
      "node-agents falco-to-falcosidekick",
      "runtime-security falco-to-falcosidekick-accepted",
      "node-agents filebeat-to-logstash",
      "logging filebeat-to-logstash-accepted",
      "node-agents fluent-bit-to-fluentd",
      "logging fluent-bit-to-fluentd-accepted",
      "monitoring prometheus-to-logstash",
      "logging prometheus-to-logstash-accepted",
      "monitoring prometheus-to-fluentd",
      "logging prometheus-to-fluentd-accepted",
      "monitoring prometheus-to-fluent-bit",
      "node-agents prometheus-to-fluent-bit-accepted",
      "logging shippers-to-elasticsearch",
      "logging shippers-to-elasticsearch-accepted",
      "logging security-log-reader-to-elasticsearch",
      "logging security-log-reader-to-elasticsearch-accepted",
      "logging security-log-reader-to-pod-identity",
      "logging security-log-reader-to-queues",
      "logging security-log-reader-to-buckets",
      "cert-manager default-deny",
      "cert-manager names",
      "cert-manager all-to-api-server",
      "cert-manager api-server-to-cert-manager",
      "cert-manager api-server-to-trust-manager",
      "external-secrets default-deny",
      "external-secrets names",
      "external-secrets all-to-api-server",
      "external-secrets external-secrets-to-pod-identity",
      "external-secrets external-secrets-to-secrets-manager",
      "external-secrets api-server-to-webhook",
      "runtime-security default-deny",
      "runtime-security names",
      "runtime-security falco-k8s-audit-to-registries",
      "runtime-security falco-k8s-audit-to-falcosidekick",
      "runtime-security falco-k8s-audit-to-falcosidekick-accepted",
      "runtime-security falco-k8s-audit-to-pod-identity",
      "runtime-security falco-k8s-audit-to-cloudwatch",
      "runtime-security falcosidekick-to-alertmanager",
      "runtime-security falcosidekick-to-cloudwatch",
      "runtime-security falcosidekick-to-pod-identity",
      "monitoring falcosidekick-to-alertmanager-accepted",
      "monitoring prometheus-to-logging",
      ...[
        "default-deny",
        "names",
        "elasticsearch-within",
        "elasticsearch-within-accepted",
        "elasticsearch-snapshots-to-sts",
        "elasticsearch-to-object-store",
        "kibana-to-elasticsearch",
        "kibana-to-elasticsearch-accepted",
        "exporter-to-elasticsearch",
        "exporter-to-elasticsearch-accepted",
        "operator-to-elasticsearch",
        "operator-to-elasticsearch-accepted",
        "operator-to-api-server",
        "api-server-to-eck-operator",
        "bootstrap-to-elasticsearch",
        "bootstrap-to-elasticsearch-accepted",
        "bootstrap-to-kibana",
        "bootstrap-to-kibana-accepted",
        "bootstrap-to-api-server",
        "prometheus-to-logging-accepted",
        "jaeger-to-elasticsearch-accepted",
      ].map((name) => `logging ${name}`),
      "logging agents-to-logstash-accepted",
      "logging agents-to-fluentd-accepted",
      "monitoring prometheus-to-tracing",
      "monitoring collectors-to-prometheus-accepted",
      "monitoring jaeger-to-prometheus-accepted",
      ...[
        "default-deny",
        "names",
        "operator-to-api-server",
        "agents-to-api-server",
        "api-server-to-operator",
        "applications-to-agents",
        "agents-to-logstash",
        "agents-to-fluentd",
        "agents-to-gateways",
        "agents-to-gateways-accepted",
        "gateways-to-jaeger",
        "gateways-to-jaeger-accepted",
        "collectors-to-prometheus",
        "jaeger-to-elasticsearch",
        "jaeger-to-prometheus",
        "prometheus-to-tracing-accepted",
      ].map((name) => `tracing ${name}`),
      ...[
        "grafana",
        "elasticsearch",
        "kibana",
        "jaeger",
        ...DOORS.map((door) => `door-${door}`),
        "doors-of-teams",
      ].map((name) => `monitoring probes-to-${name}`),
      "dashboards probes-to-grafana-accepted",
      "logging probes-to-elasticsearch-accepted",
      "logging probes-to-kibana-accepted",
      "tracing probes-to-jaeger-accepted",
      ...DOORS.map((door) => `access probes-to-door-${door}-accepted`),
      "access probes-to-doors-of-teams-accepted",
      "access gateway-to-metrics-of-teams",
      "monitoring gateway-to-metrics-of-teams-accepted",
      ...["pod-identity", "cloudwatch", "tags"].map((to) => `monitoring cloudwatch-exporter-to-${to}`),
      "monitoring prometheus-to-keda",
      "monitoring keda-to-prometheus-accepted",
      ...[
        "default-deny",
        "names",
        "all-to-api-server",
        "keda-to-prometheus",
        "metrics-server-to-keda",
        "metrics-server-to-keda-accepted",
        "api-server-to-keda-metrics",
        "api-server-to-keda-webhooks",
        "prometheus-to-keda-accepted",
      ].map((name) => `keda ${name}`),
      "monitoring prometheus-to-gateway",
      "access prometheus-to-gateway-accepted",
      "access default-deny",
      "access names",
      "access people-to-gateway",
      "access gateway-to-issuer",
      "access gateway-to-grafana",
      "dashboards gateway-to-grafana-accepted",
      "access gateway-to-prometheus",
      "monitoring gateway-to-prometheus-accepted",
      "access gateway-to-alertmanager",
      "monitoring gateway-to-alertmanager-accepted",
      "access gateway-to-thanos",
      "monitoring gateway-to-thanos-accepted",
      "access gateway-to-jaeger",
      "tracing gateway-to-jaeger-accepted",
      "access gateway-to-explorer",
      "dashboards gateway-to-explorer-accepted",
      "monitoring prometheus-to-explorer",
      "dashboards prometheus-to-explorer-accepted",
      "dashboards explorer-to-prometheus",
      "monitoring explorer-to-prometheus-accepted",
      "dashboards explorer-to-jaeger",
      "tracing explorer-to-jaeger-accepted",
      "dashboards explorer-to-elasticsearch",
      "logging explorer-to-elasticsearch-accepted",
      "dashboards explorer-to-issuer",
      "access gateway-to-kibana",
      "logging gateway-to-kibana-accepted",
    ];
    assert.deepEqual(names(hub).sort(), [...everywhere, "monitoring spokes-to-receive"].sort());
    assert.deepEqual(
      names(spoke).sort(),
      [...everywhere, "monitoring prometheus-to-hub", "monitoring probes-to-hub"].sort(),
    );
  });

  it("begin in each namespace with one that refuses everything", () => {
    assert.deepEqual(
      planPolicies(flowNamespaces, hub).filter(({ name }) => name === "default-deny"),
      [
        monitoringNamespace,
        dashboardsNamespace,
        nodeAgentsNamespace,
        certificatesNamespace,
        secretsNamespace,
        runtimeSecurityNamespace,
        tracingNamespace,
        loggingNamespace,
        accessNamespace,
        scalingNamespace,
      ].map((namespace) => ({
        namespace,
        name: "default-deny",
        why: "refuses what no other policy allows",
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      })),
    );
  });

  it("have a name of their own in each namespace", () => {
    for (const region of [hub, spoke, existing]) {
      const names = planPolicies(flowNamespaces, region).map(({ namespace, name }) => `${namespace} ${name}`);
      assert.deepEqual(names, [...new Set(names)]);
    }
  });

  it("lead every workload with a role in AWS to its credentials, but for those that do not run yet", () => {
    const without = Object.entries(workloadIdentities)
      .filter(([, { namespace }]) => flowNamespaces.includes(namespace))
      .filter(
        ([name, { namespace }]) =>
          !flowsOf(namespace).some((flow) =>
            [`${name}-to-pod-identity`, `${name}-to-sts`].includes(flow.name),
          ),
      )
      .map(([name]) => name);
    assert.deepEqual(without, ["yace"]);
  });

  it("are refused of a namespace that the table does not know", () => {
    assert.throws(() => planPolicies([...flowNamespaces, "payments"], hub), {
      message:
        "the namespace 'payments' has no entry in content/flows/table.ts, which has monitoring, dashboards, node-agents, cert-manager, external-secrets, runtime-security, tracing, logging, access, keda: add what may go in and out of it, and why",
    });
  });

  it("are refused that lead to a namespace which the platform does not have", () => {
    assert.throws(() => planPolicies(["dashboards"], hub), {
      message:
        "the flow 'grafana-to-prometheus' of 'dashboards' leads to the namespace 'monitoring', which the platform does not have; it has dashboards",
    });
  });
});

describeWithShared("network policies", ["schemas", "networking.k8s.io"], () => {
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
    JSON.parse(
      readFileSync(sharedPath("schemas", "networking.k8s.io", "networkpolicy_v1.json"), "utf8"),
    ) as object,
  );
  const errorsOf = ({ namespace, name, spec }: PlannedPolicy): string[] => {
    validate({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name, namespace },
      spec,
    });
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
  };

  it("are what Kubernetes takes", () => {
    for (const region of [hub, spoke, existing])
      assert.deepEqual(planPolicies(flowNamespaces, region).flatMap(errorsOf), []);
  });

  it("would not be with a key that it does not know", () => {
    const [deny] = planPolicies(flowNamespaces, hub);
    assert.ok(deny);
    assert.deepEqual(errorsOf({ ...deny, spec: { ...deny.spec, egres: [] } as PlannedPolicy["spec"] }), [
      "default-deny/spec must NOT have additional properties",
    ]);
  });
});

describeWithShared("ports of the flows", ["charts", "kube-prometheus-stack"], () => {
  const values = (chart: string) =>
    parse(readFileSync(sharedPath("charts", chart, "values.yaml"), "utf8")) as Record<
      string,
      Record<string, Record<string, unknown>>
    >;

  it("are those of the charts", () => {
    assert.deepEqual(
      {
        nodeExporter: values("prometheus-node-exporter")["service"]?.["port"],
        operator: values("kube-prometheus-stack")["prometheusOperator"]?.["tls"]?.["internalPort"],
        grafana: values("grafana")["service"]?.["targetPort"],
        metricsServer: values("metrics-server")["containerPort"],
        certManagerWebhook: values("cert-manager")["webhook"]?.["securePort"],
        trustManagerWebhook: values("trust-manager")["app"]?.["webhook"]?.["port"],
        certificateMetrics: values("trust-manager")["app"]?.["metrics"]?.["port"],
        secretsWebhook: values("external-secrets")["webhook"]?.["port"],
        secretsMetrics: values("external-secrets")["metrics"]?.["listen"]?.["port"],
      },
      chartPorts,
    );
  });
});
