import type { ContainerResources } from "./metrics/pod-security";

/** Pods of one kind in a namespace, and what each asks for. */
export interface PodSize {
  /** What they are. */
  readonly name: string;
  readonly count: number | "every-node";
  /** Of containers that run side by side; those that only prepare a pod ask for less. */
  readonly containers: readonly ContainerResources[];
  /** Volume of each, GiB. @default none */
  readonly volumeGiB?: number;
}

/**
 * How much more than its pods ask for a namespace may have. A rolling update runs old and new pods side by side, and a volume that is
 * restored stands beside the one that it replaces: at most everything twice.
 */
const ROOM = 2;

/** Kubernetes' own limit ("Considerations for large clusters"): a cluster that is there already may have as many. */
export const MOST_NODES_OF_A_CLUSTER = 5000;

/**
 * `spec.hard` of a namespace's ResourceQuota. There is none for processor limits: few containers have one (Falco's, KEDA's and that of
 * Elasticsearch's operator, by their charts), and with a quota for it each would have to.
 * @param nodes the most nodes that the cluster may have
 */
export function quotaOf(pods: readonly PodSize[], nodes: number): Record<string, string> {
  const total = (each: (pod: PodSize) => number): number =>
    ROOM * pods.reduce((sum, pod) => sum + each(pod) * (pod.count === "every-node" ? nodes : pod.count), 0);
  const perPod = (read: (container: ContainerResources) => number) =>
    total(({ containers }) => containers.reduce((sum, container) => sum + read(container), 0));
  return {
    pods: String(total(() => 1)),
    "requests.cpu": `${perPod(({ requests }) => millicores(requests.cpu))}m`,
    "requests.memory": `${perPod(({ requests }) => mebibytes(requests.memory))}Mi`,
    "limits.memory": `${perPod(({ limits }) => mebibytes(limits.memory))}Mi`,
    persistentvolumeclaims: String(total(({ volumeGiB }) => (volumeGiB === undefined ? 0 : 1))),
    "requests.storage": `${total(({ volumeGiB = 0 }) => volumeGiB)}Gi`,
  };
}

/** One entry of `spec.limits` of a LimitRange. */
export interface ContainerDefaults {
  readonly type: "Container";
  readonly defaultRequest: { readonly cpu: string; readonly memory: string };
  readonly default: { readonly memory: string };
}

/**
 * What a container gets that does not say what it needs, as a quota refuses it otherwise: as much as the smallest of the namespace asks
 * for, and a limit like the largest has, so that one that asks for more than that default is not refused for it.
 */
export function defaultsOf(pods: readonly PodSize[]): ContainerDefaults {
  const containers = pods.flatMap((pod) => pod.containers);
  const least = (read: (container: ContainerResources) => number): number =>
    Math.min(...containers.map(read));
  return {
    type: "Container",
    defaultRequest: {
      cpu: `${least(({ requests }) => millicores(requests.cpu))}m`,
      memory: `${least(({ requests }) => mebibytes(requests.memory))}Mi`,
    },
    default: { memory: `${Math.max(...containers.map(({ limits }) => mebibytes(limits.memory)))}Mi` },
  };
}

function millicores(text: string): number {
  return quantity(text, /^(\d+)m$/);
}

function mebibytes(text: string): number {
  return quantity(text, /^(\d+)Mi$/);
}

/** `containerResources` writes no other units. */
function quantity(text: string, form: RegExp): number {
  const digits = form.exec(text)?.[1];
  if (digits === undefined) throw new Error(`a quantity should match ${form.source}, got '${text}'`);
  return Number(digits);
}
