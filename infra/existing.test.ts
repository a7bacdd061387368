import assert from "node:assert/strict";
import * as path from "node:path";
import { record, type Recording } from "../components/testing/record";
import { loadAllSettings, loadSettings } from "../stacks/load-settings";
import type { ExistingSettings, Settings } from "../stacks/settings";
import { createRegion } from "./region";

const ROOT = path.resolve(__dirname, "..", "..");
const EXAMPLE = path.join(ROOT, "docs", "examples", "existing-cluster");
const STACK = "eu-central-1";

type Change = Omit<Partial<Settings>, "cluster"> & {
  readonly cluster?: Partial<ExistingSettings["cluster"]>;
};

/** The example's region, some of its settings changed. */
function region({ cluster, ...change }: Change = {}): Promise<Recording> {
  const { settings, topology } = loadSettings(EXAMPLE, STACK);
  const changed = { ...settings, ...change, cluster: { ...settings.cluster, ...cluster } } as Settings;
  return record(() => createRegion({ settings: changed, topology }), { stack: STACK });
}
const valuesOf = (recording: Recording, release: string) =>
  JSON.stringify(recording.get("kubernetes:helm.sh/v3:Release", release).inputs["values"]);

/** What every existing cluster is told. */
const NOT_JUDGED =
  "warning: [runtime] eu-central-1 is on an existing cluster, whose audit log Falco does not read: it judges what runs on the nodes, and nobody judges requests to the cluster's API; its operator may, with the rules of source k8s_audit in content/runtime-security";

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 30_000;

describe("region on an existing cluster", function () {
  this.timeout(PATIENCE_MS);

  it("makes nothing in AWS, and everything inside as anywhere else", async () => {
    const { resources } = await region();
    const made = resources.map(({ type }) => type).filter((type) => !type.startsWith("pharos:"));
    assert.deepEqual([...new Set(made)].sort(), [
      "kubernetes:apps/v1:DaemonSet",
      "kubernetes:apps/v1:Deployment",
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      "kubernetes:batch/v1:Job",
      "kubernetes:cert-manager.io/v1:Certificate",
      "kubernetes:cert-manager.io/v1:ClusterIssuer",
      "kubernetes:cert-manager.io/v1:Issuer",
      "kubernetes:core/v1:ConfigMap",
      "kubernetes:core/v1:LimitRange",
      "kubernetes:core/v1:Namespace",
      "kubernetes:core/v1:ResourceQuota",
      "kubernetes:core/v1:Service",
      "kubernetes:core/v1:ServiceAccount",
      "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch",
      "kubernetes:helm.sh/v3:Release",
      "kubernetes:kibana.k8s.elastic.co/v1:Kibana",
      "kubernetes:monitoring.coreos.com/v1:PodMonitor",
      "kubernetes:monitoring.coreos.com/v1:Probe",
      "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
      "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "kubernetes:opentelemetry.io/v1alpha1:Instrumentation",
      "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector",
      "kubernetes:policy/v1:PodDisruptionBudget",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
      "kubernetes:rbac.authorization.k8s.io/v1:Role",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
      "kubernetes:trust.cert-manager.io/v1alpha1:Bundle",
      "pulumi:providers:kubernetes",
    ]);
  });

  it("has its own authority, and neither copies of secrets of AWS nor a second metrics-server", async () => {
    const recording = await region({ role: "spoke", cluster: { hubUrl: "https://ingest.example.com" } });
    assert.deepEqual(
      recording
        .ofType("kubernetes:helm.sh/v3:Release")
        .map(({ name }) => name)
        .sort(),
      [
        "certificates-cert-manager",
        "certificates-trust-manager",
        "grafana-release",
        "logs-crds",
        "logs-exporter",
        "logs-operator",
        "metrics-crds",
        "metrics-kube-prometheus-stack",
        "probes-exporter",
        "runtime-security-falco",
        "runtime-security-falcosidekick",
        "tracing-operator",
      ],
    );
    const { inputs } = recording.get(
      "kubernetes:cert-manager.io/v1:Certificate",
      "certificates-remote-write-client-tls",
    );
    assert.equal((inputs["spec"] as { commonName: string }).commonName, "pharos-evaluation-eu-central-1");
    assert.doesNotMatch(valuesOf(recording, "grafana-release"), /existingSecret/);
  });

  it("makes everything with its own provider, and lets nothing go with a cluster that stays", async () => {
    const { resources } = await region();
    const providers = new Set(resources.flatMap(({ provider }) => provider ?? []));
    assert.deepEqual([...providers], ["platform-kubernetes"]);
    assert.deepEqual(
      resources.filter(({ deletedWith }) => deletedWith !== undefined),
      [],
    );
  });

  it("asks for the settings' volumes, and for no nodes of a kind", async () => {
    const recording = await region();
    for (const release of ["metrics-kube-prometheus-stack", "grafana-release"]) {
      const values = valuesOf(recording, release);
      assert.match(values, /"storageClassName":"encrypted"/);
      assert.doesNotMatch(values, /pharos\.io\/pool/);
    }
  });

  it("says where things are, the store's buckets included, which it does not make", async () => {
    const { outputs } = await region();
    assert.deepEqual(outputs, {
      region: STACK,
      clusterName: "evaluation",
      objectStore: "https://objects.example.com",
      metricsBucket: "pharos-evaluation-metrics-blocks",
      evidenceBucket: "pharos-evaluation-control-evidence",
    });
  });

  it("of a spoke sends its metrics to the address in the settings", async () => {
    const recording = await region({ role: "spoke", cluster: { hubUrl: "https://ingest.example.com" } });
    assert.match(
      valuesOf(recording, "metrics-kube-prometheus-stack"),
      /"url":"https:\/\/ingest\.example\.com\/api\/v1\/write"/,
    );
    assert.doesNotMatch(valuesOf(await region(), "metrics-kube-prometheus-stack"), /"remoteWrite":\[\{/);
  });

  it("gives Grafana the database of the settings, by the name of a secret", async () => {
    const database = {
      host: "db.example.com",
      port: 5433,
      database: "boards",
      user: "grafana",
      secretName: "grafana-database",
    };
    const values = JSON.parse(valuesOf(await region({ cluster: { database } }), "grafana-release")) as {
      replicas: number;
      "grafana.ini": { database: object };
      envFromSecrets: object[];
    };
    assert.equal(values.replicas, 2);
    assert.deepEqual(values["grafana.ini"].database, {
      type: "postgres",
      host: "db.example.com:5433",
      name: "boards",
      user: "grafana",
      ssl_mode: "verify-full",
    });
    assert.deepEqual(values.envFromSecrets, [
      { name: "grafana-settings", optional: true },
      { name: "grafana-database", optional: true },
    ]);
  });

  it("judges what runs on its nodes, and says that nobody judges requests to its API", async () => {
    const recording = await region();
    const releases = recording
      .ofType("kubernetes:helm.sh/v3:Release")
      .map(({ inputs }) => String(inputs["name"]));
    assert.deepEqual(
      releases.filter((name) => name.startsWith("falco")),
      ["falcosidekick", "falco"],
    );
    assert.deepEqual(recording.log, [NOT_JUDGED]);
  });

  it("lets Prometheus reach the hub of the settings on its port, outside as it may be", async () => {
    const ports = async (hubUrl: string): Promise<string | undefined> =>
      /pharos_prometheus_public_ports\\n {2}items:([^:]*)- list/.exec(
        valuesOf(await region({ role: "spoke", cluster: { hubUrl } }), "runtime-security-falco"),
      )?.[1];
    assert.match((await ports("https://ingest.example.com")) ?? "", /"443/);
    assert.match((await ports("https://ingest.example.com:9443")) ?? "", /"9443/);
  });

  it("that is regulated says plainly whose locks its records rest on", async () => {
    assert.deepEqual((await region({ assurance: "regulated" })).log, [
      "warning: [runtime] eu-central-1 is regulated, but its records lie in https://objects.example.com, whose locks are its operator's: Pharos neither makes nor checks them, and what cannot be undone there is not in its lists",
      NOT_JUDGED,
    ]);
  });

  it("is no spoke for which a hub in AWS would open its door", async () => {
    const { settings, topology } = loadSettings(ROOT, "us-east-1");
    const { "us-east-1": hub } = topology.regions;
    const regions = { "us-east-1": hub!, [STACK]: { role: "spoke", jurisdiction: "EU" } } as const;
    const { resources } = await record(() => createRegion({ settings, topology: { ...topology, regions } }));
    assert.deepEqual(
      resources.filter(({ name }) => name.startsWith("ingest")),
      [],
    );
  });

  it("is a whole project by itself, a hub alone", () => {
    const { settings, topology } = loadAllSettings(EXAMPLE);
    assert.deepEqual([...settings.keys()], [STACK]);
    assert.deepEqual(topology, {
      hub: STACK,
      metricsStore: "thanos",
      regions: { [STACK]: { role: "hub", jurisdiction: "EU" } },
    });
  });
});
