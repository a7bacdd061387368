import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container, Pod } from "../../evaluation/pods";
import { stepsIn } from "../../evaluation/reader";
import { linuxContainerRule } from "./pod-rule";

/** Profiles that keep system calls from a container. */
const RUNTIME_DEFAULT = "RuntimeDefault";
const ALLOWED = [RUNTIME_DEFAULT, "Localhost"];

/** Annotations in which profiles stood before Kubernetes 1.19 had a field for them; 1.27 stopped reading them. */
const FORMER_ANNOTATIONS = "seccomp.security.alpha.kubernetes.io/";

export const seccompProfileIsSet = linuxContainerRule(
  {
    id: "K8S-POD-07",
    slug: "seccomp-profile-is-set",
    title: "Seccomp profile is RuntimeDefault or Localhost",
    severity: "medium",
    controls: {
      soc2: ["CC6.8"],
      pci: ["2.2.6"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation: "Set seccompProfile.type to RuntimeDefault in the security context of the pod.",
    url: "https://kubernetes.io/docs/tutorials/security/seccomp/",
  },
  (container, pod) => [judge(container, pod)],
  (container, pod) => {
    const profile = pod.effective(container, "seccompProfile");
    // Who says unconfined means it, and who names a profile of the node's wants that one.
    return profile.state === "absent" && !hasFormerAnnotation(pod)
      ? [{ at: [...stepsIn(profile.path), "type"], value: RUNTIME_DEFAULT }]
      : [];
  },
);

function judge(container: Container, pod: Pod): Outcome {
  const place = pod.effective(container, "seccompProfile", "type");
  const profile = place.filledText();
  if (profile.state === "unknown") return undetermined(profile);
  const fix = "set seccompProfile.type to RuntimeDefault in the pod's securityContext";
  if (profile.state === "absent") {
    const former = hasFormerAnnotation(pod);
    const found = former
      ? "only in an annotation, which Kubernetes has not read since 1.27"
      : "not set, so that every system call is open to it";
    return violation(former ? "annotation-only" : "not-set", {
      message: `the seccomp profile of ${container.label} is ${found}; ${ALLOWED.join(" or ")} is required`,
      fix,
      property: place.path,
    });
  }
  if (ALLOWED.includes(profile.value)) return pass;
  return violation("unconfined", {
    message: `the seccomp profile of ${container.label} is '${profile.value}'; ${ALLOWED.join(" or ")} is required`,
    fix,
    property: place.path,
  });
}

function hasFormerAnnotation(pod: Pod): boolean {
  const annotations = pod.metadata.at("annotations").fields();
  if (annotations.state !== "value") return false;
  return annotations.value.some(([name, place]) => {
    const value = place.text();
    return (
      name.startsWith(FORMER_ANNOTATIONS) &&
      value.state === "value" &&
      /^(runtime\/default|docker\/default|localhost\/)/.test(value.value)
    );
  });
}
