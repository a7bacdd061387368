import assert from "node:assert/strict";
import type { Recording } from "../components/testing/record";
import type { ChartFacts } from "../content/images/chart-facts";
import { knownCharts } from "../content/images/known-charts";
import type { SuppliedResource } from "../content/images/supply";
import { supportedEksVersions } from "../content/versions";
import type { FitInputs } from "../content/version-fit";
import { CONFIGURATION_JUDGE, misfitsOf, versionFits } from "../content/versions-fit";
import { TOOLS } from "../engine/tools/obtain-tool";
import { recordStacks, STACKS } from "./testing/stacks";

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("versions of the stacks", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  before(async () => (recordings = await recordStacks()));

  for (const stack of STACKS) {
    it(`fit each other in ${stack}`, () => {
      const { resources } = recordings.get(stack)!;
      assert.deepEqual(misfitsOf({ kubernetes: supportedEksVersions, charts: knownCharts, resources }), []);
    });
  }

  it("are there: a real stack in which one of them is changed has what does not fit", () => {
    const { resources } = recordings.get("us-east-1")!;
    const changed = (name: string, from: RegExp, to: string): string[] => {
      const others = resources.map((resource) =>
        resource.name === name
          ? { ...resource, inputs: JSON.parse(JSON.stringify(resource.inputs).replace(from, to)) as object }
          : resource,
      ) as typeof resources;
      return misfitsOf({ kubernetes: supportedEksVersions, charts: knownCharts, resources: others }).map(
        (misfit) => misfit.split(":")[0] ?? "",
      );
    };
    assert.deepEqual(
      [
        changed("tracing-gateway", /collector-k8s:0\.158/, "collector-k8s:0.150"),
        changed("metrics-kube-prometheus-stack", /thanos:v0\.42\.4/, "thanos:v0.41.0"),
        changed("jaeger-indices", /rollover:2\.19/, "rollover:2.18"),
        changed("filebeat-agents", /filebeat:9\.5\.6/, "filebeat:9.7.0"),
        changed("logs-elasticsearch", /"version":"9\.5\.6"/, '"version":"10.0.0"'),
        changed("grafana-database-user-job", /postgres:17/, "postgres:16"),
      ].map((ids) => [...new Set(ids)].join(" ")),
      [
        "collector-operator",
        "thanos-programs",
        "jaeger-tools",
        "elastic-shippers",
        "elastic-stack elastic-shippers eck-elasticsearch",
        "database-client",
      ],
    );
  });

  it("are compared with the amtool that tests use", () => {
    assert.equal(CONFIGURATION_JUDGE, TOOLS.amtool.version);
  });
});

describe("a version that does not fit", () => {
  const facts = (chart: string, more: Partial<ChartFacts> = {}): ChartFacts => ({
    chart,
    version: "1.0.0",
    appVersion: "1.0.0",
    parts: [],
    images: [],
    shared: {},
    ...more,
  });
  const misfits = (id: string, inputs: Partial<FitInputs>): string[] =>
    versionFits
      .find((fit) => fit.id === id)!
      .misfits({ kubernetes: ["1.34", "1.35"], charts: [], resources: [], ...inputs });

  it("is a Kubernetes on which a chart, or a part of it, does not install", () => {
    const part = {
      chart: "part",
      version: "2",
      under: "part",
      read: true,
      kubeVersion: "<1.35.0-0",
      switches: {},
    };
    assert.deepEqual(
      misfits("chart-kubernetes", {
        charts: [
          facts("a", { kubeVersion: ">= 1.25.0-0" }),
          facts("b", { kubeVersion: "^1.35.0-0", parts: [part] }),
        ],
      }),
      [
        "b 1.0.0 installs on Kubernetes ^1.35.0-0 alone, not on 1.34: take another version of one of the two",
        "part 2 installs on Kubernetes <1.35.0-0 alone, not on 1.35: take another version of one of the two",
      ],
    );
  });

  it("is a Kubernetes that a program does not support, or of which nobody has looked", () => {
    const certManager = (appVersion: string): string[] =>
      misfits("program-kubernetes", {
        kubernetes: ["1.32", "1.33", "1.37"],
        charts: [facts("cert-manager", { appVersion })],
      });
    assert.deepEqual(certManager("v1.21.1"), [
      "cert-manager 1.21 supports Kubernetes 1.33 to 1.36, not 1.32: take another version of one of the two",
      "cert-manager 1.21 supports Kubernetes 1.33 to 1.36, not 1.37: take another version of one of the two",
    ]);
    assert.deepEqual(certManager("v1.22.0"), [
      "nobody has written down on which Kubernetes cert-manager 1.22 is supported: add it to content/versions-fit.ts",
    ]);
  });

  it("is an operator whose definitions are of another version", () => {
    const charts = [
      facts("kube-prometheus-stack", { appVersion: "v0.94.0" }),
      facts("prometheus-operator-crds", { appVersion: "v0.93.1" }),
    ];
    assert.deepEqual(misfits("operator-definitions", { charts }), [
      "the operator is v0.94.0, its definitions are v0.93.1: upgrade both in one change, the definitions first",
    ]);
  });

  it("is an Alertmanager older than what the operator writes for, or an operator of which nobody has looked", () => {
    const stack = (appVersion: string, tag: string): ChartFacts[] => [
      facts("kube-prometheus-stack", {
        appVersion,
        images: [
          {
            at: "alertmanager > alertmanagerSpec > image",
            chart: "kube-prometheus-stack",
            under: "",
            appVersion,
            tag,
            switches: {},
          },
        ],
      }),
    ];
    assert.deepEqual(misfits("operator-alertmanager", { charts: stack("v0.93.1", "v0.34.0") }), []);
    assert.deepEqual(misfits("operator-alertmanager", { charts: stack("v0.93.1", "v0.32.0") }), [
      "Alertmanager 0.32.0 is older than what the operator writes for, 0.33.1: leave the chart's own version",
    ]);
    assert.deepEqual(misfits("operator-alertmanager", { charts: stack("v0.99.0", "v0.34.0") }), [
      "nobody has written down whose configuration the operator v0.99.0 reads: add it to content/versions-fit.ts",
    ]);
  });

  it("is a tag of ours for which the chart was not made", () => {
    const charts = [
      facts("app", {
        images: [
          {
            at: "image",
            chart: "app",
            under: "",
            appVersion: "1.0.0",
            repository: "quay.io/example/app",
            switches: {},
          },
        ],
      }),
    ];
    const release = (tag: string): SuppliedResource => ({
      type: "kubernetes:helm.sh/v3:Release",
      name: "app-release",
      inputs: { chart: "app", version: "1.0.0", values: { image: { tag } } },
    });
    assert.deepEqual(misfits("chart-application", { charts, resources: [release("1.0.0")] }), []);
    assert.deepEqual(misfits("chart-application", { charts, resources: [release("2.0.0")] }), [
      "release 'app-release' sets image > tag to 2.0.0, app 1.0.0 was made for 1.0.0: leave it out, or take the chart of that version",
    ]);
  });

  const elastic = (group: string, kind: string, version: string, more: object = {}): SuppliedResource => ({
    type: `kubernetes:${group}.k8s.elastic.co/${kind === "Beat" ? "v1beta1" : "v1"}:${kind}`,
    name: kind.toLowerCase(),
    inputs: { metadata: { namespace: "logging" }, spec: { version, ...more } },
  });

  it("is an Elasticsearch that does not know Pod Identity, where its role comes from there", () => {
    const nodeSets = [{ podTemplate: { spec: { serviceAccountName: "elasticsearch" } } }];
    const association: SuppliedResource = {
      type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      name: "snapshots",
      inputs: { namespace: "logging", serviceAccount: "elasticsearch" },
    };
    const said = (version: string, ...others: SuppliedResource[]): string[] =>
      misfits("elasticsearch-identity", {
        resources: [elastic("elasticsearch", "Elasticsearch", version, { nodeSets }), ...others],
      });
    assert.deepEqual(said("9.5.2", association), [
      "Elasticsearch 'elasticsearch' is 9.5.2 and its service account has a role by Pod Identity: take 9.6.0, or give it the role by IRSA",
    ]);
    assert.deepEqual(said("9.6.0", association), []);
    assert.deepEqual(said("9.5.2"), []);
  });

  it("is a Kibana of another version than Elasticsearch, or a newer sender", () => {
    const resources = [
      elastic("elasticsearch", "Elasticsearch", "9.6.0"),
      elastic("kibana", "Kibana", "9.5.0"),
      elastic("beat", "Beat", "9.7.0"),
    ];
    assert.deepEqual(misfits("elastic-stack", { resources }), [
      "Kibana 'kibana' is 9.5.0, Elasticsearch 9.6.0: give both one version",
      "'beat' is 9.7.0, newer than Elasticsearch 9.6.0: upgrade Elasticsearch first",
    ]);
  });

  const pod = (name: string, image: string): SuppliedResource => ({
    type: "kubernetes:apps/v1:Deployment",
    name,
    inputs: { spec: { template: { spec: { containers: [{ name, image }] } } } },
  });
  const collector = (image: string): SuppliedResource => ({
    type: "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector",
    name: "gateway",
    inputs: { spec: { image } },
  });

  it("is a collector of another version than its operator, or of none", () => {
    const said = (image: string): string[] =>
      misfits("collector-operator", {
        charts: [facts("opentelemetry-operator", { appVersion: "0.158.0" })],
        resources: [collector(image)],
      });
    assert.deepEqual(said("ghcr.io/otel/collector-k8s:0.158.3"), []);
    assert.deepEqual(said("ghcr.io/otel/collector-k8s:0.159.0"), [
      "collector 'gateway' is 0.159.0, its operator 0.158.0: give both one version",
    ]);
    assert.deepEqual(said("ghcr.io/otel/collector-k8s"), [
      "collector 'gateway' names no version: give it 0.158.0",
    ]);
  });

  it("is a program of Thanos, in a pod or in a release's values, that differs from the others", () => {
    const sidecar: SuppliedResource = {
      type: "kubernetes:helm.sh/v3:Release",
      name: "metrics",
      inputs: { values: { prometheus: { thanos: { image: "mirror.example/thanos/thanos:v0.41.0" } } } },
    };
    const store = pod("store", "quay.io/thanos/thanos:v0.42.4");
    assert.deepEqual(misfits("thanos-programs", { resources: [store, sidecar] }), [
      "Thanos in 'metrics' is 0.41.0, in 'store' 0.42.4: give all one version",
    ]);
    assert.deepEqual(misfits("thanos-programs", { resources: [store] }), []);
  });

  it("is a job for Jaeger's indices of another version than Jaeger", () => {
    const resources = [
      pod("query", "docker.io/jaegertracing/jaeger:2.19.0"),
      pod("indices", "docker.io/jaegertracing/jaeger-es-rollover:2.18.0"),
    ];
    assert.deepEqual(misfits("jaeger-tools", { resources }), [
      "Jaeger in 'indices' is 2.18.0, in 'query' 2.19.0: give all one version",
    ]);
  });

  it("is a shipper in pods of our own that is newer than Elasticsearch, or a major version older", () => {
    const resources = [
      elastic("elasticsearch", "Elasticsearch", "9.5.6"),
      pod("filebeat", "docker.elastic.co/beats/filebeat:9.6.0"),
      pod("logstash", "docker.elastic.co/logstash/logstash:8.19.0"),
      pod("reader", "docker.elastic.co/beats/filebeat:9.5.6"),
    ];
    assert.deepEqual(misfits("elastic-shippers", { resources }), [
      "'filebeat' runs 9.6.0, Elasticsearch is 9.5.6: give both one version, Elasticsearch first",
      "'logstash' runs 8.19.0, Elasticsearch is 9.5.6: give both one version, Elasticsearch first",
    ]);
  });

  it("is an Elasticsearch that its operator does not take, or an operator of which nobody has looked", () => {
    const resources = [elastic("elasticsearch", "Elasticsearch", "7.17.9")];
    const eck = (version: string): ChartFacts[] => [facts("eck-operator", { version })];
    assert.deepEqual(misfits("eck-elasticsearch", { charts: eck("3.5.0"), resources }), [
      "Elasticsearch 'elasticsearch' is 7.17.9, ECK 3.5.0 takes ^8.0.0 || ^9.0.0: take another version of one of the two",
    ]);
    assert.deepEqual(misfits("eck-elasticsearch", { charts: eck("3.7.0"), resources }), [
      "nobody has written down which Elasticsearch ECK 3.7.0 takes: add it to content/versions-fit-images.ts",
    ]);
  });

  it("is a client of PostgreSQL that is older than the server", () => {
    const server: SuppliedResource = {
      type: "aws:rds/cluster:Cluster",
      name: "grafana-database",
      inputs: { engineVersion: "17" },
    };
    const said = (image: string): string[] =>
      misfits("database-client", { resources: [server, pod("user", image)] });
    assert.deepEqual(said("public.ecr.aws/docker/library/postgres:16.9-alpine3.22"), [
      "'user' has the client of PostgreSQL 16, 'grafana-database' is 17: take the newer client",
    ]);
    assert.deepEqual(said("public.ecr.aws/docker/library/postgres:17.6-alpine3.22"), []);
  });

  it("is told with what happens then", () => {
    const charts = [facts("a", { kubeVersion: "^1.35.0-0" })];
    assert.deepEqual(misfitsOf({ kubernetes: ["1.34"], charts, resources: [] }), [
      "chart-kubernetes: a 1.0.0 installs on Kubernetes ^1.35.0-0 alone, not on 1.34: take another version of one of the two (Helm refuses the release otherwise, in the middle of an update)",
    ]);
  });
});
