import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Pod } from "../../evaluation/pods";
import { podRule } from "./pod-rule";

/** What a pod can share with its node, and what it sees there. */
const NAMESPACES = [
  { field: "hostNetwork", reason: "host-network", sees: "the node's network, past every NetworkPolicy" },
  { field: "hostPID", reason: "host-pid", sees: "every process of the node and its environment" },
  { field: "hostIPC", reason: "host-ipc", sees: "the shared memory of the node's processes" },
] as const;

export const noHostNamespaces = podRule(
  {
    id: "K8S-POD-08",
    slug: "no-host-namespaces",
    title: "No host namespaces",
    severity: "high",
    controls: {
      soc2: ["CC6.1", "CC6.6"],
      pci: ["2.2.6", "1.4.1"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9", "A.8.22"],
    },
    remediation:
      "Take hostNetwork, hostPID and hostIPC out of the pod; an agent that cannot do without needs a waiver.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  (pod) => NAMESPACES.map((namespace) => judge(namespace, pod)),
);

function judge({ field, reason, sees }: (typeof NAMESPACES)[number], pod: Pod): Outcome {
  const place = pod.at(field);
  const shared = place.flag();
  if (shared.state === "unknown") return place.isGap ? pass : undetermined(shared);
  if (shared.state === "absent" || !shared.value) return pass;
  return violation(reason, {
    message: `'${field}' is true, so that the pod sees ${sees}; no pod may share that with its node`,
    fix: `take ${field} out of the pod's spec`,
    property: place.path,
  });
}
