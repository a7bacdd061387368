import assert from "node:assert/strict";
import { EXPLORER, GRAFANA } from "../dashboards/provisioning";
import { dashboardsNamespace } from "../versions";
import type { FlowRegion } from "./flow";
import { planPolicies } from "./network-policies";
import { flowNamespaces } from "./table";
import { policiesOver } from "./testing/allows";

/** A region in which every flow of both exists. */
const region: FlowRegion = {
  ranges: { nodes: "10.0.0.0/17", intra: "10.0.128.0/18" },
  takesMetrics: true,
  databasePort: 5432,
};

/** What the chart writes onto the pods of a release. */
const chartLabels = (release: string) => ({
  "app.kubernetes.io/name": "grafana",
  "app.kubernetes.io/instance": release,
});

const policiesOf = (release: string): string[] =>
  policiesOver(planPolicies(flowNamespaces, region), {
    namespace: dashboardsNamespace,
    labels: chartLabels(release),
  }).map(({ name }) => name);

describe("flows of the two Grafanas", () => {
  it("of Grafana are exactly these: none to logs or traces", () => {
    assert.deepEqual(policiesOf(GRAFANA.service).sort(), [
      "default-deny",
      "gateway-to-grafana-accepted",
      "grafana-to-api-server",
      "grafana-to-database",
      "grafana-to-history",
      "grafana-to-issuer",
      "grafana-to-pod-identity",
      "grafana-to-prometheus",
      "names",
      "probes-to-grafana-accepted",
      "prometheus-to-grafana-accepted",
    ]);
  });

  it("of the explorer are exactly these: none to the database, the API server, Pod Identity or history", () => {
    assert.deepEqual(policiesOf(EXPLORER.service).sort(), [
      "default-deny",
      "explorer-to-elasticsearch",
      "explorer-to-issuer",
      "explorer-to-jaeger",
      "explorer-to-prometheus",
      "gateway-to-explorer-accepted",
      "names",
      "prometheus-to-explorer-accepted",
    ]);
  });
});
