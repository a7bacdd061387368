/**
 * How Pulumi spells Kubernetes' kinds: `kubernetes:<group>/<version>:<Kind>`, for a list of them `<Kind>List`, for a change to one that is
 * not the program's own `<Kind>Patch`.
 */

const PREFIX = "kubernetes:";

/** Kinds that were served in several API versions: the current one first, as rules call it. */
const VERSIONS: readonly (readonly [kind: string, current: string, ...former: string[]])[] = [
  ["ClusterRole", ...versions("rbac.authorization.k8s.io", "v1", "v1beta1", "v1alpha1")],
  ["ClusterRoleBinding", ...versions("rbac.authorization.k8s.io", "v1", "v1beta1", "v1alpha1")],
  ["CronJob", ...versions("batch", "v1", "v1beta1", "v2alpha1")],
  ["DaemonSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1"],
  ["Deployment", "apps/v1", "apps/v1beta2", "apps/v1beta1", "extensions/v1beta1"],
  ["Elasticsearch", ...versions("elasticsearch.k8s.elastic.co", "v1", "v1beta1", "v1alpha1")],
  ["Ingress", ...versions("networking.k8s.io", "v1", "v1beta1"), "extensions/v1beta1"],
  ["Kibana", ...versions("kibana.k8s.elastic.co", "v1", "v1beta1", "v1alpha1")],
  ["ApmServer", ...versions("apm.k8s.elastic.co", "v1", "v1beta1", "v1alpha1")],
  ["EnterpriseSearch", ...versions("enterprisesearch.k8s.elastic.co", "v1", "v1beta1")],
  ["NetworkPolicy", "networking.k8s.io/v1", "extensions/v1beta1"],
  ["OpenTelemetryCollector", ...versions("opentelemetry.io", "v1beta1", "v1alpha1")],
  ["PodDisruptionBudget", ...versions("policy", "v1", "v1beta1")],
  ["PodSecurityPolicy", "policy/v1beta1", "extensions/v1beta1"],
  ["ReplicaSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1"],
  ["Role", ...versions("rbac.authorization.k8s.io", "v1", "v1beta1", "v1alpha1")],
  ["RoleBinding", ...versions("rbac.authorization.k8s.io", "v1", "v1beta1", "v1alpha1")],
  ["StatefulSet", "apps/v1", "apps/v1beta2", "apps/v1beta1"],
  ["StorageClass", ...versions("storage.k8s.io", "v1", "v1beta1")],
];

function versions(group: string, current: string, ...former: string[]): [string, ...string[]] {
  return [`${group}/${current}`, ...former.map((version) => `${group}/${version}`)];
}

/** How a type stands for a kind: one object, a list of them, or a change to one. */
export const FORMS = ["", "List", "Patch"] as const;
export type Form = (typeof FORMS)[number];

const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  VERSIONS.flatMap(([kind, ...apis]) =>
    FORMS.map((form) => {
      const spelled = apis.map((api) => kubernetesType(api, `${kind}${form}`));
      return [spelled[0]!, spelled] as const;
    }),
  ),
);

const CANONICAL: ReadonlyMap<string, string> = new Map(
  [...SPELLINGS].flatMap(([canonical, spelled]) => spelled.map((spelling) => [spelling, canonical] as const)),
);

/** The type of a kind; the core group, which manifests leave out, is called `core`. */
export function kubernetesType(apiVersion: string, kind: string): string {
  return `${PREFIX}${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

export function canonicalKubernetesType(type: string): string {
  return CANONICAL.get(type) ?? type;
}

export function kubernetesSpellingsOf(type: string): readonly string[] {
  return SPELLINGS.get(type) ?? [type];
}

/** `Deployment` of `kubernetes:apps/v1:Deployment`. */
export function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** `apps/v1` of `kubernetes:apps/v1:Deployment`. */
export function apiVersionOf(type: string): string {
  return type.slice(PREFIX.length, type.lastIndexOf(":"));
}
