import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { kernelSettingsAreSafe } from "./k8s-pod-12";

const containers = [{ name: "app" }];
const shared = (securityContext: object) => pod({ containers, securityContext });
const sysctl = (name: unknown) => shared({ sysctls: [{ name, value: "1" }] });
const annotated = (profile: unknown) =>
  pod({ containers }, { annotations: { "container.apparmor.security.beta.kubernetes.io/app": profile } });

describe("K8S-POD-12", () => {
  testRule(kernelSettingsAreSafe, [
    ...containerCases({
      good: { securityContext: { procMount: "Default" } },
      bad: { securityContext: { procMount: "Unmasked" } },
      reason: "proc-mount",
      message: (label) =>
        `'procMount' of ${label} is 'Unmasked', which uncovers what the runtime hides of /proc; Default is allowed. To mend it: take procMount out.`,
    }).filter(({ title }) => title !== "no containers"),
    { title: "no containers", resources: pod({ containers: [] }), expect: ["pass"] },
    { title: "a safe sysctl", resources: sysctl("net.ipv4.tcp_syncookies"), expect: ["pass"] },
    {
      title: "a safe sysctl, with slashes",
      resources: sysctl("net/ipv4/ip_local_port_range"),
      expect: ["pass"],
    },
    {
      title: "an unsafe sysctl",
      resources: sysctl("kernel.msgmax"),
      expect: ["violation unsafe-sysctl"],
      message:
        "sysctl 'kernel.msgmax' is not among those that concern the pod alone; kernel.shm_rmid_forced, net.ipv4.ip_local_port_range, net.ipv4.ip_local_reserved_ports, net.ipv4.ip_unprivileged_port_start, net.ipv4.ping_group_range, net.ipv4.tcp_fin_timeout, net.ipv4.tcp_keepalive_intvl, net.ipv4.tcp_keepalive_probes, net.ipv4.tcp_keepalive_time, net.ipv4.tcp_rmem, net.ipv4.tcp_syncookies, net.ipv4.tcp_wmem are allowed. " +
        "To mend it: take kernel.msgmax out, or set it for the whole node where the nodes are made.",
    },
    {
      title: "sysctl not known",
      resources: sysctl(UNKNOWN),
      expect: ["undetermined spec.securityContext.sysctls[0].name"],
    },
    {
      title: "SELinux for containers",
      resources: shared({ seLinuxOptions: { type: "container_t" } }),
      expect: ["pass"],
    },
    {
      title: "SELinux for anything",
      resources: shared({ seLinuxOptions: { type: "spc_t" } }),
      expect: ["violation selinux-type"],
      message:
        "'seLinuxOptions.type' of the pod is 'spc_t'; container_t, container_init_t, container_kvm_t, container_engine_t are allowed. To mend it: take seLinuxOptions.type out.",
    },
    {
      title: "SELinux as somebody",
      resources: pod({
        containers: [{ name: "app", securityContext: { seLinuxOptions: { user: "sysadm_u" } } }],
      }),
      expect: ["violation selinux-user"],
      message:
        "'seLinuxOptions.user' of container 'app' is 'sysadm_u'; none may be set. To mend it: take seLinuxOptions.user out.",
    },
    {
      title: "SELinux in a role",
      resources: shared({ seLinuxOptions: { role: "sysadm_r" } }),
      expect: ["violation selinux-role"],
      message:
        "'seLinuxOptions.role' of the pod is 'sysadm_r'; none may be set. To mend it: take seLinuxOptions.role out.",
    },
    {
      title: "AppArmor's default",
      resources: shared({ appArmorProfile: { type: "RuntimeDefault" } }),
      expect: ["pass"],
    },
    {
      title: "AppArmor off",
      resources: shared({ appArmorProfile: { type: "Unconfined" } }),
      expect: ["violation apparmor"],
      message:
        "the AppArmor profile of the pod is 'Unconfined', which is none that confines; the runtime's default or one of the node's own is allowed. To mend it: take it out, so that the runtime's default holds.",
    },
    { title: "AppArmor in an annotation", resources: annotated("localhost/strict"), expect: ["pass"] },
    {
      title: "AppArmor off in an annotation",
      resources: annotated("unconfined"),
      expect: ["violation apparmor"],
    },
  ]);
});
