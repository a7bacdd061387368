import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { days } from "../../content/units";
import { AlertRules } from "../alerting/alert-rules";
import { Dashboards } from "../dashboards/dashboards";
import { Grafana } from "../dashboards/grafana";
import { MetricsStack } from "./metrics-stack";
import { createOperatorCrds } from "./operator-crds";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

interface Edges {
  readonly parent: string | undefined;
  readonly dependsOn: string[];
  readonly aliases: pulumi.Input<string | pulumi.Alias>[];
}

const registered = new Map<string, Registered>();
const edges = new Map<string, Edges>();
/** Resources do not tell their names back. */
const names = new Map<pulumi.Resource, string>();

/** Sees every resource with its options; children inherit it. */
function record({ resource, name, opts }: pulumi.ResourceTransformationArgs): undefined {
  names.set(resource, name);
  const dependsOn = [opts.dependsOn ?? []].flat() as pulumi.Resource[];
  edges.set(name, {
    parent: opts.parent === undefined ? undefined : names.get(opts.parent),
    dependsOn: dependsOn.map((dependency) => names.get(dependency) ?? "?"),
    aliases: opts.aliases ?? [],
  });
  return undefined;
}

describe("what runs in a cluster, as registered", () => {
  before(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ type, name, inputs }) => {
        registered.set(name, { type, name, inputs: inputs as Record<string, unknown> });
        return { id: `${name}-id`, state: inputs as Record<string, unknown> };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    });
    const opts = { transformations: [record] };
    const crds = createOperatorCrds("metrics-crds", "monitoring", opts);
    const metrics = new MetricsStack(
      "metrics",
      {
        crds,
        settings: {
          organization: "example",
          environment: "production",
          region: "us-west-2",
          role: "spoke",
          assurance: "regulated",
          metrics: { retention: days(15), storageGiB: 100, activeSeries: 500_000 },
        },
        namespace: "monitoring",
        nodeAgentsNamespace: "node-agents",
        dashboardsNamespace: "dashboards",
        storageClassName: pulumi.output("encrypted-gp3"),
        remoteWrites: [
          {
            queue: "hub",
            url: pulumi.output("https://metrics-ingest.example/api/v1/write"),
            proof: "certificate",
            sends: "what may leave",
          },
        ],
      },
      opts,
    );
    new Grafana(
      "grafana",
      {
        namespace: "dashboards",
        storageClassName: "encrypted-gp3",
        prometheusUrl: metrics.prometheusUrl,
        history: { kind: "Thanos", url: "https://history.example" },
      },
      { ...opts, dependsOn: [metrics.crds] },
    );
    new Dashboards("dashboards", { namespace: "dashboards" }, opts);
    new AlertRules("alerts", { namespace: "monitoring", after: [metrics.crds, metrics.stack] }, opts);
    await pulumi.runtime.disconnect();
  });

  it("has stable types, names and parents", () => {
    const list = [...registered.values()].map(({ type, name }) => [type, name, edges.get(name)?.parent]);
    assert.deepEqual(list.sort(), [
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-applications", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-aws-infrastructure", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-log-shipping", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-log-store", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-metrics-history", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-metrics-pipeline", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-reachability", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-runtime-security", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-scaling", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-tracing", "dashboards"],
      ["kubernetes:core/v1:ConfigMap", "dashboards-pharos-trust", "dashboards"],
      ["kubernetes:helm.sh/v3:Release", "grafana-release", "grafana"],
      ["kubernetes:helm.sh/v3:Release", "metrics-crds", undefined],
      ["kubernetes:helm.sh/v3:Release", "metrics-kube-prometheus-stack", "metrics"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-application-health", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-cloudwatch", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-log-shipping", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-log-store", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-metrics-pipeline", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-probes", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-runtime-security", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-scaling", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-thanos", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-tracing", "alerts"],
      ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "alerts-trust", "alerts"],
      ["pharos:alerting:AlertRules", "alerts", undefined],
      ["pharos:dashboards:Dashboards", "dashboards", undefined],
      ["pharos:dashboards:Grafana", "grafana", undefined],
      ["pharos:metrics:MetricsStack", "metrics", undefined],
    ]);
  });

  it("installs definitions before what is made of them", () => {
    assert.deepEqual(edges.get("metrics-kube-prometheus-stack")?.dependsOn, ["metrics-crds"]);
    assert.deepEqual(edges.get("alerts-metrics-pipeline")?.dependsOn, [
      "metrics-crds",
      "metrics-kube-prometheus-stack",
    ]);
  });

  it("takes over the definitions from the component that made them before", async () => {
    const [alias] = edges.get("metrics-crds")?.aliases ?? [];
    const { parent } = alias as { parent: pulumi.Output<string> };
    const urn = await new Promise((resolve) => parent.apply(resolve));
    const place = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}`;
    assert.equal(urn, `${place}::pharos:metrics:MetricsStack::metrics`);
  });

  it("pins every release, and rolls it back as a whole", () => {
    const releases = [...registered.values()]
      .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(
      releases.map(
        ({
          inputs: { name, chart, version, repositoryOpts, atomic, skipCrds, createNamespace, timeout },
        }) => ({
          name,
          chart,
          version,
          repositoryOpts,
          atomic,
          skipCrds,
          createNamespace,
          timeout,
        }),
      ),
      [
        ["grafana", "12.11.1", "https://grafana-community.github.io/helm-charts"],
        ["prometheus-operator-crds", "31.0.1", "https://prometheus-community.github.io/helm-charts"],
        ["kube-prometheus-stack", "88.5.3", "https://prometheus-community.github.io/helm-charts"],
      ].map(([chart, version, repo]) => ({
        name: chart,
        chart,
        version,
        repositoryOpts: { repo },
        atomic: true,
        skipCrds: true,
        createNamespace: false,
        timeout: 900,
      })),
    );
  });

  it("passes what is known only later into the values", () => {
    const values = registered.get("metrics-kube-prometheus-stack")?.inputs["values"] as {
      prometheus: { prometheusSpec: { remoteWrite: { url: string }[]; storageSpec: unknown } };
    };
    const { remoteWrite, storageSpec } = values.prometheus.prometheusSpec;
    assert.equal(remoteWrite[0]?.url, "https://metrics-ingest.example/api/v1/write");
    assert.match(JSON.stringify(storageSpec), /"storageClassName":"encrypted-gp3"/);
  });

  it("gives Grafana the region's Prometheus over HTTPS", () => {
    const values = registered.get("grafana-release")?.inputs["values"] as {
      datasources: Record<string, { datasources: { url: string }[] }>;
    };
    const [source] = values.datasources["datasources.yaml"]?.datasources ?? [];
    assert.equal(source?.url, "https://pharos-prometheus.monitoring.svc:9090");
  });

  it("labels dashboards for the sidecar", () => {
    const labels = (name: string): unknown =>
      (registered.get(name)?.inputs["metadata"] as { labels: unknown }).labels;
    assert.deepEqual(labels("dashboards-pharos-metrics-pipeline"), { grafana_dashboard: "1" });
  });
});
