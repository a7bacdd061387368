import assert from "node:assert/strict";
import type { Recording } from "../components/testing/record";
import { recordStacks, STACKS } from "./testing/stacks";

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

const DOORS = [
  "alertmanager",
  "explorer",
  "grafana",
  "jaeger",
  "kibana",
  // Of the teams, those that have a group in the settings.
  "metrics-ledger",
  "metrics-payments",
  "prometheus",
];

describe("doors of every region", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  before(async () => {
    recordings = await recordStacks();
  });
  const recordingOf = (stack: string): Recording => recordings.get(stack) ?? assert.fail(stack);
  const host = (name: string, stack: string) => `https://${name}.${stack}.pharos.example.com`;

  it("are those of its programs; to history only where there is some", () => {
    const found = STACKS.map((stack) => {
      const { spec } = recordingOf(stack).get("kubernetes:networking.k8s.io/v1:Ingress", "gateway-entrance")
        .inputs as { spec: { rules: { host: string }[] } };
      return spec.rules.map((rule) => rule.host.split(".")[0] ?? "").sort();
    });
    const withHistory = [...DOORS, "thanos"];
    // What us-west-2 had is the hub's to keep.
    assert.deepEqual(found, [withHistory, DOORS, withHistory]);
  });

  for (const stack of STACKS)
    it(`of ${stack} are where links lead`, () => {
      const recording = recordingOf(stack);
      const { values } = recording.get("kubernetes:helm.sh/v3:Release", "metrics-kube-prometheus-stack")
        .inputs as {
        values: {
          prometheus: { prometheusSpec: { externalUrl: string } };
          alertmanager: { alertmanagerSpec: { externalUrl: string } };
        };
      };
      assert.equal(values.prometheus.prometheusSpec.externalUrl, host("prometheus", stack));
      assert.equal(values.alertmanager.alertmanagerSpec.externalUrl, host("alertmanager", stack));
      const kibana = recording.get("kubernetes:kibana.k8s.elastic.co/v1:Kibana", "logs-kibana").inputs as {
        spec: { config: Record<string, unknown> };
      };
      assert.equal(kibana.spec.config["server.publicBaseUrl"], host("kibana", stack));
      const rules = recording.ofType("kubernetes:monitoring.coreos.com/v1:PrometheusRule");
      assert.match(
        JSON.stringify(rules.map(({ inputs }) => inputs)),
        new RegExp(`"dashboard_url":"${host("grafana", stack)}/d/`),
      );
    });

  it("to Grafana are where the hub's dashboards lead, each to itself in the spokes", () => {
    const links = STACKS.map((stack) => {
      const { data } = recordingOf(stack).get("kubernetes:core/v1:ConfigMap", "dashboards-pharos-tracing")
        .inputs as { data: Record<string, string> };
      const [json = ""] = Object.values(data);
      return ((JSON.parse(json) as { links?: { url?: string }[] }).links ?? []).flatMap(
        ({ url }) => url ?? [],
      );
    });
    const there = ["eu-west-1", "us-west-2"].map((stack) => `${host("grafana", stack)}/d/pharos-tracing`);
    assert.deepEqual(links, [there, [], []]);
  });

  it("to history are where alerts of all regions lead, in the hub alone", () => {
    const asking = STACKS.map((stack) =>
      recordingOf(stack)
        .resources.filter(({ inputs }) =>
          JSON.stringify(inputs).includes(`--alert.query-url=${host("thanos", stack)}`),
        )
        .map(({ name }) => name),
    );
    assert.deepEqual(
      asking.map((names) => names.length),
      [2, 0, 1],
    );
  });
});
