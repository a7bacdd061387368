import assert from "node:assert/strict";
import { AWS } from "../aws/provider";
import { readSchemas } from "../facts/model";
import { TestCloud, TestStack, text } from "../testing/stack";
import { secret, UNKNOWN, type Properties } from "../values";
import { KUBERNETES } from "./provider";
import { compilePattern } from "./schema";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const RULE = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";
const RELEASE = "kubernetes:helm.sh/v3:Release";

const kubeconfig = (server: string): string =>
  JSON.stringify({
    clusters: [{ name: "c", cluster: { server } }],
    contexts: [{ name: "x", context: { cluster: "c" } }],
    "current-context": "x",
  });

const deployment = (over: Properties = {}): Properties => ({
  metadata: { name: "app" },
  spec: {
    selector: { matchLabels: { app: "a" } },
    template: { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "c", image: "i" }] } },
    ...over,
  },
});

const release = (over: Properties = {}): Properties => ({
  name: "prometheus",
  namespace: "monitoring",
  createNamespace: true,
  chart: "kube-prometheus-stack",
  version: "1.2.3",
  repositoryOpts: { repo: "https://charts.example.com" },
  values: {},
  ...over,
});

const RULES: Properties = { metadata: { name: "r", namespace: "monitoring" }, spec: { groups: [] } };

describe("the sandbox's kubernetes provider", () => {
  let home: TestCloud;
  let one: TestStack;
  let two: TestStack;
  beforeEach(async () => {
    home = new TestCloud();
    one = new TestStack(
      await home.cloud(),
      KUBERNETES,
      { kubeconfig: kubeconfig("https://one.example.com") },
      "one",
    );
    two = new TestStack(
      await home.cloud(),
      KUBERNETES,
      { kubeconfig: kubeconfig("https://two.example.com") },
      "two",
    );
  });
  afterEach(() => home.dispose());

  describe("check", () => {
    const cases: [string, string, Properties, string[]][] = [
      ["nothing wrong", DEPLOYMENT, deployment({ replicas: 2 }), []],
      [
        "an unknown field deep inside",
        DEPLOYMENT,
        deployment({ template: { spec: { containers: [{ name: "c", imagePullpolicy: "Always" }] } } }),
        ["spec.template.spec.containers[0].imagePullpolicy: field not declared in schema"],
      ],
      [
        "a missing field",
        DEPLOYMENT,
        { metadata: { name: "app" }, spec: { selector: {} } },
        ["spec.template: Required value"],
      ],
      [
        "a wrong type",
        DEPLOYMENT,
        deployment({ replicas: "2" }),
        ['spec.replicas: Invalid value: "2": must be of type integer'],
      ],
      [
        "a wrong word",
        DEPLOYMENT,
        deployment({ strategy: { type: "Rolling" } }),
        ['spec.strategy.type: Unsupported value: "Rolling": supported values: "Recreate", "RollingUpdate"'],
      ],
      [
        "a number or a percentage",
        DEPLOYMENT,
        deployment({ strategy: { rollingUpdate: { maxSurge: "25%" } } }),
        [],
      ],
      ["what is not known", DEPLOYMENT, { metadata: { name: UNKNOWN }, spec: UNKNOWN }, []],
      [
        "what is secret is looked into",
        CONFIG_MAP,
        { metadata: { name: "c" }, data: secret({ a: 1 }) },
        ["data.a: Invalid value: 1: must be of type string"],
      ],
      [
        "a custom resource",
        RULE,
        {
          metadata: { name: "r" },
          spec: { groups: [{ name: "g", rules: [{ alert: "A", expr: "x", for: "5 minutes" }] }] },
        },
        [
          `spec.groups[0].rules[0].for: Invalid value: "5 minutes": should match '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$'`,
        ],
      ],
      [
        "metadata of a custom resource",
        RULE,
        { metadata: { name: "r", label: {} }, spec: { groups: [] } },
        ["metadata.label: field not declared in schema"],
      ],
      [
        "names and labels",
        NAMESPACE,
        { metadata: { name: "My_Space", labels: { a: "x y" } } },
        [
          "metadata.name: Invalid value: \"My_Space\": a lowercase RFC 1123 label must consist of at most 63 lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
          "metadata.labels.a: Invalid value: \"x y\": a valid label must be an empty string or consist of at most 63 alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        ],
      ],
      [
        "EKS Auto Mode's node class",
        "kubernetes:eks.amazonaws.com/v1:NodeClass",
        { metadata: { name: "n" }, spec: { role: "r", networkPolicy: "Deny", subnetSelectorTerms: [] } },
        [
          'spec.networkPolicy: Unsupported value: "Deny": supported values: "DefaultAllow", "DefaultDeny"',
          "spec.securityGroupSelectorTerms: Required value",
        ],
      ],
      [
        "a patch need not be whole",
        "kubernetes:apps/v1:DeploymentPatch",
        { metadata: { name: "app" }, spec: { replicas: 3 } },
        [],
      ],
      [
        "a patch names its object",
        "kubernetes:core/v1:ConfigMapPatch",
        { data: { a: "b" } },
        ["metadata.name: Required value: a patch names the object it changes"],
      ],
      ["a release", RELEASE, release(), []],
      [
        "a release without a repository",
        RELEASE,
        release({ repositoryOpts: {}, values: "a: b" }),
        [
          'values: Invalid value: "a: b": must be of type object',
          'could not locate chart "kube-prometheus-stack": it is no path, and repositoryOpts.repo is not set; name the repository, or give an oci:// address',
        ],
      ],
      [
        "a release from a registry",
        RELEASE,
        release({ repositoryOpts: null, chart: "oci://charts.example.com/stack" }),
        [],
      ],
      [
        "a release's name",
        RELEASE,
        release({ name: "Prometheus" }),
        [
          'invalid release name "Prometheus": it must be a lowercase RFC 1123 subdomain of at most 53 characters',
        ],
      ],
    ];
    for (const [title, type, inputs, expected] of cases)
      it(title, () => assert.deepEqual(one.failures(type, inputs), expected));

    it("names a kind of which it has no schema", () =>
      assert.throws(() => one.check("kubernetes:example.com/v1:Thing", {}), {
        message:
          "the sandbox's kubernetes provider has no schema of the type kubernetes:example.com/v1:Thing; engine/sandbox/README.md says how to teach it",
      }));

    it("gives names and namespaces, and keeps made-up names", () => {
      const { inputs } = one.check(CONFIG_MAP, { data: {} });
      const metadata = inputs["metadata"] as Properties;
      assert.match(text(metadata["name"]), /^it-[0-9a-f]{8}$/);
      assert.deepEqual(
        { ...metadata, name: "" },
        { name: "", namespace: "default", annotations: { "pulumi.com/autonamed": "true" } },
      );
      const kept = { ...inputs, metadata: { ...metadata, name: "it-00000000" } };
      assert.equal(
        (one.check(CONFIG_MAP, { data: {} }, kept).inputs["metadata"] as Properties)["name"],
        "it-00000000",
      );
      assert.equal((one.check(NAMESPACE, {}).inputs["metadata"] as Properties)["namespace"], undefined);
    });

    it("knows only patterns that JavaScript understands", () => {
      const patterns = readSchemas().nodes.flatMap((node) => node.pattern ?? []);
      assert.deepEqual(
        patterns.filter((pattern) => compilePattern(pattern) === undefined),
        [],
      );
    });
  });

  describe("diff", () => {
    const cases: [string, string, Properties, Properties, string[]][] = [
      [
        "replicas change in place",
        DEPLOYMENT,
        deployment({ replicas: 1 }),
        deployment({ replicas: 2 }),
        ["spec.replicas"],
      ],
      [
        "a selector replaces",
        DEPLOYMENT,
        deployment({ selector: { matchLabels: { app: "a" } } }),
        deployment({ selector: { matchLabels: { app: "b" } } }),
        ["spec.selector.matchLabels.app replaces"],
      ],
      [
        "a name replaces",
        NAMESPACE,
        { metadata: { name: "a" } },
        { metadata: { name: "b" } },
        ["metadata.name replaces"],
      ],
      [
        "data of a config map replace",
        CONFIG_MAP,
        { metadata: { name: "c" }, data: { a: "1" } },
        { metadata: { name: "c" }, data: { a: "2" } },
        ["data.a replaces"],
      ],
      [
        "data of a patch do not",
        "kubernetes:core/v1:ConfigMapPatch",
        { metadata: { name: "c" }, data: { a: "1" } },
        { metadata: { name: "c" }, data: { a: "2" } },
        ["data.a"],
      ],
      [
        "a storage class is immutable",
        "kubernetes:storage.k8s.io/v1:StorageClass",
        { metadata: { name: "s" }, provisioner: "p", parameters: { a: "1" } },
        { metadata: { name: "s" }, provisioner: "p", parameters: { a: "2" } },
        ["parameters.a replaces"],
      ],
      [
        "a release's values change in place",
        RELEASE,
        release({ values: { a: 1 } }),
        release({ values: { a: 2 } }),
        ["values.a"],
      ],
      [
        "a release's namespace replaces",
        RELEASE,
        release(),
        release({ namespace: "other" }),
        ["namespace replaces"],
      ],
    ];
    for (const [title, type, olds, news, expected] of cases)
      it(title, () => assert.deepEqual(one.changes(type, olds, news), expected));

    it("lets config maps change where the provider is told so", async () => {
      const settings = { kubeconfig: kubeconfig("https://one.example.com"), enableConfigMapMutable: "true" };
      const mutable = new TestStack(await home.cloud(), KUBERNETES, settings);
      const olds: Properties = { metadata: { name: "c" }, data: { a: "1" } };
      assert.deepEqual(mutable.changes(CONFIG_MAP, olds, { ...olds, data: { a: "2" } }), ["data.a"]);
    });

    it("deletes first when the name stays", () => {
      const olds: Properties = { metadata: { name: "c" }, data: { a: "1" } };
      assert.equal(one.diff(CONFIG_MAP, olds, { ...olds, data: {} }).deleteBeforeReplace, true);
      assert.equal(
        one.diff(NAMESPACE, { metadata: { name: "a" } }, { metadata: { name: "b" } }).deleteBeforeReplace,
        false,
      );
    });
  });

  describe("objects", () => {
    it("are known at preview but for what the cluster computes", () => {
      assert.deepEqual(one.preview(NAMESPACE, { metadata: { name: "n", labels: { a: UNKNOWN } } }), {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: {
          name: "n",
          labels: { a: UNKNOWN },
          uid: UNKNOWN,
          resourceVersion: UNKNOWN,
          creationTimestamp: UNKNOWN,
        },
        status: UNKNOWN,
      });
      const service = one.preview("kubernetes:core/v1:Service", {
        metadata: { name: "s" },
        spec: { ports: [{ port: 80 }] },
      });
      assert.deepEqual(service["spec"], {
        ports: [{ port: 80 }],
        clusterIP: UNKNOWN,
        type: UNKNOWN,
        sessionAffinity: UNKNOWN,
      });
    });

    it("get what a cluster gives them", async () => {
      const { id, outputs } = await one.create("kubernetes:core/v1:Service", {
        metadata: { name: "s" },
        spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
      });
      assert.equal(id, "default/s");
      assert.match(
        JSON.stringify(outputs["status"]),
        /"hostname":"k8s-[0-9a-f]{32}-[0-9a-f]{16}\.elb\.amazonaws\.com"/,
      );
      const ready = await one.create(DEPLOYMENT, deployment({ replicas: 3 }));
      assert.equal((ready.outputs["status"] as Properties)["readyReplicas"], 3);
    });

    it("keep a Secret's data secret, text encoded", async () => {
      const { outputs } = await one.create("kubernetes:core/v1:Secret", {
        metadata: { name: "s" },
        stringData: { a: "b" },
      });
      assert.deepEqual(outputs["data"], secret({ a: "Yg==" }));
      assert.deepEqual(outputs["stringData"], secret({ a: "b" }));
    });

    it("need their namespace", async () => {
      const inputs = { metadata: { name: "c", namespace: "monitoring" }, data: {} };
      await assert.rejects(one.create(CONFIG_MAP, inputs), {
        message:
          'resource monitoring/c was not created by the Kubernetes API server: namespaces "monitoring" not found',
        reason: "notFound",
      });
      await one.create(NAMESPACE, { metadata: { name: "monitoring" } });
      await one.create(CONFIG_MAP, inputs);
      await assert.rejects(two.create(CONFIG_MAP, inputs), { reason: "notFound" });
    });

    it("need the chart that brings their kind", async () => {
      await one.create(NAMESPACE, { metadata: { name: "monitoring" } });
      await assert.rejects(one.create(RULE, RULES), {
        message:
          'resource monitoring/r was not created by the Kubernetes API server: no matches for kind "PrometheusRule" in version "monitoring.coreos.com/v1"' +
          " (the sandbox knows it from the charts kube-prometheus-stack, prometheus-operator-crds; none of them is installed in this cluster)",
      });
      await one.create(RELEASE, release({ createNamespace: false }));
      await one.create(RULE, RULES);
    });

    it("have a name once in a cluster's namespace; the same resource may apply it again", async () => {
      const inputs = { metadata: { name: "c" }, data: {} };
      await one.create(CONFIG_MAP, inputs, "first");
      await one.create(CONFIG_MAP, inputs, "first");
      await two.create(CONFIG_MAP, inputs, "first");
      await assert.rejects(one.create(CONFIG_MAP, inputs, "second"), {
        message: `resource default/c was not created by the Kubernetes API server: ConfigMap "default/c" already exists; ${one.urn(CONFIG_MAP, "first")} holds it`,
        reason: "exists",
      });
      await one.create(
        "kubernetes:core/v1:ConfigMapPatch",
        { metadata: { name: "c" }, data: { a: "b" } },
        "patch",
      );
    });

    it("go with their namespace", async () => {
      const { id } = await one.create(NAMESPACE, { metadata: { name: "monitoring" } });
      const inside = await one.create(CONFIG_MAP, {
        metadata: { name: "c", namespace: "monitoring" },
        data: {},
      });
      const outside = await one.create(CONFIG_MAP, { metadata: { name: "c" }, data: {} });
      await one.delete(NAMESPACE, id);
      assert.equal(one.read(CONFIG_MAP, inside.id), undefined);
      assert.notEqual(one.read(CONFIG_MAP, outside.id), undefined);
    });

    it("go with their cluster", async () => {
      const aws = new TestStack(await home.cloud(), AWS, { region: "eu-west-1" });
      const type = "aws:eks/cluster:Cluster";
      const cluster = await aws.create(type, { name: "c", roleArn: "r", vpcConfig: { subnetIds: ["s"] } });
      const server = text(cluster.outputs["endpoint"]);
      const inside = new TestStack(await home.cloud(), KUBERNETES, { kubeconfig: kubeconfig(server) });
      await inside.create(RELEASE, release());
      await one.create(RELEASE, release());
      await aws.delete(type, cluster.id, cluster.outputs);
      assert.equal(inside.read(RELEASE, "monitoring/prometheus"), undefined);
      assert.notEqual(one.read(RELEASE, "monitoring/prometheus"), undefined);
    });
  });

  describe("releases", () => {
    it("are known at preview but for their status", () => {
      assert.deepEqual(one.preview(RELEASE, release({ values: { key: UNKNOWN } })), {
        ...release({ values: { key: UNKNOWN } }),
        status: UNKNOWN,
      });
    });

    it("count their revisions", async () => {
      const { id, outputs } = await one.create(RELEASE, release());
      assert.deepEqual(outputs["status"], {
        chart: "kube-prometheus-stack",
        name: "prometheus",
        namespace: "monitoring",
        revision: 1,
        status: "deployed",
        version: "1.2.3",
        appVersion: "1.2.3",
      });
      const updated = await one.update(RELEASE, id, outputs, release({ values: { a: 1 } }));
      assert.equal((updated["status"] as Properties)["revision"], 2);
    });

    it("need their namespace or make it", async () => {
      await assert.rejects(one.create(RELEASE, release({ createNamespace: false })), {
        message: 'release monitoring/prometheus: create: failed to create: namespaces "monitoring" not found',
      });
      await one.create(RELEASE, release());
      await one.create(CONFIG_MAP, { metadata: { name: "c", namespace: "monitoring" }, data: {} });
    });
  });

  describe("settings", () => {
    it("are a cluster by its address, however the kubeconfig is written", () => {
      const yaml = "clusters:\n- name: c\n  cluster: { server: https://one.example.com }\n";
      assert.deepEqual(
        KUBERNETES.relocating({ kubeconfig: kubeconfig("https://one.example.com") }, { kubeconfig: yaml }),
        [],
      );
      assert.deepEqual(
        KUBERNETES.relocating(
          { kubeconfig: kubeconfig("https://one.example.com") },
          { kubeconfig: kubeconfig("https://two.example.com") },
        ),
        ["kubeconfig"],
      );
    });

    it("refuse a kubeconfig that is none", () =>
      assert.deepEqual(KUBERNETES.checkConfig({ kubeconfig: "{}" }), [
        "failed to parse kubeconfig: it has no list of clusters",
      ]));
  });
});
