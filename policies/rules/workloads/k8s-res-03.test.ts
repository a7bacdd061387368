import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { workloadsSurviveNodes } from "./k8s-res-03";

const LABELS = { app: "app" };
const SELECTOR = { matchLabels: LABELS };
const ZONE = [{ topologyKey: "topology.kubernetes.io/zone", maxSkew: 1, labelSelector: SELECTOR }];
const NODE = [{ topologyKey: "kubernetes.io/hostname", maxSkew: 1, labelSelector: SELECTOR }];

interface Parts {
  readonly type?: string;
  readonly replicas?: unknown;
  readonly spec?: object;
  readonly annotations?: object;
  readonly podAnnotations?: object;
  readonly labels?: unknown;
}
const workload = (parts: Parts = {}): Given => {
  const { type = "apps/v1:Deployment", spec = { topologySpreadConstraints: ZONE }, annotations } = parts;
  const { labels = LABELS, podAnnotations } = parts;
  const replicas = "replicas" in parts ? parts.replicas : 2;
  return {
    type: `kubernetes:${type}`,
    name: "app",
    inputs: {
      metadata: { name: "app", namespace: "payments", annotations },
      spec: { replicas, template: { metadata: { labels, annotations: podAnnotations }, spec } },
    },
  };
};
const budget = (spec: object, namespace: unknown = "payments"): Given => ({
  type: "kubernetes:policy/v1:PodDisruptionBudget",
  name: "budget",
  inputs: { metadata: { namespace }, spec },
});
const ONE = budget({ maxUnavailable: 1, selector: SELECTOR });
const scaler = (minReplicas: unknown): Given => ({
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  name: "scaler",
  inputs: { spec: { minReplicas, scaleTargetRef: { kind: "Deployment", name: "app" } } },
});
const affinity = (where: string, term: object) => ({ affinity: { podAntiAffinity: { [where]: [term] } } });

const SINGLE = (found: string): string =>
  `'replicas' is ${found}, so that every update and every node that goes is an outage; at least 2 are required. To mend it: run 2 replicas, or say in the annotation pharos.io/singleton why it must not run twice.`;
const BLOCKED = (field: string, value: string): string =>
  `the PodDisruptionBudget of its pods never lets one of them go: '${field}' is ${value}, so that their nodes cannot be drained; room for one is required. To mend it: set maxUnavailable to 1 in the PodDisruptionBudget.`;
const SPREAD =
  "To mend it: add a topologySpreadConstraint for topology.kubernetes.io/zone whose labelSelector fits the pods' labels.";

describe("K8S-RES-03", () => {
  testRule(workloadsSurviveNodes, [
    { title: "two, over zones, with a budget", resources: [workload(), ONE], expect: ["pass"] },
    {
      title: "kept apart by affinity",
      resources: [
        workload({ spec: affinity("requiredDuringSchedulingIgnoredDuringExecution", ZONE[0]!) }),
        ONE,
      ],
      expect: ["pass"],
    },
    {
      title: "kept apart if possible",
      resources: [
        workload({
          spec: affinity("preferredDuringSchedulingIgnoredDuringExecution", {
            weight: 1,
            podAffinityTerm: ZONE[0],
          }),
        }),
        ONE,
      ],
      expect: ["pass"],
    },
    {
      title: "a budget by an expression",
      resources: [
        workload(),
        budget({
          minAvailable: 1,
          selector: { matchExpressions: [{ key: "app", operator: "In", values: ["app", "b"] }] },
        }),
      ],
      expect: ["pass"],
    },
    {
      title: "a budget that gives a share",
      resources: [workload(), budget({ maxUnavailable: "10%", selector: SELECTOR })],
      expect: ["pass"],
    },
    {
      title: "as many as an autoscaler says",
      resources: [workload({ replicas: undefined }), ONE, scaler(3)],
      expect: ["pass"],
    },
    {
      title: "one that must not run twice",
      resources: [workload({ replicas: 1, annotations: { "pharos.io/singleton": "no leader election" } })],
      expect: ["notApplicable"],
      message: "it must not run twice: no leader election",
    },
    {
      title: "one whose pods say that there must be no other",
      resources: [
        workload({
          replicas: 1,
          podAnnotations: { "pharos.io/singleton": "it is paid by the call" },
        }),
      ],
      expect: ["notApplicable"],
      message: "it must not run twice: it is paid by the call",
    },
    {
      title: "a pair of Prometheus",
      resources: [workload({ type: "monitoring.coreos.com/v1:Prometheus", spec: {} })],
      expect: ["pass"],
    },
    { title: "a job", resources: [workload({ type: "batch/v1:Job" })], expect: ["notApplicable"] },
    {
      title: "one on every node",
      resources: [workload({ type: "apps/v1:DaemonSet" })],
      expect: ["notApplicable"],
      message: "it is no kind that runs several of the same pod",
    },
    { title: "switched off", resources: [workload({ replicas: 0 }), ONE], expect: ["pass"] },
    {
      title: "one",
      resources: [workload({ replicas: 1 }), ONE],
      expect: ["violation single-replica"],
      message: SINGLE("1"),
    },
    {
      title: "not said",
      resources: [workload({ replicas: undefined }), ONE],
      expect: ["violation single-replica"],
      message: SINGLE("not set, which means 1"),
    },
    {
      title: "one, by an autoscaler",
      resources: [workload({ replicas: undefined }), ONE, scaler(1)],
      expect: ["violation single-replica"],
      message: SINGLE("at least 1, by its autoscaler"),
    },
    {
      title: "one Alertmanager",
      resources: [workload({ type: "monitoring.coreos.com/v1:Alertmanager", replicas: undefined, spec: {} })],
      expect: ["violation single-replica"],
    },
    {
      title: "no budget",
      resources: [workload()],
      expect: ["violation no-budget"],
      message:
        "no PodDisruptionBudget of the stack selects its pods, so that an upgrade of nodes may end all of them at once; one is required. To mend it: add a PodDisruptionBudget whose selector fits the pods' labels, with maxUnavailable 1.",
    },
    {
      title: "a budget of others",
      resources: [workload(), budget({ maxUnavailable: 1, selector: { matchLabels: { app: "b" } } })],
      expect: ["violation no-budget"],
    },
    {
      title: "a budget elsewhere",
      resources: [workload(), budget({ maxUnavailable: 1, selector: SELECTOR }, "other")],
      expect: ["violation no-budget"],
    },
    {
      title: "a budget that gives nothing",
      resources: [workload(), budget({ maxUnavailable: 0, selector: SELECTOR })],
      expect: ["violation blocks-upgrades"],
      message: BLOCKED("maxUnavailable", "0"),
    },
    {
      title: "a budget that keeps both",
      resources: [workload(), budget({ minAvailable: "51%", selector: SELECTOR })],
      expect: ["violation blocks-upgrades"],
      message: BLOCKED("minAvailable", "51%"),
    },
    {
      title: "the same share of four",
      resources: [workload({ replicas: 4 }), budget({ minAvailable: "51%", selector: SELECTOR })],
      expect: ["pass"],
    },
    {
      title: "not apart",
      resources: [workload({ spec: {} }), ONE],
      expect: ["violation not-spread"],
      message: `nothing that fits the pods' labels keeps replicas apart, so that one node may hold all of them; spreading over zones is required. ${SPREAD}`,
    },
    {
      title: "apart from others",
      resources: [
        workload({
          spec: { topologySpreadConstraints: [{ ...ZONE[0], labelSelector: { matchLabels: { app: "b" } } }] },
        }),
        ONE,
      ],
      expect: ["violation not-spread"],
    },
    {
      title: "over nodes only",
      resources: [workload({ spec: { topologySpreadConstraints: NODE } }), ONE],
      expect: ["violation not-over-zones"],
      message: `replicas are kept on different nodes, which may all be in one zone; spreading over zones is required. ${SPREAD}`,
    },
    {
      title: "replicas not known",
      resources: [workload({ replicas: UNKNOWN }), ONE],
      expect: ["undetermined spec.replicas"],
    },
    {
      title: "a budget perhaps elsewhere",
      resources: [workload(), budget({ maxUnavailable: 1, selector: SELECTOR }, UNKNOWN)],
      expect: ["undetermined metadata.namespace"],
    },
    {
      title: "a selector not known",
      resources: [workload(), budget({ maxUnavailable: 1, selector: UNKNOWN })],
      expect: ["undetermined spec.selector"],
    },
  ]);
});
