import assert from "node:assert/strict";
import { days } from "../../content/units";
import { chartWorkloads } from "../../infra/testing/acceptance/chart-places";
import { at } from "../../infra/testing/acceptance/stack";
import { certManagerValues } from "../certificates/cert-manager-values";
import { certificatePods } from "../certificates/pod-sizes";
import { trustManagerValues } from "../certificates/trust-manager-values";
import { grafanaValues } from "../dashboards/grafana-values";
import { dashboardPods } from "../dashboards/pod-sizes";
import { externalSecretsValues } from "../secrets/external-secrets-values";
import { secretPods } from "../secrets/pod-sizes";
import { openTelemetryOperatorValues } from "../tracing/operator-values";
import { tracingPods } from "../tracing/pod-sizes";
import { kubePrometheusStackValues } from "./kube-prometheus-stack-values";
import { metricsServerValues } from "./metrics-server-values";
import { metricsServerPods, monitoringPods, nodeAgentPods } from "./pod-sizes";

const stack = kubePrometheusStackValues({
  settings: {
    organization: "example",
    environment: "production",
    region: "us-west-2",
    role: "spoke",
    assurance: "regulated",
    metrics: { retention: days(15), storageGiB: 100, activeSeries: 500_000 },
  },
  storageClassName: "encrypted-gp3",
  nodeAgentsNamespace: "node-agents",
  dashboardsNamespace: "dashboards",
});
const toGrafana = { storageClassName: "encrypted-gp3", prometheusUrl: "https://prometheus.example:9090" };
const grafana = grafanaValues(toGrafana);
const certManager = certManagerValues();
const trustManager = trustManagerValues([]);
const externalSecrets = externalSecretsValues();
const metricsServer = metricsServerValues();
const pods = [
  ...monitoringPods(stack),
  ...nodeAgentPods(stack),
  ...dashboardPods(grafana),
  ...metricsServerPods(metricsServer),
  ...certificatePods(certManager, trustManager),
  ...secretPods(externalSecrets),
];
const openTelemetryOperator = openTelemetryOperatorValues();
const tracing = tracingPods({ spansPerSecond: 5000, keptPercent: 2 }, openTelemetryOperator);

describe("sizes of the charts' pods", () => {
  it("are how many there are, of how many containers, with which volumes", () => {
    assert.deepEqual(
      pods.map(({ name, count, containers: each, volumeGiB }) => [name, count, each.length, volumeGiB]),
      [
        ["prometheus", 2, 2, 100],
        ["alertmanager", 3, 2, 2],
        ["operator", 1, 1, undefined],
        ["kube-state-metrics", 1, 1, undefined],
        ["node-exporter", "every-node", 2, undefined],
        ["grafana", 1, 2, 5],
        ["metrics-server", 2, 1, undefined],
        ["cert-manager", 2, 1, undefined],
        ["webhook", 3, 1, undefined],
        ["cainjector", 2, 1, undefined],
        ["startupapicheck", 1, 1, undefined],
        ["trust-manager", 2, 1, undefined],
        ["external-secrets", 2, 1, undefined],
        ["webhook", 2, 1, undefined],
      ],
    );
  });

  it("of tracing are as many as there may be", () => {
    assert.deepEqual(
      tracing.map(({ name, count, containers: each }) => [name, count, each.length]),
      [
        ["operator", 2, 1],
        ["agent", "every-node", 1],
        ["gateway", 4, 1],
        ["jaeger-collector", 2, 1],
        ["jaeger-query", 2, 1],
        ["indices", 1, 1],
      ],
    );
  });

  it("of Grafana with a database are two replicas without volumes", () => {
    const database = { host: "db.example:5432", name: "grafana", user: "grafana" };
    const [pod] = dashboardPods(grafanaValues({ ...toGrafana, database }));
    assert.deepEqual([pod?.count, pod?.volumeGiB], [2, undefined]);
  });

  it("have every container whose size is a value", () => {
    const values = {
      "kube-prometheus-stack": stack,
      grafana,
      "cert-manager": certManager,
      "trust-manager": trustManager,
      "external-secrets": externalSecrets,
      "metrics-server": metricsServer,
      "opentelemetry-operator": openTelemetryOperator,
    };
    const counted = new Set<unknown>([...pods, ...tracing].flatMap((pod) => pod.containers));
    const missing = Object.entries(values).flatMap(([chart, own]) =>
      (chartWorkloads[chart] ?? [])
        .flatMap(({ containers }) => containers)
        .filter(({ resources }) => !counted.has(at(own, resources)))
        .map(({ resources }) => `${chart}: ${resources}`),
    );
    assert.deepEqual(missing, []);
  });
});
