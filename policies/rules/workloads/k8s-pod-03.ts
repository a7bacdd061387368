import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container, Pod } from "../../evaluation/pods";
import { linuxContainerRule } from "./pod-rule";

export const containersRunAsNonRoot = linuxContainerRule(
  {
    id: "K8S-POD-03",
    slug: "containers-run-as-non-root",
    title: "Containers run as non-root",
    severity: "high",
    controls: {
      soc2: ["CC6.1"],
      pci: ["2.2.6", "7.2.5"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation:
      "Set runAsNonRoot to true in the security context of the pod or of every container, and runAsUser to a number above 0 where it is set.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  (container, pod) => [judge(container, pod)],
);

/** A user that is set decides, whatever `runAsNonRoot` says: as root such a container would not even start. */
function judge(container: Container, pod: Pod): Outcome {
  const userAt = pod.effective(container, "runAsUser");
  const user = userAt.number();
  const nonRootAt = pod.effective(container, "runAsNonRoot");
  const nonRoot = nonRootAt.flag();
  if (user.state === "value" && user.value === 0) {
    return violation("root-user", {
      message: `'securityContext.runAsUser' of ${container.label} is 0, so that it runs as root; a number above 0 is required`,
      fix: "set runAsUser to the number of an unprivileged user, and runAsNonRoot to true",
      property: userAt.path,
    });
  }
  if (user.state === "unknown" && !userAt.isGap) return undetermined(user);
  if (nonRoot.state === "value" && nonRoot.value) return pass;
  if (nonRoot.state === "unknown" && !(nonRootAt.isGap && user.state === "value"))
    return undetermined(nonRoot);
  if (user.state === "value") return pass;
  const found = nonRoot.state === "value" ? "false" : "not set";
  return violation("may-run-as-root", {
    message: `'securityContext.runAsNonRoot' of ${container.label} is ${found} and no user is set, so that it runs as whoever its image says, root as a rule; true is required`,
    fix: "set runAsNonRoot to true in the securityContext of the pod or of the container",
    property: nonRootAt.path,
  });
}
