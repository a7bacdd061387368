/**
 * Every kind that holds pods, as data: where in it the pods stand, and how they are written there. Kinds of Kubernetes itself, and the
 * custom resources from which operators make pods.
 */

/** What becomes of the pods of a kind. */
type Lifetime =
  /** They run until they are replaced: somebody may be waiting for an answer. */
  | "service"
  /** They end when their work is done. */
  | "job";

/** Step into every element of a list. */
export const EACH = "[]";

/**
 * How a kind writes pods that is not the usual template. Field of a pod or container → where it stands instead, from the pods' place
 * down; null where the kind has no such field.
 */
export interface PodShape {
  readonly pod?: Readonly<Record<string, readonly string[] | null>>;
  /** The container that the operator makes from fields beside the pod's. */
  readonly own: {
    readonly name: string;
    readonly fields?: Readonly<Record<string, readonly string[] | null>>;
  };
  /**
   * Names of the other containers that it makes. What the kind lists under these names is a change to them; under any other name it is a
   * container of the user's, which the operator takes as it is.
   */
  readonly beside?: readonly string[];
}

export interface PodKind {
  /** Canonical type of the kind itself. */
  readonly type: string;
  /** Where its pod templates stand, none, one or several. */
  readonly templates: readonly (readonly string[])[];
  /** @default "service" */
  readonly lifetime?: Lifetime;
  /** @default a template: `metadata` and `spec` */
  readonly shape?: PodShape;
  /**
   * Set where an operator completes what the templates say: what is missing in them is not absent, but the operator's. What it is known
   * to set in its containers stands here.
   * @default nobody completes anything
   */
  readonly operator?: Readonly<Record<string, unknown>>;
  /**
   * What it is known to set besides in the container that it completes, by this container's name; those that others put beside it get
   * nothing of it.
   * @default nothing
   */
  readonly main?: { readonly name: string; readonly known: Readonly<Record<string, unknown>> };
}

const TEMPLATE = [["spec", "template"]];

/**
 * What prometheus-operator sets in every container that it makes, from its `pkg/operator`: it has read-only roots, no capabilities and
 * no way to more rights; probes of its own; nothing of the host.
 */
const PROMETHEUS_OPERATOR = {
  securityContext: {
    allowPrivilegeEscalation: false,
    privileged: false,
    procMount: "Default",
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"], add: [] },
  },
  livenessProbe: { httpGet: {} },
  readinessProbe: { httpGet: {} },
  ports: [],
} as const;

function operated(apiVersion: string, kind: string, container: string): PodKind {
  return {
    type: `kubernetes:${apiVersion}:${kind}`,
    templates: [["spec"]],
    operator: PROMETHEUS_OPERATOR,
    shape: {
      beside: ["config-reloader", "init-config-reloader", "thanos-sidecar"],
      own: {
        name: container,
        // `spec.securityContext` is the pod's, `spec.env` and `spec.ports` do not exist.
        fields: {
          securityContext: null,
          env: null,
          envFrom: null,
          ports: null,
          livenessProbe: null,
          readinessProbe: null,
        },
      },
    },
  };
}

/**
 * Of the two there is one that says when it is ready, and none that says whether it lives (`pkg/controller/elasticsearch/nodespec`,
 * `pkg/controller/kibana`).
 */
const ECK_READINESS = {
  elasticsearch: { readinessProbe: { exec: {} } },
  kibana: { readinessProbe: { httpGet: {} } },
} as const;

/** What ECK makes of a `podTemplate`: it adds containers, volumes and a security context as far as the template has none. */
function eck(
  group: string,
  version: string,
  kind: string,
  ...templates: readonly (readonly string[])[]
): PodKind {
  return { type: `kubernetes:${group}.k8s.elastic.co/${version}:${kind}`, templates, operator: {} };
}

function eckStore(name: keyof typeof ECK_READINESS, kind: string, template: readonly string[]): PodKind {
  return { ...eck(name, "v1", kind, template), main: { name, known: ECK_READINESS[name] } };
}

const OPEN_TELEMETRY: PodShape = {
  pod: {
    securityContext: ["podSecurityContext"],
    containers: ["additionalContainers"],
    serviceAccountName: ["serviceAccount"],
    // Left to the account, always.
    automountServiceAccountToken: null,
  },
  own: { name: "otc-container" },
};

export const podKinds: readonly PodKind[] = [
  { type: "kubernetes:core/v1:Pod", templates: [[]] },
  { type: "kubernetes:core/v1:PodTemplate", templates: [["template"]] },
  { type: "kubernetes:core/v1:ReplicationController", templates: TEMPLATE },
  { type: "kubernetes:apps/v1:DaemonSet", templates: TEMPLATE },
  { type: "kubernetes:apps/v1:Deployment", templates: TEMPLATE },
  { type: "kubernetes:apps/v1:ReplicaSet", templates: TEMPLATE },
  { type: "kubernetes:apps/v1:StatefulSet", templates: TEMPLATE },
  {
    type: "kubernetes:batch/v1:CronJob",
    templates: [["spec", "jobTemplate", "spec", "template"]],
    lifetime: "job",
  },
  { type: "kubernetes:batch/v1:Job", templates: TEMPLATE, lifetime: "job" },

  { type: "kubernetes:argoproj.io/v1alpha1:Rollout", templates: TEMPLATE },
  { type: "kubernetes:apps.kruise.io/v1alpha1:CloneSet", templates: TEMPLATE },
  { type: "kubernetes:apps.kruise.io/v1alpha1:DaemonSet", templates: TEMPLATE },
  { type: "kubernetes:apps.kruise.io/v1beta1:StatefulSet", templates: TEMPLATE },
  {
    type: "kubernetes:jobset.x-k8s.io/v1alpha2:JobSet",
    templates: [["spec", "replicatedJobs", EACH, "template", "spec", "template"]],
    lifetime: "job",
  },
  {
    type: "kubernetes:keda.sh/v1alpha1:ScaledJob",
    templates: [["spec", "jobTargetRef", "template"]],
    lifetime: "job",
  },
  { type: "kubernetes:serving.knative.dev/v1:Configuration", templates: TEMPLATE },
  { type: "kubernetes:serving.knative.dev/v1:Revision", templates: [[]] },
  { type: "kubernetes:serving.knative.dev/v1:Service", templates: TEMPLATE },

  operated("monitoring.coreos.com/v1", "Alertmanager", "alertmanager"),
  operated("monitoring.coreos.com/v1", "Prometheus", "prometheus"),
  operated("monitoring.coreos.com/v1", "ThanosRuler", "thanos-ruler"),
  operated("monitoring.coreos.com/v1alpha1", "PrometheusAgent", "prometheus"),

  eck(
    "agent",
    "v1alpha1",
    "Agent",
    ["spec", "daemonSet", "podTemplate"],
    ["spec", "deployment", "podTemplate"],
    ["spec", "statefulSet", "podTemplate"],
  ),
  eck("apm", "v1", "ApmServer", ["spec", "podTemplate"]),
  eck("beat", "v1beta1", "Beat", ["spec", "daemonSet", "podTemplate"], ["spec", "deployment", "podTemplate"]),
  eckStore("elasticsearch", "Elasticsearch", ["spec", "nodeSets", EACH, "podTemplate"]),
  eck("enterprisesearch", "v1", "EnterpriseSearch", ["spec", "podTemplate"]),
  eckStore("kibana", "Kibana", ["spec", "podTemplate"]),
  eck("logstash", "v1alpha1", "Logstash", ["spec", "podTemplate"]),
  eck("maps", "v1alpha1", "ElasticMapsServer", ["spec", "podTemplate"]),

  {
    type: "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector",
    templates: [["spec"]],
    operator: {},
    shape: OPEN_TELEMETRY,
  },
  {
    type: "kubernetes:opentelemetry.io/v1alpha1:TargetAllocator",
    templates: [["spec"]],
    operator: {},
    shape: { ...OPEN_TELEMETRY, own: { name: "ta-container" } },
  },
];
