/** What the lines of `rendered-lines.ts` ask of manifests, and what the charts may have for a reason. For tests. */

/** One object, and who makes it. */
export interface MadeObject {
  /** Name of the release; of what the program registers itself, the resource's. */
  readonly by: string;
  /** The chart; absent for what the program registers itself. */
  readonly chart?: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

type Tree = Readonly<Record<string, unknown>>;

/** One container of a workload. */
export interface Container {
  /** `Deployment monitoring/kube-state-metrics: kube-state-metrics`. */
  readonly label: string;
  readonly spec: {
    readonly name: string;
    readonly image: string;
    readonly ports?: readonly { name?: string; containerPort: number }[] | null;
    readonly resources?: { requests?: Tree; limits?: Tree } | null;
    readonly securityContext?: Tree | null;
  } & Tree;
}

/** A workload that a chart makes. */
export interface Workload {
  /** `Deployment monitoring/kube-state-metrics`. */
  readonly label: string;
  readonly kind: string;
  readonly namespace: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly pod: Tree;
  readonly containers: readonly Container[];
}

interface Body {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>> | null;
  };
  readonly spec: Tree;
}

/** An object with the fields that every line reads. */
export function bodyOf({ manifest }: MadeObject): Body {
  return manifest as unknown as Body;
}

/** `Service monitoring/pharos-prometheus`. */
export function labelOf(object: MadeObject): string {
  const { kind, metadata } = bodyOf(object);
  return `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
}

/** Objects of one kind that charts make. */
export function ofKind(objects: readonly MadeObject[], kind: string): MadeObject[] {
  return objects.filter((object) => object.chart !== undefined && bodyOf(object).kind === kind);
}

/** What charts make pods of. */
export function workloadsOf(objects: readonly MadeObject[]): Workload[] {
  return ["Deployment", "StatefulSet", "DaemonSet", "Job"].flatMap((kind) =>
    ofKind(objects, kind).map((object) => {
      const { metadata, spec } = bodyOf(object);
      const template = spec["template"] as { metadata: Body["metadata"]; spec: Tree };
      const label = labelOf(object);
      const containers = ["initContainers", "containers"].flatMap(
        (field) => (template.spec[field] ?? []) as Container["spec"][],
      );
      return {
        label,
        kind,
        namespace: metadata.namespace ?? "",
        annotations: metadata.annotations ?? {},
        labels: template.metadata.labels ?? {},
        replicas: typeof spec["replicas"] === "number" ? spec["replicas"] : 1,
        pod: template.spec,
        containers: containers.map((each) => ({ label: `${label}: ${each.name}`, spec: each })),
      };
    }),
  );
}

/** Whether a selector of a Service or budget fits labels. */
export function fits(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const asked = Object.entries((selector ?? {}) as Record<string, string>);
  return asked.length > 0 && asked.every(([key, value]) => labels[key] === value);
}

/** Containers that need more than others have, with the reason. */
export const unrestricted: Readonly<Record<string, string>> = {
  "DaemonSet node-agents/falco: falco":
    "under SELinux of EKS Auto Mode no other container may ask the runtime whose pod a process is",
};

/**
 * Ports of Services that speak plain HTTP, with the reason. Every other port speaks TLS.
 */
export const plainPorts: Readonly<Record<string, string>> = {
  "Service cert-manager/trust-manager-metrics: metrics":
    "it knows no TLS for its counters of reconciliations",
  "Service external-secrets/external-secrets-metrics: metrics": "the chart's monitors know plain HTTP only",
  "Service external-secrets/external-secrets-webhook: metrics": "the chart's monitors know plain HTTP only",
  "Service keda/keda-admission-webhooks: metrics": "it knows no TLS for its metrics",
  "Service keda/keda-operator-metrics-apiserver: metrics": "it knows no TLS for its metrics",
  "Service keda/keda-operator: metrics": "it knows no TLS for its metrics",
  "Service logging/prometheus-elasticsearch-exporter: http":
    "the exporter's own counters and the store's health",
  "Service monitoring/prometheus-yet-another-cloudwatch-exporter: http": "it knows no TLS",
  "Service node-agents/falco-metrics: metrics": "counters; the chart's monitor knows plain HTTP only",
  "Service runtime-security/falco-k8s-audit-metrics: metrics":
    "counters; the chart's monitor knows plain HTTP only",
  "Service runtime-security/falcosidekick: http-notls": "answers /ping alone, for the kubelet",
};

/** Secrets and ConfigMaps that pods mount and that programs make when they run. */
export const madeAtRunTime: Readonly<Record<string, string>> = {
  "Secret dashboards/elasticsearch-user-explorer": "the log store's bootstrap job",
  "Secret logging/elasticsearch-user-exporter": "the log store's bootstrap job",
};

/** Every container that runs. */
export const containersOf = (objects: readonly MadeObject[]): Container[] =>
  workloadsOf(objects).flatMap(({ containers }) => containers);
