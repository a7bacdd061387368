/** What the acceptance list asks of a workload, whoever makes its pods: an object of ours, an operator, or a chart. */
export interface Workload {
  /** Such as `StatefulSet monitoring/thanos-store`, or `release 'grafana-release', Grafana`. */
  readonly name: string;
  readonly namespace: string;
  /** Labels of its pods, as far as policies, monitors and budgets read them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number | "every node" | "once";
  /** Why there is one. */
  readonly singleton?: string;
  /** Whether an eviction has to ask. */
  readonly budget: boolean;
  /** Whether its replicas are in different zones, strictly. */
  readonly spread: boolean;
  /** Labels of the pods that are counted for that. */
  readonly counts?: Readonly<Record<string, string>>;
  /** What it keeps: nothing, something on volumes of its own, or something that goes with the pod. */
  readonly state: "none" | "volume" | "lost";
  /** Names of its volumes that go with the pod. */
  readonly scratch: readonly { readonly volume: string; readonly bounded: boolean }[];
  readonly containers: readonly Container[];
  /** Whether its pods may not run as root. */
  readonly nonRoot: boolean;
  /** Ports that its containers open, by name. */
  readonly ports: readonly NamedPort[];
  /** Whether its chart makes Prometheus scrape it, and at which port. @default objects of ours do */
  readonly monitored?: { readonly on: boolean; readonly port: number };
}

export interface Container {
  readonly name: string;
  /** Whether it requests processor and memory, and has a limit of memory. */
  readonly sized: boolean;
  /** Whether it can neither write to its image nor gain rights. */
  readonly restricted: boolean;
}

export interface NamedPort {
  readonly name?: string;
  readonly port: number;
}

/** Whether the resources of a container say what the list asks for. */
export function isSized(resources: unknown): boolean {
  const { requests, limits } = (resources ?? {}) as Record<"requests" | "limits", Record<string, unknown>>;
  return [requests?.["cpu"], requests?.["memory"], limits?.["memory"]].every(Boolean);
}

/** Whether a container's security context takes everything away that it can do without. */
export function isRestricted(context: unknown): boolean {
  const { readOnlyRootFilesystem, allowPrivilegeEscalation } = (context ?? {}) as Record<string, unknown>;
  return readOnlyRootFilesystem === true && allowPrivilegeEscalation === false;
}

export const ZONE = "topology.kubernetes.io/zone";

/** Whether constraints keep so many replicas in as many zones. */
export function spreadsOverZones(constraints: unknown, replicas: number): boolean {
  return ((constraints ?? []) as Record<string, unknown>[]).some(
    ({ topologyKey, whenUnsatisfiable, maxSkew, minDomains }) =>
      topologyKey === ZONE &&
      whenUnsatisfiable === "DoNotSchedule" &&
      maxSkew === 1 &&
      minDomains === replicas,
  );
}

/** Labels of the pods that a constraint over zones counts. */
export function countedOverZones(constraints: unknown): Pick<Workload, "counts"> {
  const found = (
    (constraints ?? []) as { topologyKey?: string; labelSelector?: { matchLabels?: Labels } }[]
  ).find(({ topologyKey }) => topologyKey === ZONE);
  const labels = found?.labelSelector?.matchLabels;
  return labels === undefined ? {} : { counts: labels };
}

type Labels = Readonly<Record<string, string>>;
