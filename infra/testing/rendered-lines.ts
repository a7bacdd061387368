/**
 * The list of `infra/testing/acceptance/lines`, asked of what the charts really make: a value that a chart ignores is no protection.
 * Each line names the mutants that it must catch. For tests.
 */
import { parse } from "yaml";
import {
  bodyOf,
  type Container,
  fits,
  labelOf,
  type MadeObject,
  madeAtRunTime,
  ofKind,
  plainPorts,
  unrestricted,
  workloadsOf,
} from "./rendered-places";

/** One line of the list. */
export interface RenderedLine {
  readonly title: string;
  /** What is wrong; empty when nothing is. */
  readonly check: (objects: readonly MadeObject[]) => string[];
  /** The object, the path in it, and what a mutant puts there; undefined removes it. */
  readonly mutants: readonly (readonly [object: string, path: string, value: unknown])[];
}

const ZONE = "topology.kubernetes.io/zone";

const containersOf = (objects: readonly MadeObject[]): Container[] =>
  workloadsOf(objects).flatMap(({ containers }) => containers);

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
  {
    title: "each custom resource comes after the definition of its kind",
    check: (objects) => {
      const defined = new Set<string>();
      return objects
        .filter(({ chart }) => chart !== undefined)
        .flatMap((object) => {
          const { kind, spec } = bodyOf(object);
          const [group = "", version] = String(object.manifest["apiVersion"]).split("/");
          if (kind === "CustomResourceDefinition") {
            const names = spec["names"] as { kind: string };
            defined.add(`${String(spec["group"])}/${names.kind}`);
            return [];
          }
          const own = version === undefined || !group.includes(".") || group.endsWith(".k8s.io");
          return own || defined.has(`${group}/${kind}`)
            ? []
            : [`${labelOf(object)} comes before its definition`];
        });
    },
    mutants: [
      ["CustomResourceDefinition cert-manager/certificates.cert-manager.io", "kind", "Nothing"],
      [
        "CustomResourceDefinition monitoring/servicemonitors.monitoring.coreos.com",
        "spec.names.kind",
        "Nothing",
      ],
    ],
  },
  {
    title: "whoever asks programs whether they answer asks over TLS alone, and follows nobody",
    check: (objects) =>
      ofKind(objects, "ConfigMap").flatMap((object) => {
        const text = (object.manifest["data"] as Record<string, string> | undefined)?.["blackbox.yaml"];
        if (text === undefined) return [];
        const { modules } = parse(text) as { modules: Record<string, { http?: Record<string, unknown> }> };
        return Object.entries(modules)
          .filter(
            ([, { http }]) =>
              !(
                http?.["fail_if_not_ssl"] === true &&
                http["follow_redirects"] === false &&
                (http["tls_config"] as { ca_file?: string } | undefined)?.ca_file !== undefined
              ),
          )
          .map(([name]) => `${labelOf(object)} lets ${name} ask without TLS, or follow`);
      }),
    mutants: [
      [
        "ConfigMap monitoring/prometheus-blackbox-exporter",
        "data",
        { "blackbox.yaml": "modules: { http_2xx: { prober: http, http: { follow_redirects: true } } }" },
      ],
    ],
  },
  {
    title: "rules of Falco do not change under it",
    check: (objects) => [
      ...containersOf(objects)
        .filter(({ spec: { name } }) => name.includes("follow"))
        .map(({ label }) => `${label} follows what is newest`),
      ...ofKind(objects, "ConfigMap").flatMap((object) => {
        const text = (object.manifest["data"] as Record<string, string> | undefined)?.["falcoctl.yaml"];
        const refs = [...(text ?? "").matchAll(/^\s+- (\S+:\S+)$/gm)].map(([, ref = ""]) => ref);
        return refs
          .filter((ref) => !/:\d+\.\d+\.\d+$/.test(ref))
          .map((ref) => `${labelOf(object)} takes ${ref}, which moves`);
      }),
    ],
    mutants: [
      ["DaemonSet node-agents/falco", "spec.template.spec.containers.0.name", "falcoctl-artifact-follow"],
      ["ConfigMap node-agents/falco-falcoctl", "data", { "falcoctl.yaml": "refs:\n  - falco-rules:5\n" }],
    ],
  },
  {
    title: "the first password is nobody's default, and no chart makes one",
    check: (objects) => [
      ...containersOf(objects)
        .filter(({ spec: { name } }) => name === "grafana")
        .flatMap(({ label, spec }) =>
          ((spec["env"] ?? []) as { name: string; valueFrom?: { secretKeyRef?: { name: string } } }[])
            .filter(({ name }) => name.startsWith("GF_SECURITY_ADMIN_"))
            .filter(({ valueFrom }) => valueFrom?.secretKeyRef?.name !== "grafana-admin")
            .map(({ name }) => `${label} has ${name} from elsewhere`),
        ),
      ...ofKind(objects, "Secret")
        .map(labelOf)
        .filter((label) => /admin|password|credential/.test(label))
        .map((label) => `${label} is made by a chart`),
    ],
    mutants: [
      ["Secret runtime-security/falcosidekick", "metadata.name", "grafana-admin-password"],
      [
        "Deployment dashboards/grafana",
        "spec.template.spec.containers.1.env",
        [{ name: "GF_SECURITY_ADMIN_USER" }],
      ],
    ],
  },
  {
    title: "every account, Secret and ConfigMap that a chart's pods name is made by somebody",
    check: (objects) => {
      const made = new Set([...objects.flatMap(makes), ...Object.keys(madeAtRunTime)]);
      return [
        ...new Set(
          workloadsOf(objects).flatMap(({ label, namespace, pod, containers }) =>
            namesOf(pod, containers)
              .map((name) => name.replace(" ", ` ${namespace}/`))
              .filter((name) => !made.has(name))
              .map((name) => `${label} names ${name}, which nobody makes`),
          ),
        ),
      ];
    },
    mutants: [
      ["Certificate monitoring/kube-state-metrics-serving-tls", "spec.secretName", "other"],
      ["ServiceAccount external-secrets/external-secrets", "metadata.name", "other"],
      ["ConfigMap monitoring/kube-state-metrics-web", "metadata.name", "other"],
    ],
  },
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

/** What an object makes besides itself, as `Secret logging/name`. */
function makes(object: MadeObject): string[] {
  const { kind, metadata, spec } = bodyOf(object);
  const inNamespace = (of: string, name: unknown): string =>
    `${of} ${metadata.namespace ?? ""}/${String(name)}`;
  const own = inNamespace(kind, metadata.name);
  if (kind === "Certificate") return [own, inNamespace("Secret", spec["secretName"])];
  if (kind === "ExternalSecret") {
    const target = spec["target"] as { name?: string } | undefined;
    return [own, inNamespace("Secret", target?.name ?? metadata.name)];
  }
  return [own];
}

/** What a pod cannot start without, as `Secret name`; what is optional is left out. */
function namesOf(pod: Readonly<Record<string, unknown>>, containers: readonly Container[]): string[] {
  type Named = { name?: string; secretName?: string; optional?: boolean };
  const needed = (kind: string, named: Named | undefined): string[] =>
    named === undefined || named.optional === true ? [] : [`${kind} ${named.secretName ?? named.name ?? ""}`];
  const volumes = (pod["volumes"] ?? []) as { secret?: Named; configMap?: Named }[];
  const variables = containers.flatMap(({ spec }) => [
    ...((spec["env"] ?? []) as { valueFrom?: { secretKeyRef?: Named; configMapKeyRef?: Named } }[]).map(
      ({ valueFrom }) => ({ secret: valueFrom?.secretKeyRef, configMap: valueFrom?.configMapKeyRef }),
    ),
    ...((spec["envFrom"] ?? []) as { secretRef?: Named; configMapRef?: Named }[]).map((each) => ({
      secret: each.secretRef,
      configMap: each.configMapRef,
    })),
  ]);
  const account = pod["serviceAccountName"];
  return [
    ...(typeof account === "string" ? [`ServiceAccount ${account}`] : []),
    ...[...volumes, ...variables].flatMap(({ secret, configMap }) => [
      ...needed("Secret", secret),
      ...needed("ConfigMap", configMap),
    ]),
  ];
}
