import type { Registered } from "../../../components/testing/record";
import { at, kindOf, labelOf, namespaceOf, objects, selects, type Stack } from "./stack";
import {
  countedOverZones,
  isRestricted,
  isSized,
  type NamedPort,
  spreadsOverZones,
  type Workload,
} from "./workload";

/** Annotation with the reason why something is there once. */
const SINGLETON = "pharos.io/singleton";

/** Kinds that Kubernetes itself makes pods of. */
const BUILT_IN = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];
/** Kinds of which an operator makes pods, and nobody here reads how. Whoever registers one says so here first. */
const UNREAD = [
  ...["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler", "Logstash", "Beat", "Jaeger"],
  ...["Pod", "ReplicaSet", "ReplicationController"],
];

type Labels = Readonly<Record<string, string>>;
interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly sizeLimit?: string };
}
interface PodSpec {
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly topologySpreadConstraints?: unknown;
  readonly initContainers?: readonly PodContainer[];
  readonly containers: readonly PodContainer[];
  readonly volumes?: readonly Volume[];
}
interface PodContainer {
  readonly name: string;
  readonly resources?: unknown;
  readonly securityContext?: unknown;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
}

/** Workloads of the objects that the program registers itself. */
export function objectWorkloads(stack: Stack): Workload[] {
  const [unread] = objects(stack, ...UNREAD);
  if (unread !== undefined) throw new Error(`nothing here reads the pods of ${labelOf(unread)}`);
  return [
    ...objects(stack, ...BUILT_IN).map((resource) => builtIn(stack, resource)),
    ...objects(stack, "Elasticsearch").flatMap(nodeSets),
    ...objects(stack, "Kibana").map((resource) => kibana(stack, resource)),
    ...objects(stack, "OpenTelemetryCollector").map(collector),
  ];
}

function builtIn(stack: Stack, resource: Registered): Workload {
  const kind = kindOf(resource);
  const spec = (
    kind === "CronJob" ? at(resource.inputs, "spec > jobTemplate > spec") : resource.inputs["spec"]
  ) as {
    replicas?: number;
    template: { metadata?: { labels?: Labels }; spec: PodSpec };
    volumeClaimTemplates?: readonly unknown[];
  };
  const { metadata, spec: pod } = spec.template;
  const labels = metadata?.labels ?? {};
  const replicas =
    kind === "DaemonSet"
      ? "every node"
      : kind === "Job" || kind === "CronJob"
        ? "once"
        : (spec.replicas ?? 1);
  const singleton = at(resource.inputs, "metadata > annotations > " + SINGLETON);
  return {
    name: labelOf(resource),
    namespace: namespaceOf(resource),
    labels,
    replicas,
    ...(typeof singleton === "string" && { singleton }),
    budget: hasBudget(stack, namespaceOf(resource), labels),
    spread: typeof replicas === "number" && spreadsOverZones(pod.topologySpreadConstraints, replicas),
    ...countedOverZones(pod.topologySpreadConstraints),
    state: kind !== "StatefulSet" ? "none" : holdsData(spec.volumeClaimTemplates) ? "volume" : "lost",
    ...podParts(pod),
  };
}

/** Each set of nodes of a cluster of Elasticsearch, of which ECK makes a StatefulSet. */
function nodeSets(resource: Registered): Workload[] {
  const { name } = resource.inputs["metadata"] as { name: string };
  const spec = resource.inputs["spec"] as {
    nodeSets: readonly {
      name: string;
      count: number;
      zoneAwareness?: object;
      podTemplate: { spec: PodSpec };
      volumeClaimTemplates?: readonly { metadata: { name: string }; spec: unknown }[];
    }[];
    podDisruptionBudget?: { spec?: unknown };
  };
  return spec.nodeSets.map((set) => ({
    name: `${labelOf(resource)}, ${set.name}`,
    namespace: namespaceOf(resource),
    labels: { "elasticsearch.k8s.elastic.co/cluster-name": name },
    replicas: set.count,
    // ECK makes one by itself, and none where it is told so by an empty one.
    budget: spec.podDisruptionBudget === undefined || spec.podDisruptionBudget.spec !== undefined,
    // ECK makes the constraint, strictly.
    spread: set.zoneAwareness !== undefined,
    state: holdsData(
      set.volumeClaimTemplates?.filter(({ metadata }) => metadata.name === "elasticsearch-data"),
    )
      ? "volume"
      : "lost",
    ...podParts(set.podTemplate.spec),
    ports: [
      { name: "https", port: 9200 },
      { name: "transport", port: 9300 },
    ],
  }));
}

function kibana(stack: Stack, resource: Registered): Workload {
  const { name } = resource.inputs["metadata"] as { name: string };
  const { count, podTemplate } = resource.inputs["spec"] as { count: number; podTemplate: { spec: PodSpec } };
  const labels = { "kibana.k8s.elastic.co/name": name };
  return {
    name: labelOf(resource),
    namespace: namespaceOf(resource),
    labels,
    replicas: count,
    budget: hasBudget(stack, namespaceOf(resource), labels),
    spread: spreadsOverZones(podTemplate.spec.topologySpreadConstraints, count),
    state: "none",
    ...podParts(podTemplate.spec),
    ports: [{ name: "https", port: 5601 }],
  };
}

/** What the OpenTelemetry operator makes of a collector: one container, with the fields of its pod beside each other. */
function collector(resource: Registered): Workload {
  const { name } = resource.inputs["metadata"] as { name: string };
  const spec = resource.inputs["spec"] as {
    mode: string;
    replicas?: number;
    resources?: unknown;
    securityContext?: unknown;
    podSecurityContext?: Readonly<Record<string, unknown>>;
    topologySpreadConstraints?: unknown;
    podDisruptionBudget?: unknown;
    volumes?: readonly Volume[];
    config: { receivers: unknown; service: unknown; extensions?: unknown };
  };
  const everyNode = spec.mode === "daemonset";
  const { replicas = 1 } = spec;
  const pod = {
    containers: [{ name: "collector", resources: spec.resources, securityContext: spec.securityContext }],
    ...(spec.podSecurityContext && { securityContext: spec.podSecurityContext }),
    ...(spec.volumes && { volumes: spec.volumes }),
  };
  return {
    name: labelOf(resource),
    namespace: namespaceOf(resource),
    labels: { "app.kubernetes.io/name": `${name}-collector` },
    replicas: everyNode ? "every node" : replicas,
    budget: spec.podDisruptionBudget !== undefined,
    spread: spreadsOverZones(spec.topologySpreadConstraints, replicas),
    state: "none",
    ...podParts(pod),
    ports: endpointPorts(spec.config),
  };
}

/** Ports in the configuration of a collector: `0.0.0.0:4317`, and the one of its metrics. */
function endpointPorts(config: object): NamedPort[] {
  const text = JSON.stringify(config);
  const found = [...text.matchAll(/"endpoint":"0\.0\.0\.0:(\d+)"|"host":"0\.0\.0\.0","port":(\d+)/g)];
  return found.map(([, endpoint, metrics]) => ({ port: Number(endpoint ?? metrics) }));
}

function podParts(pod: PodSpec): Pick<Workload, "scratch" | "containers" | "nonRoot" | "ports"> {
  const all = [...(pod.initContainers ?? []), ...pod.containers];
  const nonRoot = (context: unknown): boolean => at(context, "runAsNonRoot") === true;
  return {
    scratch: (pod.volumes ?? []).flatMap(({ name, emptyDir }) =>
      emptyDir === undefined ? [] : [{ volume: name, bounded: emptyDir.sizeLimit !== undefined }],
    ),
    containers: all.map(({ name, resources, securityContext }) => ({
      name,
      sized: isSized(resources),
      restricted: isRestricted(securityContext),
    })),
    nonRoot: nonRoot(pod.securityContext) || all.every(({ securityContext }) => nonRoot(securityContext)),
    ports: all.flatMap(({ ports = [] }) =>
      ports.map(({ name, containerPort }) => ({ port: containerPort, ...(name !== undefined && { name }) })),
    ),
  };
}

/** Whether something is claimed, of a class that encrypts or that the settings name. */
function holdsData(claims: readonly unknown[] | undefined): boolean {
  return (
    claims !== undefined &&
    claims.length > 0 &&
    claims.every((claim) => typeof at(claim, "spec > storageClassName") === "string")
  );
}

/** Whether a budget of the stack is about pods with these labels. */
export function hasBudget(stack: Stack, namespace: string, labels: Labels): boolean {
  return objects(stack, "PodDisruptionBudget").some(
    (budget) =>
      namespaceOf(budget) === namespace && selects(at(budget.inputs, "spec > selector") ?? {}, labels),
  );
}
