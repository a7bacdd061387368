import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { ENFORCE_LABEL, namespacesEnforcePodSecurity } from "./k8s-ns-01";

const namespace = (metadata: unknown): [Given] => [
  {
    type: "kubernetes:core/v1:Namespace",
    name: "namespace",
    inputs: { apiVersion: "v1", kind: "Namespace", metadata },
  },
];
const labelled = (level: unknown, name: unknown = "payments") =>
  namespace({ name, labels: { team: "payments", [ENFORCE_LABEL]: level } });

const FIX = `label it ${ENFORCE_LABEL}: restricted, or baseline where its workload cannot do without`;

describe("K8S-NS-01", () => {
  testRule(namespacesEnforcePodSecurity, [
    { title: "restricted", resources: labelled("restricted"), expect: ["pass"] },
    { title: "baseline", resources: labelled("baseline"), expect: ["pass"] },
    {
      title: "without a name",
      resources: namespace({ labels: { [ENFORCE_LABEL]: "restricted" } }),
      expect: ["pass"],
    },
    { title: "name not known", resources: labelled("baseline", UNKNOWN), expect: ["pass"] },
    {
      title: "pinned to a version",
      resources: namespace({
        labels: { [ENFORCE_LABEL]: "restricted", [`${ENFORCE_LABEL}-version`]: "v1.35" },
      }),
      expect: ["pass"],
    },
    {
      title: "Kubernetes' own",
      resources: namespace({ name: "kube-system" }),
      expect: ["notApplicable"],
      message: "it belongs to Kubernetes itself, whose node agents need the host",
    },
    {
      title: "Kubernetes' leases",
      resources: namespace({ name: "kube-node-lease" }),
      expect: ["notApplicable"],
    },
    {
      title: "the one for node agents",
      resources: labelled("privileged", "node-agents"),
      expect: ["notApplicable"],
      message: "it is the one namespace for agents that need the node, so that every other can do without",
    },
    {
      title: "an empty list",
      resources: [{ type: "kubernetes:core/v1:NamespaceList", name: "list", inputs: { items: [] } }],
      expect: ["notApplicable"],
    },
    {
      title: "in a list",
      resources: [
        {
          type: "kubernetes:core/v1:NamespaceList",
          name: "list",
          inputs: { items: [{ metadata: { name: "payments" } }] },
        },
      ],
      expect: ["violation not-enforced"],
    },
    {
      title: "in a patch of something else",
      resources: [
        {
          type: "kubernetes:core/v1:NamespacePatch",
          name: "patch",
          inputs: { metadata: { name: "payments", labels: { team: "payments" } } },
        },
      ],
      expect: [`undetermined metadata.labels["${ENFORCE_LABEL}"]`],
    },
    {
      title: "no label",
      resources: namespace({ name: "payments", labels: { team: "payments" } }),
      expect: ["violation not-enforced"],
      message: `the namespace has no label ${ENFORCE_LABEL}, so that its pods may take over the node; restricted or baseline is required. To mend it: ${FIX}.`,
    },
    { title: "no labels", resources: namespace({ name: "payments" }), expect: ["violation not-enforced"] },
    { title: "no metadata", resources: namespace(undefined), expect: ["violation not-enforced"] },
    { title: "an empty label", resources: labelled(""), expect: ["violation not-enforced"] },
    {
      title: "warned about only",
      resources: namespace({ name: "payments", labels: { "pod-security.kubernetes.io/warn": "restricted" } }),
      expect: ["violation not-enforced"],
    },
    {
      title: "the default namespace",
      resources: namespace({ name: "default" }),
      expect: ["violation not-enforced"],
    },
    {
      title: "privileged",
      resources: labelled("privileged"),
      expect: ["violation privileged"],
      message: `label ${ENFORCE_LABEL} is 'privileged'; restricted or baseline is required. To mend it: ${FIX}.`,
    },
    {
      title: "privileged, nearly the one for node agents",
      resources: labelled("privileged", "node-agents-2"),
      expect: ["violation privileged"],
    },
    {
      title: "a standard that there is not",
      resources: labelled("Restricted"),
      expect: ["violation unknown-standard"],
      message: `label ${ENFORCE_LABEL} is 'Restricted'; restricted or baseline is required. To mend it: ${FIX}.`,
    },
    {
      title: "label not known",
      resources: labelled(UNKNOWN),
      expect: [`undetermined metadata.labels["${ENFORCE_LABEL}"]`],
      message: `metadata.labels["${ENFORCE_LABEL}"] is not known before the update`,
    },
    {
      title: "labels not known",
      resources: namespace({ name: "payments", labels: UNKNOWN }),
      expect: ["undetermined metadata.labels"],
    },
    {
      title: "privileged, and the name not known",
      resources: labelled("privileged", UNKNOWN),
      expect: ["undetermined metadata.name"],
    },
  ]);
});
