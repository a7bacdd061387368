/** Lines about what objects need of each other, and about the traps of single charts. For tests. */
import { parse } from "yaml";
import type { RenderedLine } from "./rendered-line";
import {
  bodyOf,
  type Container,
  containersOf,
  labelOf,
  type MadeObject,
  madeAtRunTime,
  ofKind,
  workloadsOf,
} from "./rendered-places";

export const chartLines: readonly RenderedLine[] = [
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
  {
    // Helm installs nothing of a release, where one of its objects is there and is not its own.
    title: "no object is made by two",
    check: (objects) => {
      const everywhere = clusterWide(objects);
      const makers = new Map<string, string[]>();
      for (const object of objects)
        for (const made of makes(object)) {
          const [kind = "", place = ""] = made.split(" ");
          const what = everywhere.has(kind) ? `${kind} ${place.split("/")[1]}` : made;
          makers.set(what, [...(makers.get(what) ?? []), object.by]);
        }
      return [...makers].flatMap(([what, by]) =>
        by.length === 1 ? [] : [`${what} is made by ${by.join(" and ")}`],
      );
    },
    mutants: [
      ["ClusterRole monitoring/pharos-operator", "metadata.name", "pharos-people-operator"],
      ["Certificate monitoring/kube-state-metrics-serving-tls", "spec.secretName", "prometheus-serving-tls"],
      ["ServiceAccount monitoring/kube-state-metrics", "metadata.name", "pharos-operator"],
    ],
  },
];

/** Kinds of Kubernetes' own that lie in no namespace. */
const CLUSTER_WIDE = [
  "APIService",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "MutatingWebhookConfiguration",
  "Namespace",
  "PriorityClass",
  "StorageClass",
  "ValidatingWebhookConfiguration",
];

/** Those, and the kinds of which their definitions say so. */
function clusterWide(objects: readonly MadeObject[]): ReadonlySet<string> {
  const defined = ofKind(objects, "CustomResourceDefinition")
    .map((object) => bodyOf(object).spec)
    .filter(({ scope }) => scope === "Cluster")
    .map(({ names }) => (names as { kind: string }).kind);
  return new Set([...CLUSTER_WIDE, ...defined]);
}

/** What an object makes, itself first, as `Secret logging/name`. */
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
