import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container, Pod } from "../../evaluation/pods";
import { orDefault, stepsIn, type Reader } from "../../evaluation/reader";
import { linuxContainerRule } from "./pod-rule";

/** Stands for every capability; the runtime does not mind its case. */
const ALL = "ALL";

export const containersDropAllCapabilities = linuxContainerRule(
  {
    id: "K8S-POD-05",
    slug: "containers-drop-all-capabilities",
    title: "Containers drop ALL capabilities",
    severity: "high",
    controls: {
      soc2: ["CC6.1"],
      pci: ["2.2.4", "2.2.6"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation:
      "Drop ALL capabilities in the security context of every container, and add back the one that it needs.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  (container) => [judge(container)],
  (container, pod) => {
    const place = dropOf(container);
    const dropped = orDefault(place.list(), []);
    return isPowerless(container, pod) && dropped.state === "value"
      ? [{ at: [...stepsIn(place.path), dropped.value.length], value: ALL }]
      : [];
  },
);

const dropOf = (container: Container): Reader => container.at("securityContext", "capabilities", "drop");

/** Whether a container has no capability to lose: it is not root, and gains nothing by what it starts. */
function isPowerless(container: Container, pod: Pod): boolean {
  const nonRoot = pod.effective(container, "runAsNonRoot").flag();
  const escalates = container.at("securityContext", "allowPrivilegeEscalation").flag();
  const added = container.at("securityContext", "capabilities", "add").state;
  return (
    nonRoot.state === "value" &&
    nonRoot.value &&
    escalates.state === "value" &&
    !escalates.value &&
    added === "absent"
  );
}

function judge(container: Container): Outcome {
  const place = dropOf(container);
  const list = place.list();
  if (list.state === "unknown") return undetermined(list);
  const dropped = list.state === "value" ? list.value.map((each) => each.filledText()) : [];
  if (dropped.some((each) => each.state === "value" && each.value.toUpperCase() === ALL)) return pass;
  for (const each of dropped) if (each.state === "unknown") return undetermined(each);
  const names = dropped.flatMap((each) => (each.state === "value" ? [each.value] : []));
  const found = names.length === 0 ? "drops no capability" : `drops only ${names.join(", ")}`;
  return violation("not-dropped", {
    message: `${container.label} ${found}, so that it keeps what the runtime gives to everybody; ${ALL} have to be dropped`,
    fix: 'set capabilities.drop to ["ALL"] in its securityContext',
    property: place.path,
  });
}
