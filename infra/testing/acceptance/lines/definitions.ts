import type { Registered } from "../../../../components/testing/record";
import type { Line } from "../line";
import { type Mutant, type Stack, without } from "../stack";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** The chart whose release owns the definitions of an API group. */
const OWNERS: Readonly<Record<string, string>> = {
  "cert-manager.io": "cert-manager",
  "external-secrets.io": "external-secrets",
  "generators.external-secrets.io": "external-secrets",
  "keda.sh": "keda",
  "monitoring.coreos.com": "prometheus-operator-crds",
  "opentelemetry.io": "opentelemetry-operator",
  "trust.cert-manager.io": "trust-manager",
  "elasticsearch.k8s.elastic.co": "eck-operator-crds",
  "kibana.k8s.elastic.co": "eck-operator-crds",
};

/** Groups that EKS Auto Mode brings: their owner is the cluster. */
const OF_THE_CLUSTER = ["eks.amazonaws.com", "karpenter.sh"];

/** Groups of which a chart makes resources by itself, with our values: its release needs their owners just as well. */
const MADE_BY_CHARTS: Readonly<Record<string, readonly string[]>> = {
  "prometheus-operator-crds": [],
  "cert-manager": ["monitoring.coreos.com"],
  "trust-manager": ["cert-manager.io", "monitoring.coreos.com"],
  "external-secrets": ["cert-manager.io", "monitoring.coreos.com"],
  "metrics-server": ["cert-manager.io", "monitoring.coreos.com"],
  "kube-prometheus-stack": ["cert-manager.io", "monitoring.coreos.com"],
  keda: ["cert-manager.io", "monitoring.coreos.com"],
  grafana: ["monitoring.coreos.com"],
  falco: ["monitoring.coreos.com"],
  falcosidekick: ["monitoring.coreos.com"],
  "opentelemetry-operator": ["cert-manager.io", "monitoring.coreos.com"],
  "eck-operator-crds": [],
  // It watches its own kinds, and its monitor and its webhook's certificate are there before it.
  "eck-operator": ["cert-manager.io", "elasticsearch.k8s.elastic.co", "monitoring.coreos.com"],
  "prometheus-blackbox-exporter": ["monitoring.coreos.com"],
  "prometheus-yet-another-cloudwatch-exporter": ["monitoring.coreos.com"],
  "prometheus-elasticsearch-exporter": ["monitoring.coreos.com"],
  "oauth2-proxy": ["monitoring.coreos.com"],
};

/** The group of a custom resource; undefined for what Kubernetes, Helm or another provider brings. */
export function customGroup(type: string): string | undefined {
  const [provider, groupVersion = ""] = type.split(":");
  const [group = ""] = groupVersion.split("/");
  const builtIn = !group.includes(".") || group.endsWith(".k8s.io") || group === "helm.sh";
  return provider !== "kubernetes" || builtIn ? undefined : group;
}

/** Custom resources whose definition a release brings. */
export function definedByReleases({ resources }: Stack): Registered[] {
  return resources.filter(({ type }) => !OF_THE_CLUSTER.includes(customGroup(type) ?? OF_THE_CLUSTER[0]!));
}

/** The groups that a resource needs: its own, or those of what its chart makes. */
function needs({ type, name, inputs }: Registered): readonly string[] {
  const group = customGroup(type);
  if (group !== undefined) return [group];
  if (type !== RELEASE) return [];
  const made = MADE_BY_CHARTS[inputs["chart"] as string];
  if (made === undefined) throw new Error(`${name}: nothing is said of what its chart makes`);
  return made;
}

function isOwner({ type, inputs }: Registered, group: string): boolean {
  return OF_THE_CLUSTER.includes(group)
    ? type === "aws:eks/cluster:Cluster"
    : type === RELEASE && inputs["chart"] === OWNERS[group];
}

/** Everything that has to be there before a resource: what it waits for, its parent and provider, and what those wait for. */
function precedents(byName: ReadonlyMap<string, readonly Registered[]>, start: Registered): Set<Registered> {
  const seen = new Set<Registered>();
  const todo = [start];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { dependsOn, parent, provider } = next;
    for (const found of [...dependsOn, parent ?? "", provider ?? ""].flatMap(
      (name) => byName.get(name) ?? [],
    )) {
      if (seen.has(found)) continue;
      seen.add(found);
      todo.push(found);
    }
  }
  return seen;
}

const tooEarly = (name: string, group: string): string =>
  `${name} does not wait for the release that defines ${group}`;

/** What is made before, or without, the definitions of which it is made. */
export function early({ resources }: Stack, subjects: readonly Registered[] = resources): string[] {
  const byName = new Map<string, Registered[]>();
  for (const resource of resources)
    byName.set(resource.name, [...(byName.get(resource.name) ?? []), resource]);
  return subjects.flatMap((resource) => {
    const groups = needs(resource);
    if (groups.length === 0) return [];
    const before = [...precedents(byName, resource)];
    return groups
      .filter((group) => !before.some((found) => isOwner(found, group)))
      .map((group) => tooEarly(resource.name, group));
  });
}

/** A stack in which a resource does not say what it waits for. */
export function waitingForNothing(name: string, ...found: readonly string[]): Mutant {
  return {
    what: `${name} waits for nothing`,
    change: ({ resources }) => {
      const index = resources.findIndex((resource) => resource.name === name);
      const resource = resources[index];
      if (resource === undefined) throw new Error(`there is no ${name}`);
      resources[index] = { ...resource, dependsOn: [] };
    },
    found,
  };
}

export const definitions: Line = {
  title:
    "every custom resource, and every release whose chart makes some, waits for the release with its definition",
  check: (stack) => early(stack),
  mutants: [
    waitingForNothing("logs-elasticsearch", tooEarly("logs-elasticsearch", "elasticsearch.k8s.elastic.co")),
    waitingForNothing("tracing-agent", tooEarly("tracing-agent", "opentelemetry.io")),
    waitingForNothing(
      "metrics-server",
      tooEarly("metrics-server", "cert-manager.io"),
      tooEarly("metrics-server", "monitoring.coreos.com"),
    ),
    waitingForNothing("scaling-logstash", tooEarly("scaling-logstash", "keda.sh")),
    without(
      "certificates-trust-manager",
      tooEarly("certificates-trust-roots", "trust.cert-manager.io"),
      tooEarly("certificates-peer-roots", "trust.cert-manager.io"),
    ),
  ],
};

export { tooEarly };
