/**
 * What would have caught the chart's silent defaults: one test for each line of the acceptance list, over the values of every
 * release, each with a mutant that it must catch.
 */
import assert from "node:assert/strict";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { days } from "../../content/units";
import { grafanaValues } from "../dashboards/grafana-values";
import { kubePrometheusStackValues } from "./kube-prometheus-stack-values";
import type { MetricsStackSettings } from "./settings";

/** The values of both releases as data, mutable for mutants. */
interface Releases {
  stack: Tree;
  grafana: Tree;
}

// A tree of values whose shape the checks walk by path.
type Tree = Record<string, unknown>;

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
    ...(role === "spoke" ? { remoteWriteUrl: "https://metrics-ingest.example/api/v1/write" } : {}),
  });
  const grafana = grafanaValues({
    storageClassName: "encrypted-gp3",
    ...(database ? { database: { host: "db.example:5432", name: "grafana", user: "grafana" } } : {}),
  });
  return structuredClone({ stack, grafana }) as unknown as Releases;
}

const variants = {
  "a spoke": releases("spoke", false),
  "the hub": releases("hub", false),
  "a region with a database for Grafana": releases("spoke", true),
};

/** The workloads of the releases, and where each keeps what the list asks about. */
const workloads = [
  {
    name: "Prometheus",
    release: "stack",
    spec: "prometheus.prometheusSpec",
    budget: "prometheus.podDisruptionBudget.enabled",
    storage: "storageSpec",
  },
  {
    name: "Alertmanager",
    release: "stack",
    spec: "alertmanager.alertmanagerSpec",
    budget: "alertmanager.podDisruptionBudget.enabled",
    storage: "storage",
  },
  { name: "operator", release: "stack", spec: "prometheusOperator" },
  { name: "kube-state-metrics", release: "stack", spec: "kube-state-metrics" },
  { name: "node-exporter", release: "stack", spec: "prometheus-node-exporter", perNode: true },
  { name: "Grafana", release: "grafana", spec: "", budget: "podDisruptionBudget.minAvailable" },
] as const satisfies readonly Workload[];

interface Workload {
  readonly name: string;
  readonly release: keyof Releases;
  readonly spec: string;
  readonly budget?: string;
  readonly storage?: string;
  readonly perNode?: true;
}

/** One line of the list. */
interface Line {
  readonly title: string;
  /** What is wrong; empty when nothing is. */
  readonly check: (releases: Releases) => string[];
  /** Path, in one release, of the value that a mutant changes, and to what; undefined removes it. */
  readonly mutants: readonly (readonly [keyof Releases, string, unknown])[];
}

const lines: readonly Line[] = [
  {
    title: "nothing that has a state is on an emptyDir",
    check: (all) => [
      ...workloads.flatMap((work) => {
        const storage = "storage" in work ? work.storage : undefined;
        if (storage === undefined) return [];
        const className = at(
          all[work.release],
          `${work.spec}.${storage}.volumeClaimTemplate.spec.storageClassName`,
        );
        return className === "encrypted-gp3" ? [] : [`${work.name} has no volume of the encrypted class`];
      }),
      ...(at(all.grafana, "persistence.enabled") === true ||
      at(all.grafana, "grafana.ini.database") !== undefined
        ? []
        : ["Grafana has neither a volume nor a database"]),
    ],
    mutants: [
      ["stack", "prometheus.prometheusSpec.storageSpec", {}],
      ["stack", "alertmanager.alertmanagerSpec.storage", undefined],
      ["grafana", "persistence.enabled", false],
    ],
  },
  {
    title: "there are two replicas, or a reason why there is one",
    check: (all) =>
      workloads.flatMap((work) => {
        if ("perNode" in work) return [];
        const few = replicas(all, work) < 2;
        const reason = at(all[work.release], join(work.spec, "annotations")) as Tree | undefined;
        return few && !reason?.["pharos.io/singleton"] ? [`${work.name} has one replica and no reason`] : [];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.replicas", 1],
      ["stack", "alertmanager.alertmanagerSpec.replicas", 1],
      ["stack", "prometheusOperator.annotations", {}],
      ["stack", "kube-state-metrics.annotations", undefined],
      ["grafana", "annotations", undefined],
    ],
  },
  {
    title: "whatever has replicas has a disruption budget",
    check: (all) =>
      workloads.flatMap((work) => {
        if (!("budget" in work) || replicas(all, work) < 2) return [];
        return at(all[work.release], work.budget) ? [] : [`${work.name} has no disruption budget`];
      }),
    mutants: [
      ["stack", "prometheus.podDisruptionBudget.enabled", false],
      ["stack", "alertmanager.podDisruptionBudget", undefined],
      ["grafana", "replicas", 2],
    ],
  },
  {
    title: "replicas are spread over zones, strictly and over as many zones as there are replicas",
    check: (all) =>
      workloads.flatMap((work) => {
        const count = replicas(all, work);
        if ("perNode" in work || count < 2) return [];
        const [spread] = (at(all[work.release], join(work.spec, "topologySpreadConstraints")) ??
          []) as Tree[];
        const strict =
          spread?.["topologyKey"] === "topology.kubernetes.io/zone" &&
          spread["whenUnsatisfiable"] === "DoNotSchedule" &&
          spread["maxSkew"] === 1 &&
          spread["minDomains"] === count;
        return strict ? [] : [`${work.name} may have all its replicas in one zone`];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.topologySpreadConstraints", []],
      [
        "stack",
        "alertmanager.alertmanagerSpec.topologySpreadConstraints.0.whenUnsatisfiable",
        "ScheduleAnyway",
      ],
      ["stack", "prometheus.prometheusSpec.topologySpreadConstraints.0.minDomains", undefined],
      ["grafana", "replicas", 2],
    ],
  },
  {
    title: "every container requests processor and memory, and has a limit of memory",
    check: (all) =>
      containers.flatMap(([release, path]) => {
        const resources = at(all[release], join(path, "resources")) as
          { requests?: Tree; limits?: Tree } | undefined;
        const complete =
          resources?.requests?.["cpu"] && resources.requests["memory"] && resources.limits?.["memory"];
        return complete ? [] : [`${path || "Grafana"} runs without requests or without a limit`];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.resources", {}],
      ["stack", "kube-state-metrics.kubeRBACProxy.resources.limits", undefined],
      ["stack", "prometheusOperator.prometheusConfigReloader.resources.requests.cpu", undefined],
      ["grafana", "sidecar.resources", undefined],
    ],
  },
  {
    title: "nothing runs as root or writes to its root file system",
    check: (all) => [
      ...restrictedContainers.flatMap(([release, path]) =>
        at(all[release], `${path}.readOnlyRootFilesystem`) === true &&
        at(all[release], `${path}.allowPrivilegeEscalation`) === false
          ? []
          : [`${path} is not restricted`],
      ),
      ...restrictedPods.flatMap(([release, path]) =>
        at(all[release], `${path}.runAsNonRoot`) === true ? [] : [`${path} may run as root`],
      ),
      // Runs as root to change the owner of a volume.
      ...(at(all.grafana, "initChownData.enabled") === false
        ? []
        : ["Grafana's init container runs as root"]),
    ],
    mutants: [
      ["stack", "prometheus-node-exporter.containerSecurityContext.readOnlyRootFilesystem", false],
      ["stack", "prometheus.prometheusSpec.securityContext", undefined],
      ["grafana", "containerSecurityContext", undefined],
      ["grafana", "initChownData", undefined],
    ],
  },
  {
    title: "no image is taken at its latest",
    check: (all) => [
      ...(at(all.stack, "crds.enabled") === false ? [] : ["the chart's own CRDs may run busybox:latest"]),
      ...(at(all.stack, "prometheus-node-exporter.permissionInitContainer") === undefined
        ? []
        : ["node-exporter's init container runs busybox:latest"]),
      ...texts(all)
        .filter(([, text]) => /:latest$|^latest$/.test(text))
        .map(([path]) => `${path} is latest`),
    ],
    mutants: [
      ["stack", "crds.enabled", true],
      ["stack", "prometheus-node-exporter.permissionInitContainer", { fixes: { rapl: true } }],
      ["grafana", "image", { tag: "latest" }],
    ],
  },
  {
    title: "every port speaks TLS, or is on the list with its reason",
    check: (all) =>
      ports.flatMap(({ name, release, tls, reason }) =>
        reason !== undefined || tls?.(all[release]) === true ? [] : [`${name} does not speak TLS`],
      ),
    mutants: [
      ["stack", "prometheus.prometheusSpec.web.tlsConfig", undefined],
      ["stack", "prometheus.serviceMonitor.scheme", "http"],
      ["stack", "alertmanager.alertmanagerSpec.scheme", ""],
      ["stack", "alertmanager.alertmanagerSpec.clusterTLS.server.clientAuthType", "NoClientCert"],
      ["stack", "prometheus-node-exporter.kubeRBACProxy.enabled", false],
      ["stack", "kube-state-metrics.prometheus.monitor.http.scheme", "http"],
    ],
  },
  {
    title: "every component is scraped",
    check: (all) => [
      ...(["prometheus", "alertmanager", "prometheusOperator"] as const).flatMap((component) =>
        at(all.stack, `${component}.serviceMonitor.selfMonitor`) === false
          ? [`${component} is not scraped`]
          : [],
      ),
      ...(["prometheus-node-exporter", "kube-state-metrics"] as const).flatMap((component) =>
        at(all.stack, `${component}.prometheus.monitor.enabled`) === false
          ? [`${component} is not scraped`]
          : [],
      ),
      ...(at(all.grafana, "serviceMonitor.enabled") === true ? [] : ["Grafana is not scraped"]),
    ],
    mutants: [
      ["stack", "prometheus.serviceMonitor.selfMonitor", false],
      ["stack", "kube-state-metrics.prometheus.monitor.enabled", false],
      ["grafana", "serviceMonitor", undefined],
    ],
  },
  {
    title: "no secret stands in the values",
    check: (all) => [
      ...texts(all)
        .filter(([path, text]) => SECRET_KEY.test(path) && !REFERENCE.test(path) && text !== "")
        .map(([path]) => `${path} holds a secret`),
      ...(at(all.grafana, "assertNoLeakedSecrets") === true ? [] : ["the chart's own check is off"]),
    ],
    mutants: [
      ["grafana", "adminPassword", "hunter2"],
      ["grafana", "grafana.ini.security.secret_key", "hunter2"],
      ["stack", "prometheus.prometheusSpec.remoteWrite.0.bearerToken", "hunter2"],
      ["grafana", "assertNoLeakedSecrets", false],
    ],
  },
  {
    title: "Prometheus sees the rules and monitors of every other chart",
    check: (all) =>
      ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"].flatMap((kind) =>
        at(all.stack, `prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`) === false
          ? []
          : [`Prometheus sees only the ${kind}s of its own release`],
      ),
    mutants: ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"].map(
      (kind) => ["stack", `prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`, undefined] as const,
    ),
  },
  {
    title: "it is said what becomes of volumes",
    check: (all) =>
      ["prometheus.prometheusSpec", "alertmanager.alertmanagerSpec"].flatMap((spec) => {
        const policy = at(all.stack, `${spec}.persistentVolumeClaimRetentionPolicy`) as Tree | undefined;
        return policy?.["whenDeleted"] === "Retain" && policy["whenScaled"] === "Retain"
          ? []
          : [`${spec} does not say what becomes of its volumes`];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.persistentVolumeClaimRetentionPolicy", {}],
      ["stack", "alertmanager.alertmanagerSpec.persistentVolumeClaimRetentionPolicy.whenDeleted", "Delete"],
    ],
  },
  {
    title: "no default credentials remain",
    check: (all) =>
      ["admin", undefined].includes(at(all.grafana, "adminUser") as string)
        ? ["Grafana's user is admin"]
        : [],
    mutants: [
      ["grafana", "adminUser", "admin"],
      ["grafana", "adminUser", undefined],
    ],
  },
  {
    title: "nothing waits for what EKS does not show",
    check: (all) => [
      ...["kubeEtcd", "kubeScheduler", "kubeControllerManager", "kubeProxy", "coreDns"].flatMap((part) =>
        at(all.stack, `${part}.enabled`) === false ? [] : [`${part} can never be scraped on EKS`],
      ),
      ...["etcd", "kubeControllerManager", "kubeSchedulerAlerting", "kubeProxy"].flatMap((group) =>
        at(all.stack, `defaultRules.rules.${group}`) === false
          ? []
          : [`the rules ${group} fire for ever on EKS`],
      ),
    ],
    mutants: [
      ["stack", "kubeProxy", undefined],
      ["stack", "defaultRules.rules.etcd", true],
    ],
  },
  {
    title: "node-exporter is on every node, whatever its taints",
    check: (all) => {
      const tolerations = at(all.stack, "prometheus-node-exporter.tolerations") as Tree[] | undefined;
      const everything = tolerations?.some(
        ({ operator, effect }) => operator === "Exists" && effect === undefined,
      );
      return everything === true ? [] : ["nodes with a NoExecute taint go unseen"];
    },
    mutants: [
      ["stack", "prometheus-node-exporter.tolerations", [{ operator: "Exists", effect: "NoSchedule" }]],
    ],
  },
];

/** Every container that the values can size: release and path of what holds its resources. */
const containers: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheus.prometheusSpec"],
  ["stack", "alertmanager.alertmanagerSpec"],
  ["stack", "prometheusOperator"],
  ["stack", "prometheusOperator.prometheusConfigReloader"],
  ["stack", "prometheusOperator.admissionWebhooks.patch"],
  ["stack", "kube-state-metrics"],
  ["stack", "kube-state-metrics.kubeRBACProxy"],
  ["stack", "prometheus-node-exporter"],
  ["stack", "prometheus-node-exporter.kubeRBACProxy"],
  ["grafana", ""],
  ["grafana", "sidecar"],
];

/** Containers whose security context is ours; the operator sets that of Prometheus and Alertmanager itself. */
const restrictedContainers: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheusOperator.containerSecurityContext"],
  ["stack", "kube-state-metrics.containerSecurityContext"],
  ["stack", "prometheus-node-exporter.containerSecurityContext"],
  ["stack", "prometheus-node-exporter.kubeRBACProxy.containerSecurityContext"],
  ["grafana", "containerSecurityContext"],
  ["grafana", "sidecar.securityContext"],
];

const restrictedPods: readonly (readonly [keyof Releases, string])[] = [
  ["stack", "prometheus.prometheusSpec.securityContext"],
  ["stack", "alertmanager.alertmanagerSpec.securityContext"],
  ["grafana", "securityContext"],
];

interface Port {
  readonly name: string;
  readonly release: keyof Releases;
  /** Whether server and scrape both speak TLS. */
  readonly tls?: (values: Tree) => boolean;
  /** Why it does not. */
  readonly reason?: string;
}

/** Every port that the releases open. */
const ports: readonly Port[] = [
  {
    name: "Prometheus 9090",
    release: "stack",
    tls: (values) =>
      at(values, "prometheus.prometheusSpec.web.tlsConfig.minVersion") === "TLS13" &&
      at(values, "prometheus.serviceMonitor.scheme") === "https",
  },
  {
    name: "Alertmanager 9093",
    release: "stack",
    tls: (values) =>
      at(values, "alertmanager.alertmanagerSpec.web.tlsConfig.minVersion") === "TLS13" &&
      at(values, "alertmanager.alertmanagerSpec.scheme") === "https" &&
      at(values, "alertmanager.serviceMonitor.scheme") === "https",
  },
  {
    name: "Alertmanager's gossip 9094",
    release: "stack",
    tls: (values) =>
      at(values, "alertmanager.alertmanagerSpec.clusterTLS.server.clientAuthType") ===
      "RequireAndVerifyClientCert",
  },
  ...["prometheus-node-exporter", "kube-state-metrics"].map((chart): Port => {
    const monitor = chart === "kube-state-metrics" ? "prometheus.monitor.http" : "prometheus.monitor";
    return {
      name: chart,
      release: "stack",
      tls: (values) =>
        at(values, `${chart}.kubeRBACProxy.enabled`) === true &&
        at(values, `${chart}.${monitor}.scheme`) === "https",
    };
  }),
  { name: "Grafana 3000", release: "grafana", reason: "only the gateway may reach it, and ends TLS" },
];

/** Paths of keys that hold secrets. */
const SECRET_KEY = /password|secret_?key|token|credential/i;
/** Paths that only name where a secret lies. */
const REFERENCE = /Secret\.(?:name|key)$|keySecret|bearerTokenFile$/;

for (const [variant, values] of Object.entries(variants)) {
  describe(`the charts' values for ${variant}`, () => {
    for (const { title, check } of lines) it(title, () => assert.deepEqual(check(values), []));

    it("have only keys that the pinned versions know, of the right types", () => {
      assert.deepEqual(checkValues(keyIndexes["kube-prometheus-stack"], values.stack), []);
      assert.deepEqual(checkValues(keyIndexes.grafana, values.grafana), []);
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

function replicas(all: Releases, { release, spec }: Workload): number {
  const count = at(all[release], join(spec, "replicas"));
  return typeof count === "number" ? count : 1;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Steps of a path; `grafana.ini` is one key. */
function steps(path: string): string[] {
  return path
    .replace("grafana.ini", "grafana%ini")
    .split(".")
    .map((step) => step.replace("%", "."));
}

function at(tree: Tree, path: string): unknown {
  return steps(path).reduce<unknown>(
    (node, step) => (typeof node === "object" && node !== null ? (node as Tree)[step] : undefined),
    tree,
  );
}

function set(tree: Tree, path: string, value: unknown): void {
  const keys = steps(path);
  const last = keys.pop() ?? "";
  let node = tree;
  for (const key of keys) node = (node[key] ??= {}) as Tree;
  if (value === undefined) delete node[last];
  else node[last] = value;
}

/** Every text in the values, with its path. */
function texts(all: Releases): [string, string][] {
  const found: [string, string][] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "string") found.push([path, value]);
    else if (typeof value === "object" && value !== null) {
      for (const [key, below] of Object.entries(value)) visit(below, join(path, key));
    }
  };
  visit(all, "");
  return found;
}
