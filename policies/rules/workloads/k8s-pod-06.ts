import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container } from "../../evaluation/pods";
import type { Reader } from "../../evaluation/reader";
import { containerRule } from "./pod-rule";

/** What the restricted Pod Security Standard lets a container add. */
const ALLOWED = "NET_BIND_SERVICE";

/** What runtimes give to everybody, and the baseline standard lets a container add. */
const BASELINE: readonly string[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

export const noAddedCapabilities = containerRule(
  {
    id: "K8S-POD-06",
    slug: "no-added-capabilities",
    title: "No added capabilities beyond NET_BIND_SERVICE",
    severity: "high",
    controls: {
      soc2: ["CC6.1"],
      pci: ["2.2.4", "2.2.6"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation:
      "Take the capability out; a port below 1024 is what NET_BIND_SERVICE is for, and the only one that may be added.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  judge,
);

function judge(container: Container): readonly Outcome[] {
  const place = container.at("securityContext", "capabilities", "add");
  const list = place.list();
  if (list.state === "unknown") return [place.isGap ? pass : undetermined(list)];
  return list.state === "absent"
    ? [pass]
    : [pass, ...list.value.map((each) => judgeCapability(each, container))];
}

function judgeCapability(place: Reader, container: Container): Outcome {
  const read = place.filledText();
  if (read.state === "unknown") return undetermined(read);
  if (read.state === "absent") return pass;
  const name = read.value.toUpperCase().replace(/^CAP_/, "");
  if (name === ALLOWED) return pass;
  return violation(reasonFor(name), {
    message: `${container.label} adds the capability ${read.value}; only ${ALLOWED} may be added`,
    fix: `take ${read.value} out of capabilities.add`,
    property: place.path,
  });
}

/** How far it goes: as good as root on the node, beyond what the runtime gives to everybody, or that much. */
function reasonFor(capability: string): string {
  if (capability === "SYS_ADMIN" || capability === "ALL") return "system-administration";
  return BASELINE.includes(capability) ? "added" : "beyond-baseline";
}
