import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";

type Fields = Readonly<Record<string, unknown>>;

/** Kinds that hold pods: type, kind, and how a pod template becomes the object. */
const KINDS: readonly (readonly [type: string, wrap: (template: Fields) => Fields])[] = [
  ["kubernetes:core/v1:Pod", (template) => template],
  ["kubernetes:core/v1:PodTemplate", (template) => ({ template })],
  ["kubernetes:core/v1:ReplicationController", (template) => ({ spec: { template } })],
  ["kubernetes:apps/v1:Deployment", (template) => ({ spec: { template } })],
  ["kubernetes:apps/v1:StatefulSet", (template) => ({ spec: { template } })],
  ["kubernetes:apps/v1:DaemonSet", (template) => ({ spec: { template } })],
  ["kubernetes:extensions/v1beta1:ReplicaSet", (template) => ({ spec: { template } })],
  ["kubernetes:batch/v1:Job", (template) => ({ spec: { template } })],
  ["kubernetes:batch/v1beta1:CronJob", (template) => ({ spec: { jobTemplate: { spec: { template } } } })],
  ["kubernetes:argoproj.io/v1alpha1:Rollout", (template) => ({ spec: { template } })],
  ["kubernetes:serving.knative.dev/v1:Service", (template) => ({ spec: { template } })],
];

const kindOf = (type: string): string => type.slice(type.lastIndexOf(":") + 1);

/** A bare pod of a spec. */
export function pod(spec: Fields, metadata: Fields = { name: "app" }): [Given] {
  return [{ type: "kubernetes:core/v1:Pod", name: "app", inputs: { kind: "Pod", metadata, spec } }];
}

/** A Deployment whose template has a spec. */
export function deployment(spec: Fields, metadata: Fields = { name: "app" }, labels: Fields = {}): [Given] {
  const template = { metadata: { labels }, spec };
  return [
    {
      type: "kubernetes:apps/v1:Deployment",
      name: "app",
      inputs: { kind: "Deployment", metadata, spec: { template } },
    },
  ];
}

/** The same pod in every kind, as a list, and as a patch. */
function everywhere(spec: Fields): readonly { title: string; resources: [Given] }[] {
  const plain = KINDS.map(([type, wrap]): { title: string; resources: [Given] } => ({
    title: `in a ${kindOf(type)}`,
    resources: [{ type, name: "app", inputs: { kind: kindOf(type), ...wrap({ spec }) } }],
  }));
  const template = { spec: { template: { spec } } };
  return [
    ...plain,
    {
      title: "in a list of Deployments",
      resources: [{ type: "kubernetes:apps/v1:DeploymentList", name: "app", inputs: { items: [template] } }],
    },
    {
      title: "in a list of anything",
      resources: [
        {
          type: "kubernetes:core/v1:List",
          name: "app",
          inputs: {
            items: [
              { apiVersion: "v1", kind: "ConfigMap", data: {} },
              { apiVersion: "apps/v1", kind: "StatefulSet", ...template },
            ],
          },
        },
      ],
    },
    {
      title: "in a patch",
      resources: [{ type: "kubernetes:apps/v1:DeploymentPatch", name: "app", inputs: template }],
    },
  ];
}

interface PodCases {
  /** A pod's spec that complies. */
  readonly good: Fields;
  /** A pod's spec that does not. */
  readonly bad: Fields;
  readonly reason: string;
  /** The whole message of `bad`. */
  readonly message: string;
  /** What is said of `bad` in a patch, where the fault is that something is missing: what the object has is not shown. */
  readonly inPatch?: string | readonly string[];
  /** Kinds of which the rule asks nothing. */
  readonly exempt?: readonly string[];
}

/** Cases of a rule for pods in every kind that holds them. */
export function podCases({
  good,
  bad,
  reason,
  message,
  inPatch,
  exempt = [],
}: PodCases): readonly RuleCase[] {
  const isExempt = ([{ type }]: [Given]): boolean => exempt.includes(kindOf(type));
  const isOpen = ([{ type }]: [Given]): boolean => inPatch !== undefined && type.endsWith("Patch");
  return [
    ...everywhere(good).map(({ title, resources }) => ({
      title: `complies ${title}`,
      resources,
      expect: [isExempt(resources) ? "notApplicable" : "pass"],
    })),
    ...everywhere(bad).map(({ title, resources }) => ({
      title: `does not comply ${title}`,
      resources,
      expect: isOpen(resources)
        ? [inPatch!].flat()
        : [isExempt(resources) ? "notApplicable" : `violation ${reason}`],
      ...(!isExempt(resources) && !isOpen(resources) && { message }),
    })),
    {
      title: "a patch of something else",
      resources: [
        { type: "kubernetes:apps/v1:DeploymentPatch", name: "app", inputs: { metadata: { name: "app" } } },
      ],
      expect: ["notApplicable"],
    },
  ];
}

interface ContainerCases {
  /** Fields of a container that complies, besides its name. */
  readonly good: Fields;
  readonly bad: Fields;
  readonly reason: string;
  /** The whole message of `bad` in a container of that label. */
  readonly message: (label: string) => string;
  /** Whether init containers and ephemeral ones are asked, too. @default both are */
  readonly roles?: { readonly init?: boolean; readonly ephemeral?: boolean };
  readonly inPatch?: string | readonly string[];
  readonly exempt?: readonly string[];
}

/** Cases of a rule for containers: every kind, every place in a pod, and what is not known. */
export function containerCases(options: ContainerCases): readonly RuleCase[] {
  const { good, bad, reason, message, roles = {}, exempt = [], inPatch } = options;
  const app = { name: "app", ...good };
  const worse = { name: "app", ...bad };
  const other = { name: "other", ...bad };
  const asked = (role: keyof typeof roles): string[] =>
    roles[role] === false ? ["pass"] : [`violation ${reason}`];
  return [
    ...podCases({
      good: { containers: [app] },
      bad: { containers: [worse] },
      reason,
      message: message("container 'app'"),
      exempt,
      ...(inPatch !== undefined && { inPatch }),
    }),
    {
      title: "in the second container",
      resources: pod({ containers: [app, other] }),
      expect: [`violation ${reason}`],
      message: message("container 'other'"),
    },
    {
      title: "in an init container",
      resources: pod({ containers: [app], initContainers: [other] }),
      expect: asked("init"),
      ...(roles.init !== false && { message: message("init container 'other'") }),
    },
    {
      title: "in an ephemeral container",
      resources: pod({ containers: [app], ephemeralContainers: [other] }),
      expect: asked("ephemeral"),
      ...(roles.ephemeral !== false && { message: message("ephemeral container 'other'") }),
    },
    {
      title: "in containers without a name",
      resources: pod({ containers: [bad] }),
      expect: [`violation ${reason}`],
      message: message("the container at spec.containers[0]"),
    },
    { title: "no containers", resources: pod({ containers: [] }), expect: ["notApplicable"] },
    {
      title: "containers not known",
      resources: pod({ containers: UNKNOWN }),
      expect: ["undetermined spec.containers"],
      message: "spec.containers is not known before the update",
    },
    {
      title: "the spec not known",
      resources: deployment(UNKNOWN as unknown as Fields),
      expect: ["undetermined spec.template.spec"],
    },
    {
      title: "one container not known, one that does not comply",
      resources: pod({ containers: [UNKNOWN, worse] }),
      expect: ["undetermined spec.containers[0]", `violation ${reason}`],
    },
  ];
}
