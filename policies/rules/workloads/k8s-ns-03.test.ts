import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { namespacesAreBounded } from "./k8s-ns-03";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const namespace = (name: unknown = "payments"): Given => ({
  type: NAMESPACE,
  name: "payments",
  inputs: { metadata: { name } },
});
const bound = (kind: string, where: unknown = "payments", rest: Partial<Given> = {}): Given => ({
  type: `kubernetes:core/v1:${kind}`,
  name: kind,
  inputs: { metadata: { namespace: where } },
  ...rest,
});
const both = (where?: unknown, rest?: Partial<Given>) => [
  bound("ResourceQuota", where, rest),
  bound("LimitRange", where, rest),
];
const pod = (where: unknown): Given => ({
  type: "kubernetes:core/v1:Pod",
  name: "pod",
  inputs: { metadata: { namespace: where } },
});
const claim: Given = {
  type: "kubernetes:core/v1:PersistentVolumeClaim",
  name: "claim",
  inputs: { metadata: { namespace: "payments" } },
};
const QUOTA =
  "has no ResourceQuota in the stack, so that one workload may take the whole cluster; one is required. To mend it: add a ResourceQuota to the namespace.";
const RANGE =
  "has no LimitRange in the stack, so that what says nothing of its size may be of any; one is required. To mend it: add a LimitRange to the namespace.";
const FROM = { from: { metadata: [`${NAMESPACE} payments`] } };

describe("K8S-NS-03", () => {
  testRule(namespacesAreBounded, [
    { title: "both", resources: [namespace(), ...both()], expect: ["pass"] },
    {
      title: "both, by a name that is not known yet",
      resources: [namespace(UNKNOWN), ...both(UNKNOWN, FROM)],
      expect: ["pass"],
    },
    { title: "Kubernetes' own", resources: [namespace("kube-system")], expect: ["notApplicable"] },
    { title: "a quota itself", resources: [bound("ResourceQuota")], expect: [] },
    { title: "a pod in a namespace of the stack", resources: [pod("payments"), namespace()], expect: [] },
    {
      title: "a pod in a bounded namespace of others",
      resources: [pod("payments"), ...both()],
      expect: ["pass"],
    },
    {
      title: "a pod in the bounded default namespace",
      resources: [pod(undefined), ...both("default")],
      expect: ["pass"],
    },
    { title: "a claim in a bounded namespace of others", resources: [claim, ...both()], expect: ["pass"] },
    {
      title: "bounded by a list",
      resources: [
        namespace(),
        bound("LimitRange"),
        {
          type: "kubernetes:core/v1:ResourceQuotaList",
          name: "list",
          inputs: { items: [{ metadata: { namespace: "payments" } }] },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "a pod in a bounded list of anything",
      resources: [
        {
          type: "kubernetes:core/v1:PodList",
          name: "pods",
          inputs: { items: [{ metadata: { namespace: "payments" } }] },
        },
        ...both(),
      ],
      expect: ["pass"],
    },
    {
      title: "a third pod",
      resources: [{ ...pod("other"), name: "third" }, ...both("other")],
      expect: ["pass"],
    },
    {
      title: "neither",
      resources: [namespace()],
      expect: ["violation no-quota", "violation no-limit-range"],
      message: `the namespace ${QUOTA}`,
    },
    {
      title: "no range",
      resources: [namespace(), bound("ResourceQuota")],
      expect: ["violation no-limit-range"],
      message: `the namespace ${RANGE}`,
    },
    { title: "no quota", resources: [namespace(), bound("LimitRange")], expect: ["violation no-quota"] },
    {
      title: "those of another namespace",
      resources: [namespace(), ...both("other")],
      expect: ["violation no-quota", "violation no-limit-range"],
    },
    {
      title: "a pod in a namespace of others",
      resources: [pod("payments")],
      expect: ["violation no-quota", "violation no-limit-range"],
      message: `the namespace payments, which the stack does not make, ${QUOTA}`,
    },
    {
      title: "a pod in the default namespace",
      resources: [pod(undefined)],
      expect: ["violation no-quota", "violation no-limit-range"],
    },
    {
      title: "a pod beside the bounds of another namespace",
      resources: [pod("payments"), ...both("other")],
      expect: ["violation no-quota", "violation no-limit-range"],
    },
    {
      title: "a claim in a namespace of others",
      resources: [claim],
      expect: ["violation no-quota", "violation no-limit-range"],
    },
    {
      title: "namespace of a pod not known",
      resources: [pod(UNKNOWN)],
      expect: ["undetermined metadata.namespace"],
    },
    {
      title: "namespace of the bounds not known",
      resources: [namespace(), ...both(UNKNOWN)],
      expect: ["undetermined metadata.namespace", "undetermined metadata.namespace"],
    },
  ]);
});
