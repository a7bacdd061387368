import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container, Pod } from "../../evaluation/pods";
import type { Reader } from "../../evaluation/reader";
import { containerRule } from "./pod-rule";

/** Switches that give a container the node, on Linux and on Windows. */
const SWITCHES = [
  { reason: "privileged", field: ["privileged"] },
  { reason: "host-process", field: ["windowsOptions", "hostProcess"] },
] as const;

export const noPrivilegedContainers = containerRule(
  {
    id: "K8S-POD-01",
    slug: "no-privileged-containers",
    title: "No privileged containers",
    severity: "critical",
    controls: {
      soc2: ["CC6.1", "CC6.8"],
      pci: ["2.2.6", "7.2.5"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9", "A.8.2"],
    },
    remediation:
      "Take privileged out of the container's security context; give the one capability or device that it needs instead.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  (container, pod) => SWITCHES.map((each) => judge(each, container, pod)),
);

function judge({ reason, field }: (typeof SWITCHES)[number], container: Container, pod: Pod): Outcome {
  const place: Reader =
    reason === "privileged" ? container.at("securityContext", ...field) : pod.effective(container, ...field);
  const on = place.flag();
  if (on.state === "unknown") return place.isGap ? pass : undetermined(on);
  if (on.state === "absent" || !on.value) return pass;
  return violation(reason, {
    message: `'securityContext.${field.join(".")}' of ${container.label} is true, which gives it the whole node; no container may have that`,
    fix: "take it out, and give the capability or the device that is needed",
    property: place.path,
  });
}
