import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parse } from "yaml";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { accessNamespace } from "../access/charts";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  secretsNamespace,
} from "../versions";
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
const grafana = app(dashboardsNamespace, "grafana");
/** One of the gateway's pods, by the door that it keeps. */
const keeper = (door: string): Pod => ({
  namespace: accessNamespace,
  labels: { "app.kubernetes.io/name": "oauth2-proxy", "app.kubernetes.io/instance": `oauth2-proxy-${door}` },
});
const agent = app(nodeAgentsNamespace, "agent");
const operator: Pod = {
  namespace: monitoringNamespace,
  labels: { app: "kube-prometheus-stack-operator" },
};
const metricsServer = app(monitoringNamespace, "metrics-server");
const certManager = app(certificatesNamespace, "cert-manager");
const certManagerWebhook = app(certificatesNamespace, "webhook");
const trustManager = app(certificatesNamespace, "trust-manager");
const externalSecrets = app(secretsNamespace, "external-secrets");
const secretsWebhook = app(secretsNamespace, "external-secrets-webhook");
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
  ["the ingest load balancer may reach Prometheus", balancer, prometheus, 9090],
  ["everybody may ask for names", agent, at("169.254.20.10"), 53, "UDP", "TCP"],
];

const closed: readonly Case[] = [
  ["nobody from another namespace may reach Alertmanager", grafana, alertmanager, 9093],
  ["a stranger may not reach Alertmanager", stranger, alertmanager, 9093],
  ["a stranger may not reach Prometheus", stranger, prometheus, 9090],
  ["the gateway may not reach what is behind another door", keeper("grafana"), alertmanager, 9093],
  ["a stranger may not reach the gateway", stranger, keeper("grafana"), 4443],
  ["a stranger may not reach Grafana", stranger, grafana, 3000],
  ["a scraped namespace may not reach Prometheus", customer, prometheus, 9090],
  ["nodes and pods may not reach Prometheus where the load balancer does", node, prometheus, 9090],
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
  ["an agent may not reach anybody", agent, prometheus, 9090],
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
      "dashboards default-deny",
      "dashboards names",
      "dashboards grafana-to-api-server",
      "dashboards grafana-to-prometheus",
      "monitoring grafana-to-prometheus-accepted",
      "dashboards grafana-to-database",
      "dashboards database-user-to-database",
      "dashboards grafana-to-issuer",
      "dashboards grafana-to-pod-identity",
      "node-agents default-deny",
      "node-agents names",
      "node-agents node-exporter-to-api-server",
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
    ];
    assert.deepEqual(names(hub).sort(), [...everywhere, "monitoring spokes-to-prometheus"].sort());
    assert.deepEqual(names(spoke).sort(), [...everywhere, "monitoring prometheus-to-hub"].sort());
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
        accessNamespace,
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
          !flowsOf(namespace).some((flow) => flow.name === `${name}-to-pod-identity`),
      )
      .map(([name]) => name);
    assert.deepEqual(without, ["thanos", "yace"]);
  });

  it("are refused of a namespace that the table does not know", () => {
    assert.throws(
      () =>
        planPolicies(
          ["dashboards", "monitoring", "cert-manager", "external-secrets", "access", "payments"],
          hub,
        ),
      {
        message:
          "the namespace 'payments' has no entry in content/flows/table.ts, which has monitoring, dashboards, node-agents, cert-manager, external-secrets, access: add what may go in and out of it, and why",
      },
    );
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
