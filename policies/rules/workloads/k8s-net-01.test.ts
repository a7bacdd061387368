import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { namespacesDenyByDefault } from "./k8s-net-01";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const namespace = (name: unknown = "payments"): Given => ({
  type: NAMESPACE,
  name: "payments",
  inputs: { metadata: { name } },
});
const policy = (spec: object, where: unknown = "payments", rest: Partial<Given> = {}): Given => ({
  type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  name: "policy",
  inputs: { metadata: { namespace: where }, spec },
  ...rest,
});
const BOTH = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
const message = (where: string): string =>
  `no NetworkPolicy of the stack closes the namespace for all of its pods ${where}; one with an empty podSelector that names Ingress and Egress and allows nothing is required. ` +
  "To mend it: add a NetworkPolicy with podSelector {} and policyTypes [Ingress, Egress].";

describe("K8S-NET-01", () => {
  testRule(namespacesDenyByDefault, [
    { title: "closed", resources: [namespace(), policy(BOTH)], expect: ["pass"] },
    {
      title: "closed by an API version of before",
      resources: [
        namespace(),
        policy(BOTH, "payments", { type: "kubernetes:extensions/v1beta1:NetworkPolicy" }),
      ],
      expect: ["pass"],
    },
    {
      title: "closed by two",
      resources: [
        namespace(),
        policy({ podSelector: {} }),
        policy({ podSelector: {}, policyTypes: ["Egress"] }, "payments", { name: "egress" }),
      ],
      expect: ["pass"],
    },
    {
      title: "with an opening for some",
      resources: [
        namespace(),
        policy({ ...BOTH, egress: [{ to: [{ podSelector: { matchLabels: { app: "dns" } } }] }] }),
      ],
      expect: ["pass"],
    },
    {
      title: "with an opening for a port",
      resources: [namespace(), policy({ ...BOTH, egress: [{ ports: [{ port: 53 }] }] })],
      expect: ["pass"],
    },
    {
      title: "an empty selector that says so",
      resources: [namespace(), policy({ ...BOTH, podSelector: { matchLabels: {}, matchExpressions: [] } })],
      expect: ["pass"],
    },
    {
      title: "a namespace whose name flows into the policy",
      resources: [
        namespace(UNKNOWN),
        policy(BOTH, UNKNOWN, { from: { metadata: [`${NAMESPACE} payments`] } }),
      ],
      expect: ["pass"],
    },
    {
      title: "Kubernetes' own",
      resources: [namespace("kube-system")],
      expect: ["notApplicable"],
      message: "it belongs to Kubernetes itself",
    },
    { title: "a policy itself", resources: [policy(BOTH)], expect: [] },
    {
      title: "no policy",
      resources: [namespace()],
      expect: ["violation open"],
      message: message("in both directions"),
    },
    {
      title: "a policy elsewhere",
      resources: [namespace(), policy(BOTH, "other")],
      expect: ["violation open"],
    },
    {
      title: "a policy in the default namespace",
      resources: [namespace(), policy(BOTH, null)],
      expect: ["violation open"],
    },
    {
      title: "a policy for some pods",
      resources: [namespace(), policy({ ...BOTH, podSelector: { matchLabels: { app: "x" } } })],
      expect: ["violation open"],
    },
    {
      title: "a policy without a selector",
      resources: [namespace(), policy({ policyTypes: ["Ingress", "Egress"] })],
      expect: ["violation open"],
    },
    {
      title: "inwards only",
      resources: [namespace(), policy({ podSelector: {}, policyTypes: ["Ingress"] })],
      expect: ["violation open-egress"],
      message: message("outwards"),
    },
    {
      title: "inwards only, by default",
      resources: [namespace(), policy({ podSelector: {}, policyTypes: [] })],
      expect: ["violation open-egress"],
    },
    {
      title: "outwards only",
      resources: [namespace(), policy({ podSelector: {}, policyTypes: ["Egress"] })],
      expect: ["violation open-ingress"],
      message: message("inwards"),
    },
    {
      title: "closed and opened again",
      resources: [namespace(), policy({ ...BOTH, ingress: [{}], egress: [{}] })],
      expect: ["violation open"],
    },
    {
      title: "opened by the same hand",
      resources: [namespace(), policy({ ...BOTH, egress: [{ to: [], ports: [] }] })],
      expect: ["violation open-egress"],
    },
    {
      title: "selector not known",
      resources: [namespace(), policy({ ...BOTH, podSelector: UNKNOWN })],
      expect: ["undetermined spec.podSelector"],
    },
    {
      title: "namespace not known",
      resources: [namespace(), policy(BOTH, UNKNOWN)],
      expect: ["undetermined metadata.namespace"],
    },
  ]);
});
