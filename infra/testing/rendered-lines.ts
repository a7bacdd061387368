/**
 * The list of `infra/testing/acceptance/lines`, asked of what the charts really make: a value that a chart ignores is no protection.
 * Each line names the mutants that it must catch. For tests.
 */
import {
  bodyOf,
  containersOf,
  fits,
  labelOf,
  type MadeObject,
  ofKind,
  plainPorts,
  unrestricted,
  workloadsOf,
} from "./rendered-places";
import { chartLines } from "./rendered-chart-lines";
import type { RenderedLine } from "./rendered-line";

const ZONE = "topology.kubernetes.io/zone";

/** Workloads of which there may be more than one. */
const several = (objects: readonly MadeObject[]) =>
  workloadsOf(objects).filter(({ kind, replicas }) => kind !== "DaemonSet" && replicas > 1);

/** The list. */
export const renderedLines: readonly RenderedLine[] = [
  {
    title: "there are two replicas, or a reason why there is one",
    check: (objects) =>
      workloadsOf(objects)
        .filter(({ kind, replicas }) => (kind === "Deployment" || kind === "StatefulSet") && replicas < 2)
        .filter(({ annotations }) => !annotations["pharos.io/singleton"])
        .map(({ label }) => `${label} has one replica and no reason`),
    mutants: [
      ["Deployment cert-manager/cert-manager", "spec.replicas", 1],
      ["Deployment monitoring/pharos-operator", "metadata.annotations", undefined],
    ],
  },
  {
    title: "whatever has replicas has one disruption budget",
    check: (objects) => {
      const budgets = objects.map(bodyOf).filter(({ kind }) => kind === "PodDisruptionBudget");
      return several(objects).flatMap(({ label, namespace, labels }) => {
        const own = budgets.filter(
          ({ metadata, spec }) =>
            metadata.namespace === namespace &&
            fits((spec["selector"] as { matchLabels?: unknown }).matchLabels, labels),
        );
        return own.length === 1 ? [] : [`${label} has ${own.length} disruption budgets`];
      });
    },
    mutants: [
      ["PodDisruptionBudget cert-manager/cert-manager-webhook", "spec.selector.matchLabels", { app: "x" }],
      ["PodDisruptionBudget runtime-security/falcosidekick", "metadata.namespace", "elsewhere"],
      ["Deployment tracing/opentelemetry-operator", "spec.template.metadata.labels", { app: "x" }],
    ],
  },
  {
    title: "replicas are in different zones",
    check: (objects) =>
      several(objects).flatMap(({ label, pod, labels }) => {
        const spreads = (pod["topologySpreadConstraints"] ?? []) as Record<string, unknown>[];
        const apart = (
          pod["affinity"] as {
            podAntiAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: Record<string, unknown>[] };
          } | null
        )?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
        const strict = [
          ...spreads.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule"),
          ...(apart ?? []),
        ].some(
          ({ topologyKey, labelSelector }) =>
            topologyKey === ZONE && fits((labelSelector as { matchLabels?: unknown }).matchLabels, labels),
        );
        return strict ? [] : [`${label} may have all its replicas in one zone`];
      }),
    mutants: [
      [
        "Deployment monitoring/metrics-server",
        "spec.template.spec.topologySpreadConstraints.0.labelSelector.matchLabels",
        { app: "x" },
      ],
      ["StatefulSet logging/elastic-operator", "spec.template.spec.affinity", undefined],
    ],
  },
  {
    title: "every container requests processor and memory, and has a limit of memory",
    check: (objects) =>
      containersOf(objects)
        .filter(
          ({ spec: { resources } }) =>
            !(resources?.requests?.["cpu"] && resources.requests["memory"] && resources.limits?.["memory"]),
        )
        .map(({ label }) => `${label} runs without requests or without a limit`),
    mutants: [
      ["DaemonSet node-agents/falco", "spec.template.spec.initContainers.0.resources", {}],
      ["Deployment dashboards/grafana", "spec.template.spec.containers.0.resources.limits", undefined],
    ],
  },
  {
    title: "nothing runs as root, gains rights, or writes to its root file system",
    check: (objects) =>
      workloadsOf(objects).flatMap(({ pod, containers }) =>
        containers
          .filter(({ label }) => !(label in unrestricted))
          .filter(({ spec: { securityContext: own } }) => {
            const all = { ...(pod["securityContext"] as object | undefined), ...own } as Record<
              string,
              unknown
            >;
            const drop = (all["capabilities"] as { drop?: string[] } | undefined)?.drop;
            return !(
              all["readOnlyRootFilesystem"] === true &&
              all["allowPrivilegeEscalation"] === false &&
              all["runAsNonRoot"] === true &&
              drop?.join() === "ALL" &&
              (all["seccompProfile"] as { type?: string } | undefined)?.type === "RuntimeDefault"
            );
          })
          .map(({ label }) => `${label} is not restricted`),
      ),
    mutants: [
      ["DaemonSet node-agents/node-exporter", "spec.template.spec.securityContext.seccompProfile", undefined],
      [
        "DaemonSet node-agents/falco",
        "spec.template.spec.initContainers.0.securityContext.runAsNonRoot",
        false,
      ],
      [
        "Deployment access/oauth2-proxy-grafana",
        "spec.template.spec.containers.0.securityContext.capabilities",
        {},
      ],
    ],
  },
  {
    title: "every image has a version",
    check: (objects) =>
      containersOf(objects)
        .filter(
          ({ spec: { image } }) => !/(:[^/:@]+|@sha256:[0-9a-f]{64})$/.test(image) || /:latest$/.test(image),
        )
        .map(({ label, spec: { image } }) => `${label} is made of ${image}`),
    mutants: [
      ["Deployment dashboards/grafana", "spec.template.spec.containers.1.image", "docker.io/grafana/grafana"],
      ["DaemonSet node-agents/falco", "spec.template.spec.containers.0.image", "falco:latest"],
    ],
  },
  {
    // The kubelet looks for a port by its name in the container that it asks, not in its neighbours.
    title: "every probe asks a port that its own container has",
    check: (objects) =>
      containersOf(objects).flatMap(({ label, spec }) =>
        ["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) => {
          const asked =
            (spec[probe] as { httpGet?: { port: unknown }; tcpSocket?: { port: unknown } } | null) ?? {};
          const port = asked.httpGet?.port ?? asked.tcpSocket?.port;
          if (typeof port !== "string" || spec.ports?.some(({ name }) => name === port) === true) return [];
          return [`${label}: its ${probe} asks the port ${port}, which it does not have`];
        }),
      ),
    mutants: [
      [
        "Deployment monitoring/kube-state-metrics",
        "spec.template.spec.containers.0.readinessProbe.httpGet.port",
        "telemetry",
      ],
      ["Deployment monitoring/kube-state-metrics", "spec.template.spec.containers.0.ports", null],
    ],
  },
  {
    title:
      "every port of a Service leads to a port of its pods, and speaks TLS or is on the list with its reason",
    check: (objects) => {
      const named = new Set<string>();
      const wrong = ofKind(objects, "Service").flatMap((object) => {
        const { metadata, spec } = bodyOf(object);
        const pods = workloadsOf(objects).filter(
          ({ namespace, labels }) => namespace === metadata.namespace && fits(spec["selector"], labels),
        );
        const ports = (spec["ports"] ?? []) as { name?: string; port: number; targetPort?: unknown }[];
        return ports.flatMap(({ name = "", port, targetPort = port }) => {
          const label = `${labelOf(object)}: ${name}`;
          named.add(label);
          const open = pods.flatMap(({ containers }) =>
            containers.flatMap(({ spec: { ports: all } }) => all ?? []),
          );
          const leads = open.some(
            ({ name: own, containerPort }) => own === targetPort || containerPort === targetPort,
          );
          // Pods of Prometheus and Alertmanager are made by their operator.
          return pods.length === 0 || leads
            ? []
            : [`${label} leads to ${String(targetPort)}, which no pod has`];
        });
      });
      const plain = monitored(objects)
        .filter(({ scheme }) => scheme !== "https")
        .map(({ port }) => port);
      return [
        ...wrong,
        ...plain.filter((label) => !(label in plainPorts)).map((label) => `${label} is scraped without TLS`),
        ...Object.keys(plainPorts)
          .filter((label) => !named.has(label))
          .map((label) => `${label} is on the list, and is not there`),
      ];
    },
    mutants: [
      ["Service dashboards/grafana", "spec.ports.0.targetPort", "http"],
      ["ServiceMonitor dashboards/grafana", "spec.endpoints.0.scheme", "http"],
      ["ServiceMonitor monitoring/kube-state-metrics", "spec.endpoints.0.scheme", undefined],
      ["Service node-agents/falco-metrics", "spec.ports.0.name", "counters"],
    ],
  },
  {
    title: "every monitor finds the port of a Service, and every chart that runs has a monitor",
    check: (objects) => {
      const found = monitored(objects);
      const blind = ofKind(objects, "ServiceMonitor")
        .map((object) => ({ label: labelOf(object), by: object.by }))
        .filter(({ label }) => !outside.has(label) && !found.some(({ monitor }) => monitor === label))
        .map(({ label }) => `${label} finds no port`);
      const running = new Set(
        objects
          .filter(({ chart }) => chart !== undefined)
          .flatMap((o) => (workloadsOf([o]).length > 0 ? [o.by] : [])),
      );
      const seen = new Set(ofKind(objects, "ServiceMonitor").map(({ by }) => by));
      return [...blind, ...[...running].filter((by) => !seen.has(by)).map((by) => `${by} is not scraped`)];
    },
    mutants: [
      ["ServiceMonitor monitoring/metrics-server", "spec.selector.matchLabels", { app: "x" }],
      ["ServiceMonitor runtime-security/falcosidekick", "spec.endpoints.0.port", "metrics"],
      ["ServiceMonitor tracing/opentelemetry-operator", "kind", "Nothing"],
    ],
  },
  {
    title: "Prometheus sees the rules and monitors of every other chart, and says what becomes of volumes",
    check: (objects) =>
      [...ofKind(objects, "Prometheus"), ...ofKind(objects, "Alertmanager")].flatMap((object) => {
        const { kind, spec } = bodyOf(object);
        const selectors = ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"].map(
          (each) => `${each}Selector`,
        );
        const kept = spec["persistentVolumeClaimRetentionPolicy"] as Record<string, unknown> | undefined;
        const storage = spec["storage"] as { volumeClaimTemplate?: unknown } | undefined;
        return [
          ...(kind === "Prometheus" ? selectors : [])
            .filter(
              (selector) => Object.keys((spec[selector] as object | undefined) ?? { none: 0 }).length > 0,
            )
            .map((selector) => `${kind} looks by a ${selector}`),
          ...(kept?.["whenDeleted"] === "Retain" && storage?.volumeClaimTemplate !== undefined
            ? []
            : [`${kind} does not keep its volumes`]),
        ];
      }),
    mutants: [
      [
        "Prometheus monitoring/pharos-prometheus",
        "spec.serviceMonitorSelector",
        { matchLabels: { release: "x" } },
      ],
      ["Prometheus monitoring/pharos-prometheus", "spec.probeSelector", undefined],
      ["Alertmanager monitoring/pharos-alertmanager", "spec.storage", undefined],
    ],
  },
  {
    title: "links in alerts lead to where somebody answers, over TLS",
    check: (objects) =>
      [...ofKind(objects, "Prometheus"), ...ofKind(objects, "Alertmanager")]
        .filter(
          (object) =>
            !/^https:\/\/[a-z]+\.[a-z0-9-]+\.pharos\.example\.com$/.test(
              String(bodyOf(object).spec["externalUrl"]),
            ),
        )
        .map((object) => `${labelOf(object)} says ${String(bodyOf(object).spec["externalUrl"])}`),
    mutants: [
      ["Prometheus monitoring/pharos-prometheus", "spec.externalUrl", undefined],
      [
        "Alertmanager monitoring/pharos-alertmanager",
        "spec.externalUrl",
        "http://pharos-alertmanager.monitoring:9093",
      ],
    ],
  },
  ...chartLines,
];

/** Services of these are the cluster's own. */
const outside = new Set([
  "ServiceMonitor monitoring/pharos-apiserver",
  "ServiceMonitor monitoring/pharos-kubelet",
]);

interface Monitored {
  readonly monitor: string;
  /** `Service dashboards/grafana: https`. */
  readonly port: string;
  readonly scheme: string | undefined;
}

/** Ports of Services that monitors find. */
function monitored(objects: readonly MadeObject[]): Monitored[] {
  const services = ofKind(objects, "Service");
  return ofKind(objects, "ServiceMonitor").flatMap((object) => {
    const { metadata, spec } = bodyOf(object);
    const { matchLabels, matchExpressions = [] } = spec["selector"] as {
      matchLabels?: Record<string, string>;
      matchExpressions?: { key: string; values: string[] }[];
    };
    const { matchNames = [metadata.namespace] } = (spec["namespaceSelector"] ?? {}) as {
      matchNames?: string[];
    };
    return ((spec["endpoints"] ?? []) as Record<string, unknown>[]).flatMap((endpoint) =>
      services
        .filter((service) => {
          const { labels = {}, namespace } = bodyOf(service).metadata;
          return (
            matchNames.includes(namespace) &&
            (matchLabels === undefined || fits(matchLabels, labels)) &&
            matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ""))
          );
        })
        .flatMap((service) =>
          ((bodyOf(service).spec["ports"] ?? []) as { name: string; port: number; targetPort?: unknown }[])
            .filter(({ name, port, targetPort = port }) =>
              endpoint["port"] === undefined
                ? // Without either, every port is scraped.
                  [targetPort, name, undefined].includes(endpoint["targetPort"])
                : endpoint["port"] === name,
            )
            .map(({ name }) => ({
              monitor: labelOf(object),
              port: `${labelOf(service)}: ${name}`,
              scheme: endpoint["scheme"] as string | undefined,
            })),
        ),
    );
  });
}
