import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container, Pod } from "../../evaluation/pods";
import type { Reader } from "../../evaluation/reader";
import { podRule } from "./pod-rule";

/** Settings of the kernel that concern the pod alone: the safe set of the kubelet. A slash stands for a dot. */
const SAFE_SYSCTLS: readonly string[] = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** SELinux types that are made for containers. */
const SELINUX_TYPES: readonly string[] = [
  "container_t",
  "container_init_t",
  "container_kvm_t",
  "container_engine_t",
];

/** Where AppArmor profiles stood before Kubernetes 1.30 had a field for them; they are still read. */
const APPARMOR_ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";
/** Profiles that confine, in that annotation. */
const APPARMOR_CONFINED = /^(runtime\/default|localhost\/.+)$/;

export const kernelSettingsAreSafe = podRule(
  {
    id: "K8S-POD-12",
    slug: "kernel-settings-are-safe",
    title: "procMount, sysctls, SELinux and AppArmor keep safe values",
    severity: "medium",
    controls: {
      soc2: ["CC6.8"],
      pci: ["2.2.6"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation: "Leave procMount, sysctls, SELinux and AppArmor at what Kubernetes and the runtime set.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  judge,
);

function judge(pod: Pod): readonly Outcome[] {
  const contexts = [
    { context: pod.at("securityContext"), label: "the pod" },
    ...pod.containers.map((container) => ({
      context: container.at("securityContext"),
      label: container.label,
    })),
  ];
  return [
    ...pod.hidden.map((unknown) => undetermined(unknown)),
    ...pod.containers.map(judgeProcMount),
    ...judgeSysctls(pod.at("securityContext", "sysctls")),
    ...contexts.flatMap(({ context, label }) => [
      ...judgeSeLinux(context, label),
      judgeAppArmor(context, label),
    ]),
    ...judgeAnnotations(pod.metadata.at("annotations")),
  ];
}

/** What is found at a place that may be left alone: nothing to judge, an outcome, or a text. */
function textAt(place: Reader): string | Outcome {
  const read = place.filledText();
  if (read.state === "value") return read.value;
  return read.state === "absent" || place.isGap ? pass : undetermined(read);
}

function judgeProcMount(container: Container): Outcome {
  const place = container.at("securityContext", "procMount");
  const found = textAt(place);
  if (typeof found !== "string") return found;
  if (found === "Default") return pass;
  return violation("proc-mount", {
    message: `'procMount' of ${container.label} is '${found}', which uncovers what the runtime hides of /proc; Default is allowed`,
    fix: "take procMount out",
    property: place.path,
  });
}

function judgeSysctls(place: Reader): readonly Outcome[] {
  const list = place.list();
  if (list.state === "unknown") return [place.isGap ? pass : undetermined(list)];
  if (list.state === "absent") return [];
  return list.value.map((each) => {
    const found = textAt(each.at("name"));
    if (typeof found !== "string") return found;
    if (SAFE_SYSCTLS.includes(found.replaceAll("/", "."))) return pass;
    return violation("unsafe-sysctl", {
      message: `sysctl '${found}' is not among those that concern the pod alone; ${SAFE_SYSCTLS.join(", ")} are allowed`,
      fix: `take ${found} out, or set it for the whole node where the nodes are made`,
      property: each.at("name").path,
    });
  });
}

function judgeSeLinux(context: Reader, label: string): readonly Outcome[] {
  return ["type", "user", "role"].map((field) => {
    const place = context.at("seLinuxOptions", field);
    const found = textAt(place);
    if (typeof found !== "string") return found;
    if (field === "type" && SELINUX_TYPES.includes(found)) return pass;
    const allowed = field === "type" ? `${SELINUX_TYPES.join(", ")} are allowed` : "none may be set";
    return violation(`selinux-${field}`, {
      message: `'seLinuxOptions.${field}' of ${label} is '${found}'; ${allowed}`,
      fix: `take seLinuxOptions.${field} out`,
      property: place.path,
    });
  });
}

function judgeAppArmor(context: Reader, label: string): Outcome {
  const place = context.at("appArmorProfile", "type");
  const found = textAt(place);
  if (typeof found !== "string") return found;
  return found === "RuntimeDefault" || found === "Localhost" ? pass : appArmorOff(found, label, place);
}

function judgeAnnotations(place: Reader): readonly Outcome[] {
  const annotations = place.fields();
  if (annotations.state === "unknown") return [place.isGap ? pass : undetermined(annotations)];
  if (annotations.state === "absent") return [];
  return annotations.value.flatMap(([name, value]) => {
    if (!name.startsWith(APPARMOR_ANNOTATION)) return [];
    const found = textAt(value);
    if (typeof found !== "string") return [found];
    const label = `container '${name.slice(APPARMOR_ANNOTATION.length)}'`;
    return [APPARMOR_CONFINED.test(found) ? pass : appArmorOff(found, label, value)];
  });
}

function appArmorOff(found: string, label: string, place: Reader): Outcome {
  return violation("apparmor", {
    message: `the AppArmor profile of ${label} is '${found}', which is none that confines; the runtime's default or one of the node's own is allowed`,
    fix: "take it out, so that the runtime's default holds",
    property: place.path,
  });
}
