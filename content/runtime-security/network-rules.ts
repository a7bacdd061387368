import { monitoringNamespace } from "../versions";
import type { RuntimeRule } from "./rule";

const connected = {
  "evt.type": "connect",
  "evt.rawres": 0,
  "evt.res": "SUCCESS",
  "fd.typechar": "4",
  "fd.snet": "203.0.113.7",
  "fd.sport": 443,
  "container.id": "0123456789ab",
  "k8s.ns.name": monitoringNamespace,
};
const prometheus = { ...connected, "container.name": "prometheus" };
const alertmanager = { ...connected, "container.name": "alertmanager", "fd.sport": 8443 };

const NETWORK_FIELDS = [
  "k8s.ns.name",
  "k8s.pod.name",
  "container.name",
  "fd.sip",
  "fd.sport",
  "proc.name",
  "proc.cmdline",
];

const noConnection = {
  "it is another call": { "evt.type": "openat" },
  "it is a socket of the node": { "fd.typechar": "u" },
  "it was refused": { "evt.rawres": -111, "evt.res": "ECONNREFUSED" },
};

const whereTo = [
  "Whose the address is, and whether other pods of the region went there: the flow logs tell.",
  "What asked for it: a target, a rule's URL or a receiver that was added, or a program that is not the image's.",
];

const cut = [
  "Otherwise cut it at the firewall of the region first, and keep the pod for evidence.",
  "Look at how much was sent: the flow logs count bytes.",
];

/** Connections to where nothing of ours has business. */
export const networkRules: readonly RuntimeRule[] = [
  {
    name: "PrometheusConnectsOutside",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "Prometheus opened a connection to a public address",
    reason:
      "Targets, the API server and the hub's endpoint have private addresses. Whoever can add a target can have Prometheus fetch, or carry metrics out",
    controls: {
      soc2: ["CC6.6", "CC7.2"],
      pci: ["1.3.2", "11.5.1"],
      iso27001: ["A.8.20", "A.8.12"],
      gdpr: ["44"],
    },
    condition:
      `pharos_connects and container.id != host and k8s.ns.name=${monitoringNamespace} and container.name=prometheus ` +
      "and pharos_public and not fd.sport in (pharos_prometheus_public_ports)",
    tells: NETWORK_FIELDS,
    runbook: {
      cause: [
        "A monitor or a probe with a public target was added.",
        "Somebody has metrics sent elsewhere, by remote write or past it.",
      ],
      check: whereTo,
      act: [
        "A target that is right: probe it from where outgoing traffic is meant to be, not from Prometheus.",
        ...cut,
      ],
    },
    examples: {
      fires: [
        prometheus,
        { ...prometheus, "evt.rawres": -115, "evt.res": "EINPROGRESS" },
        { ...prometheus, "fd.typechar": "6", "fd.snet": "2001:db8::7" },
      ],
      silentWhen: {
        ...noConnection,
        "it is on the node itself": { "container.id": "host" },
        "it is a pod of somebody else": { "k8s.ns.name": "shop" },
        "the sidecar of Thanos stores blocks": { "container.name": "thanos-sidecar" },
        "it is a target in the region": { "fd.snet": "10.20.30.40" },
        "it is Pod Identity's agent": { "fd.snet": "169.254.170.23" },
        "it is the hub, outside of AWS": { "fd.sport": 9443 },
      },
    },
  },
  {
    name: "AlertmanagerConnectsOutside",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "Alertmanager opened a connection to a public address on a port that no receiver uses",
    reason:
      "Notifications leave by HTTPS or mail submission. Another port is a receiver that nobody reviewed, or a way out for what alerts tell",
    controls: { soc2: ["CC6.6", "CC7.2"], pci: ["1.3.2", "11.5.1"], iso27001: ["A.8.20", "A.8.12"] },
    condition:
      `pharos_connects and container.id != host and k8s.ns.name=${monitoringNamespace} and container.name=alertmanager ` +
      "and pharos_public and not fd.sport in (pharos_alertmanager_public_ports)",
    tells: NETWORK_FIELDS,
    runbook: {
      cause: ["A receiver with another port was added.", "A program in the pod that is not Alertmanager."],
      check: whereTo,
      act: [
        "A receiver that is right: add its port to `pharos_alertmanager_public_ports` in `content/runtime-security/lists.ts`.",
        ...cut,
      ],
    },
    examples: {
      fires: [alertmanager, { ...alertmanager, "evt.rawres": -115, "evt.res": "EINPROGRESS" }],
      silentWhen: {
        ...noConnection,
        "it is on the node itself": { "container.id": "host" },
        "it is a pod of somebody else": { "k8s.ns.name": "shop" },
        "it is the reloader": { "container.name": "config-reloader" },
        "it is another member": { "fd.snet": "10.20.30.40" },
        "it is a paging service": { "fd.sport": 443 },
        "it is a mail server": { "fd.sport": 587 },
      },
    },
  },
  {
    name: "NodeCredentialsAsked",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "A pod of the platform asked the node's metadata service",
    reason:
      "Pods have roles of their own by Pod Identity; the metadata service gives out the node's, under which one can pull every image and describe the cluster",
    controls: { soc2: ["CC6.1", "CC6.3"], pci: ["7.2.1", "8.6.2"], iso27001: ["A.5.15", "A.8.2"] },
    condition: "pharos_connects and pharos_pod and fd.sip=169.254.169.254",
    tells: NETWORK_FIELDS,
    runbook: {
      cause: [
        "A library of AWS looks for a region or for credentials, because the pod has no role or is not told its region.",
        "Somebody in the pod looks for credentials.",
      ],
      check: [
        "Whether it comes at the start of the pod and from its own program: that is a library.",
        "In CloudTrail: calls by the node's role that a node does not make.",
      ],
      act: [
        "A library: give the workload its role, or name the region by `AWS_REGION`.",
        "Otherwise treat the node's role as known to strangers: replace the node, and keep the pod for evidence.",
      ],
    },
    examples: {
      fires: [
        { ...prometheus, "fd.sip": "169.254.169.254" },
        { ...prometheus, "fd.sip": "169.254.169.254", "evt.rawres": -115, "evt.res": "EINPROGRESS" },
      ],
      silentWhen: {
        ...noConnection,
        "it is on the node itself": { "container.id": "host" },
        "it is a pod of somebody else": { "k8s.ns.name": "shop" },
        "it is Pod Identity's agent": { "fd.sip": "169.254.170.23" },
      },
    },
  },
];
