import { nodeAgentsNamespace } from "../../../content/versions";
import { formsOf, objectsOf } from "../../evaluation/kubernetes-objects";
import { NAMESPACE } from "../../evaluation/namespaces";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

/** The label by which Kubernetes enforces a Pod Security Standard on everything in a namespace. */
export const ENFORCE_LABEL = "pod-security.kubernetes.io/enforce";

const NAMESPACE_TYPES = formsOf([NAMESPACE]);

/** The standards that keep a pod from the node. */
const ENFORCED = ["restricted", "baseline"];

/**
 * Namespaces in which what runs needs the node itself: the control plane's own, and the one that Pharos keeps for agents on nodes so
 * that every other namespace can do without.
 */
const NEEDS_THE_NODE: Readonly<Record<string, string>> = {
  "kube-system": "it belongs to Kubernetes itself, whose node agents need the host",
  "kube-public": "it belongs to Kubernetes itself and holds no pods",
  "kube-node-lease": "it belongs to Kubernetes itself and holds no pods",
  [nodeAgentsNamespace]:
    "it is the one namespace for agents that need the node, so that every other can do without",
};

export const namespacesEnforcePodSecurity: ResourceRule = {
  id: "K8S-NS-01",
  slug: "namespaces-enforce-pod-security",
  title: "Namespaces enforce the restricted (or baseline) Pod Security Standard",
  severity: "high",
  scope: "resource",
  types: NAMESPACE_TYPES,
  controls: {
    soc2: ["CC6.8", "CC8.1"],
    pci: ["2.2.1", "2.2.6"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.9"],
  },
  remediation: `Label the namespace ${ENFORCE_LABEL}=restricted, or baseline where its workload cannot do without.`,
  url: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  check(resource) {
    const outcomes = objectsOf(resource, [NAMESPACE]).map(({ body }) => judge(body));
    return outcomes.length === 0 ? notApplicable("the list holds no namespaces") : allOf(outcomes);
  },
};

function judge(body: Reader): Outcome {
  const level = body.at("metadata", "labels", ENFORCE_LABEL).filledText();
  if (level.state === "value" && ENFORCED.includes(level.value)) return pass;
  const name = body.at("metadata", "name").filledText();
  const exemption = name.state === "value" ? NEEDS_THE_NODE[name.value] : undefined;
  if (exemption !== undefined) return notApplicable(exemption);
  if (level.state === "unknown") return undetermined(level);
  if (name.state === "unknown") return undetermined(name);
  const property = `metadata.labels["${ENFORCE_LABEL}"]`;
  const fix = `label it ${ENFORCE_LABEL}: restricted, or baseline where its workload cannot do without`;
  if (level.state === "absent") {
    return violation("not-enforced", {
      message: `the namespace has no label ${ENFORCE_LABEL}, so that its pods may take over the node; ${ENFORCED.join(" or ")} is required`,
      fix,
      property,
    });
  }
  return violation(level.value === "privileged" ? "privileged" : "unknown-standard", {
    message: `label ${ENFORCE_LABEL} is '${level.value}'; ${ENFORCED.join(" or ")} is required`,
    fix,
    property,
  });
}
