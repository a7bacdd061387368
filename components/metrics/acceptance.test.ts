import assert from "node:assert/strict";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { days } from "../../content/units";
import { certManagerValues } from "../certificates/cert-manager-values";
import { trustManagerValues } from "../certificates/trust-manager-values";
import { grafanaValues } from "../dashboards/grafana-values";
import { openTelemetryOperatorValues } from "../tracing/operator-values";
import { externalSecretsValues } from "../secrets/external-secrets-values";
import { lines } from "./acceptance-lines";
import { type Releases, set } from "./acceptance-values";
import { kubePrometheusStackValues } from "./kube-prometheus-stack-values";
import { metricsServerValues } from "./metrics-server-values";
import type { MetricsStackSettings } from "./settings";

const settings: MetricsStackSettings = {
  organization: "example",
  environment: "production",
  region: "us-west-2",
  role: "spoke",
  assurance: "regulated",
  metrics: { retention: days(15), storageGiB: 100, activeSeries: 500_000 },
};

function releases(role: "hub" | "spoke", database: boolean): Releases {
  const stack = kubePrometheusStackValues({
    settings: { ...settings, role },
    storageClassName: "encrypted-gp3",
    nodeAgentsNamespace: "node-agents",
    dashboardsNamespace: "dashboards",
    uploads: true,
    ...(role === "spoke" ? { remoteWriteUrl: "https://metrics-ingest.example/api/v1/write" } : {}),
  });
  const grafana = grafanaValues({
    storageClassName: "encrypted-gp3",
    prometheusUrl: "https://prometheus.example:9090",
    ...(database ? { database: { host: "db.example:5432", name: "grafana", user: "grafana" } } : {}),
  });
  return structuredClone({
    stack,
    grafana,
    certManager: certManagerValues(),
    trustManager: trustManagerValues(["monitoring"]),
    externalSecrets: externalSecretsValues(),
    metricsServer: metricsServerValues(),
    openTelemetryOperator: openTelemetryOperatorValues(),
  });
}

const variants = {
  "a spoke": releases("spoke", false),
  "the hub": releases("hub", false),
  "a region with a database for Grafana": releases("spoke", true),
};

for (const [variant, values] of Object.entries(variants)) {
  describe(`the charts' values for ${variant}`, () => {
    for (const { title, check } of lines) it(title, () => assert.deepEqual(check(values), []));

    it("have only keys that the pinned versions know, of the right types", () => {
      assert.deepEqual(checkValues(keyIndexes["kube-prometheus-stack"], values.stack), []);
      assert.deepEqual(checkValues(keyIndexes.grafana, values.grafana), []);
      assert.deepEqual(checkValues(keyIndexes["cert-manager"], values.certManager), []);
      assert.deepEqual(checkValues(keyIndexes["trust-manager"], values.trustManager), []);
      assert.deepEqual(checkValues(keyIndexes["external-secrets"], values.externalSecrets), []);
      assert.deepEqual(checkValues(keyIndexes["metrics-server"], values.metricsServer), []);
      assert.deepEqual(checkValues(keyIndexes["opentelemetry-operator"], values.openTelemetryOperator), []);
    });
  });
}

describe("the acceptance list catches a mutant in which", () => {
  for (const { title, check, mutants } of lines) {
    for (const [release, path, value] of mutants) {
      it(`${release}.${path} is ${JSON.stringify(value)} (${title})`, () => {
        const mutant = structuredClone(variants["a spoke"]);
        set(mutant[release], path, value);
        assert.notDeepEqual(mutant, variants["a spoke"], "the mutant is no mutant");
        assert.notDeepEqual(check(mutant), []);
      });
    }
  }

  it("a key has a typing error", () => {
    const { stack } = structuredClone(variants["a spoke"]);
    stack["granana"] = stack["grafana"];
    assert.deepEqual(
      checkValues(keyIndexes["kube-prometheus-stack"], stack).map(({ message }) => message),
      ["granana: kube-prometheus-stack 88.5.3 knows no such key; did you mean grafana?"],
    );
  });
});
