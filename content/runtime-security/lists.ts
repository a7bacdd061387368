import { accessNamespace } from "../access/charts";
import { loggingNamespace } from "../logs/names";
import { scalingNamespace } from "../scaling/charts";
import { tracingNamespace } from "../tracing/charts";
import { auditNamespace, backupNamespace } from "../workload-identities";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "../versions";
import { auditFalcoName, falcoName, falcosidekickName } from "./names";
import type { EventSource } from "./rule";

/** Longest name of a process that the kernel keeps; Falco's `proc.name` is cut there. */
const LONGEST_PROCESS_NAME = 15;

/** Where the ledger's volume is mounted in the pods that may open it: the audit service mounts it here and nowhere else. */
export const LEDGER_FOLDER = "/var/lib/pharos/ledger/";
/** The only program that opens it. */
export const LEDGER_PROGRAM = "ledger-writer";

/** Values that conditions share, by a name of ours, so that no update of the project's rules can change them. */
export interface FalcoList {
  readonly name: string;
  readonly items: readonly string[];
  /** Why these and no others. */
  readonly reason: string;
}

/** A part of a condition with a name. */
export interface FalcoMacro {
  readonly name: string;
  /** In which sources its fields exist. */
  readonly sources: readonly EventSource[];
  readonly condition: string;
}

/** Every namespace of the platform, also those whose workloads come later. */
export const platformNamespaceNames: readonly string[] = [
  accessNamespace,
  auditNamespace,
  backupNamespace,
  certificatesNamespace,
  dashboardsNamespace,
  loggingNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  scalingNamespace,
  secretsNamespace,
  tracingNamespace,
].sort();

/** The name by which the kernel knows a program. */
export function processName(program: string): string {
  return program.slice(0, LONGEST_PROCESS_NAME);
}

/** What differs between regions. */
export interface RuleInputs {
  /**
   * Ports on which Prometheus may reach public addresses: that of a hub outside of AWS.
   * @default none: scrapes, the API server and the hub's endpoint have private addresses
   */
  readonly prometheusPublicPorts?: readonly number[];
}

/** The lists, in the order in which they are written down. */
export function falcoLists({ prometheusPublicPorts = [] }: RuleInputs = {}): FalcoList[] {
  return [
    {
      name: "pharos_namespaces",
      items: platformNamespaceNames,
      reason: "the platform's own; what others run is for rules of theirs",
    },
    {
      name: "pharos_shells",
      items: ["ash", "bash", "busybox", "csh", "dash", "fish", "ksh", "sh", "tcsh", "zsh"],
      reason: "shells that images have or attackers bring",
    },
    {
      name: "pharos_tools",
      items: [
        ...["aws", "crictl", "ctr", "curl", "gdb", "helm", "kubectl", "nc", "ncat", "netcat", "nmap"],
        ...["nsenter", "socat", "ssh", "strace", "tcpdump", "wget"],
      ],
      reason: "fetch, connect, look into processes or talk to the cluster; none of our programs starts one",
    },
    {
      name: "pharos_token_readers",
      items: [
        ...["alertmanager", "external-secrets", "falco", "falcosidekick", "grafana", "kube-rbac-proxy"],
        ...["kube-state-metrics", "operator", "prometheus", "prometheus-config-reloader", "thanos", "yace"],
        // cert-manager's programs have names as plain as these.
        ...["controller", "webhook", "cainjector", "startupapicheck", "trust-manager", "metrics-server"],
      ].map(processName),
      reason: "programs of the platform that call the cluster's API or AWS as their service account",
    },
    {
      name: "pharos_private_networks",
      items: [
        ...[
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
        ],
        ...["::1/128", "fc00::/7", "fe80::/10"],
      ],
      reason:
        "addresses that no router of the internet knows: the VPC, the node itself, Pod Identity's agent",
    },
    {
      name: "pharos_prometheus_public_ports",
      items: prometheusPublicPorts.map(String),
      reason: "the hub, where it is reached over the internet",
    },
    {
      name: "pharos_alertmanager_public_ports",
      items: ["443", "587"],
      reason: "notifications: HTTPS of paging and chat services, mail submission",
    },
    {
      name: "pharos_detectors",
      items: [
        ...[falcoName, auditFalcoName, falcosidekickName],
        ...[falcoName, auditFalcoName].flatMap((name) => [`${name}-rules`, `${name}-falcoctl`]),
      ],
      reason: "workloads and configuration of runtime security",
    },
  ];
}

/** The macros, each after those that it uses. */
export const falcoMacros: readonly FalcoMacro[] = [
  {
    name: "pharos_pod",
    sources: ["syscall"],
    condition: "container.id != host and k8s.ns.name in (pharos_namespaces)",
  },
  {
    name: "pharos_starts",
    sources: ["syscall"],
    condition: "evt.type in (execve, execveat)",
  },
  {
    name: "pharos_reads",
    sources: ["syscall"],
    condition:
      "evt.type in (open, openat, openat2) and evt.is_open_read=true and fd.typechar=f and fd.num>=0",
  },
  {
    name: "pharos_writes",
    sources: ["syscall"],
    condition:
      "evt.type in (open, openat, openat2) and evt.is_open_write=true and fd.typechar=f and fd.num>=0",
  },
  {
    name: "pharos_connects",
    sources: ["syscall"],
    condition: "evt.type=connect and fd.typechar in (4, 6) and (evt.rawres>=0 or evt.res=EINPROGRESS)",
  },
  {
    name: "pharos_public",
    sources: ["syscall"],
    condition: "not fd.snet in (pharos_private_networks)",
  },
  {
    name: "pharos_answered",
    sources: ["k8s_audit"],
    condition: "ka.stage=ResponseComplete",
  },
  {
    name: "pharos_person",
    sources: ["k8s_audit"],
    // Kubernetes' and EKS's own components, and every service account (`system:serviceaccount:…`).
    condition: 'not ka.user.name startswith "system:" and not ka.user.name startswith "eks:"',
  },
];
