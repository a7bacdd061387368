import { LEDGER_FOLDER, LEDGER_PROGRAM } from "./lists";
import { falcoContainer } from "./names";
import { auditNamespace } from "../workload-identities";
import { nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";
import type { RuntimeRule } from "./rule";

const opened = {
  "evt.type": "openat",
  "fd.typechar": "f",
  "fd.num": 7,
  "container.id": "0123456789ab",
  "k8s.ns.name": "monitoring",
  "container.name": "prometheus",
  "proc.name": "python3",
  "evt.is_open_read": "false",
  "evt.is_open_write": "false",
};
const writes = { ...opened, "evt.is_open_write": "true" };
const onlyWrites = { "evt.is_open_read": "false", "evt.is_open_write": "true" };
const reads = { ...opened, "evt.is_open_read": "true" };

const FILE_FIELDS = [
  "k8s.ns.name",
  "k8s.pod.name",
  "container.name",
  "fd.name",
  "proc.name",
  "proc.pname",
  "proc.cmdline",
];

const notAnOpening = {
  "it is another call": { "evt.type": "connect" },
  "it is a pipe": { "fd.typechar": "p" },
  "opening it failed": { "fd.num": -1 },
  "it is on the node itself": { "container.id": "host" },
  "it is a pod of somebody else": { "k8s.ns.name": "shop" },
};

const apart = [
  "Keep the pod and its node as they are until its file system is copied, and let a NetworkPolicy keep the pod from everything.",
];

/** Files that are opened by whom they do not concern. */
export const fileRules: readonly RuntimeRule[] = [
  {
    name: "LedgerOpenedByStranger",
    source: "syscall",
    severity: "P0",
    team: "platform",
    summary: "A program other than the ledger's own opened a file of the audit ledger",
    reason:
      "The ledger is what proves that nobody changed records. Who opens it beside its writer reads what is confidential, or prepares to change it",
    controls: {
      soc2: ["CC6.1", "CC7.2"],
      pci: ["10.3.1", "10.3.2", "10.3.4"],
      iso27001: ["A.8.15"],
      sec17a4: ["17a-4(f)(2)(i)"],
    },
    condition: `(pharos_reads or pharos_writes) and container.id != host and fd.name startswith ${LEDGER_FOLDER} and not (k8s.ns.name=${auditNamespace} and proc.name=${LEDGER_PROGRAM})`,
    tells: FILE_FIELDS,
    runbook: {
      cause: [
        "Somebody opened a session in a pod that mounts the volume, or mounted the volume elsewhere.",
        "The ledger's writer was replaced by another program.",
      ],
      check: [
        "Which program and which pod: the event names both. ExecIntoPlatformPod and the audit log of the minutes before name the person.",
        "Whether the file was opened for writing, and whether its size or time changed.",
      ],
      act: [
        ...apart,
        "Verify the ledger against its signed checkpoints and against the copies in the other regions, before anything is written again.",
        "Tell whoever answers for audit records, and write down from when to when the file was open.",
      ],
    },
    examples: {
      fires: [
        { ...reads, "k8s.ns.name": "audit", "fd.name": `${LEDGER_FOLDER}tile/0/000` },
        {
          ...writes,
          "k8s.ns.name": "shop",
          "fd.name": `${LEDGER_FOLDER}checkpoint`,
          "proc.name": LEDGER_PROGRAM,
        },
      ],
      silentWhen: {
        "it is another call": { "evt.type": "connect" },
        "it is a pipe": { "fd.typechar": "p" },
        "opening it failed": { "fd.num": -1 },
        "another call would write": { "evt.type": "connect", ...onlyWrites },
        "a pipe is written": { "fd.typechar": "p", ...onlyWrites },
        "opening it to write failed": { "fd.num": -1, ...onlyWrites },
        "it is neither read nor written": { "evt.is_open_read": "false" },
        "it is on the node itself": { "container.id": "host" },
        "it is another folder": { "fd.name": "/tmp/tile" },
        "the ledger's writer does it": { "proc.name": LEDGER_PROGRAM },
      },
    },
  },
  {
    name: "DetectorRulesWritten",
    source: "syscall",
    severity: "P0",
    team: "platform",
    summary: "A file of Falco's rules or configuration was written while it runs",
    reason:
      "Rules come with the pod and are never written afterwards: whoever does so wants the detector to look away",
    controls: { soc2: ["CC7.2", "CC8.1"], pci: ["10.7.2", "11.5.2"], iso27001: ["A.8.15", "A.8.32"] },
    condition: `pharos_writes and container.id != host and k8s.ns.name in (${nodeAgentsNamespace}, ${runtimeSecurityNamespace}) and container.name=${falcoContainer} and fd.name startswith /etc/falco/`,
    tells: FILE_FIELDS,
    runbook: {
      cause: ["Somebody works inside a pod of Falco, or broke out of another one into it."],
      check: [
        "Which file, by which program. `falcosecurity_falco_sha256_rules_files_info` differs between nodes when a rule file was changed.",
        "Which other pods ran on that node: whoever writes here usually came from one of them.",
      ],
      act: [
        "Treat the node as taken over: cordon it, keep it, and let nothing new be scheduled there.",
        "Read the logs of its pods from the last event of Falco on; what happened after is not in Falco's own.",
        "When the evidence is kept, replace the node.",
      ],
    },
    examples: {
      fires: [
        {
          ...writes,
          "k8s.ns.name": nodeAgentsNamespace,
          "container.name": falcoContainer,
          "fd.name": "/etc/falco/falco_rules.yaml",
        },
        {
          ...writes,
          "k8s.ns.name": runtimeSecurityNamespace,
          "container.name": falcoContainer,
          "fd.name": "/etc/falco/rules.d/pharos.yaml",
        },
      ],
      silentWhen: {
        ...notAnOpening,
        "it is only read": { "evt.is_open_write": "false" },
        "falcoctl does it in its own container": { "container.name": "falcoctl-artifact-install" },
        "it is another folder": { "fd.name": "/root/.falco/state" },
      },
    },
  },
  {
    name: "EtcWrittenInPlatformPod",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "A file below /etc was written in a pod of the platform",
    reason:
      "The root file systems are read-only, and what is below /etc comes from ConfigMaps and Secrets: a write means that this was got around",
    controls: { soc2: ["CC6.8", "CC8.1"], pci: ["11.5.2"], iso27001: ["A.8.9", "A.8.32"] },
    condition:
      "pharos_writes and pharos_pod and fd.name startswith /etc/ " +
      "and not (container.name in (config-reloader, init-config-reloader) " +
      "and (fd.name startswith /etc/prometheus/config_out/ or fd.name startswith /etc/alertmanager/config_out/))",
    tells: FILE_FIELDS,
    runbook: {
      cause: [
        "A new version of a chart writes its configuration there, as the reloaders of Prometheus and Alertmanager do.",
        "Somebody changes how a program runs, past its configuration.",
      ],
      check: [
        "Whether the pod was new: a chart's way of starting shows in every pod of it, at its start.",
        "Which file: names, certificates, users and schedules are what attackers change.",
      ],
      act: [
        "A chart's way: add the container and the folder to the rule, with the reason.",
        ...apart,
        "Compare the pod's security context with its values: a writable root file system is a fault of its own.",
      ],
    },
    examples: {
      fires: [
        { ...writes, "container.name": "config-reloader", "fd.name": "/etc/passwd" },
        { ...writes, "fd.name": "/etc/prometheus/config_out/prometheus.env.yaml" },
        { ...writes, "container.name": "grafana", "k8s.ns.name": "dashboards", "fd.name": "/etc/hosts" },
      ],
      silentWhen: {
        ...notAnOpening,
        "it is only read": { "evt.is_open_write": "false" },
        "it is another folder": { "fd.name": "/tmp/x" },
        "a reloader writes the configuration": {
          "fd.name": "/etc/prometheus/config_out/prometheus.env.yaml",
        },
        "Alertmanager's does": { "fd.name": "/etc/alertmanager/config_out/alertmanager.env.yaml" },
      },
    },
  },
  {
    name: "DataVolumeWrittenByOther",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "A program other than its owner wrote to a volume of Prometheus, Alertmanager or Grafana",
    reason:
      "Metrics, silences and users are records: who writes them past their program changes what everybody sees, or what nobody is told",
    controls: { soc2: ["PI1.4", "CC7.2"], pci: ["10.3.2"], iso27001: ["A.8.15"] },
    condition:
      "pharos_writes and pharos_pod and (" +
      "(fd.name startswith /prometheus/ and not proc.name in (prometheus, thanos)) " +
      "or (fd.name startswith /alertmanager/ and not proc.name=alertmanager) " +
      "or (fd.name startswith /var/lib/grafana/ and not proc.name=grafana))",
    tells: FILE_FIELDS,
    runbook: {
      cause: [
        "Somebody repairs a volume by hand.",
        "Somebody removes traces, or adds a silence past Alertmanager's API.",
      ],
      check: [
        "Which file. In Alertmanager's folder: the list of silences, and who made each. In Prometheus': whether blocks are missing for a time.",
        "The other replica: it has the same data, unless both were written.",
      ],
      act: [
        "If it was a repair: end it, and write it to the ticket with the time that the data lacks.",
        ...apart,
        "Take the data of the other replica for true until both were compared.",
      ],
    },
    examples: {
      fires: [
        { ...writes, "fd.name": "/prometheus/wal/00000001" },
        { ...writes, "fd.name": "/alertmanager/silences", "proc.name": "prometheus" },
        { ...writes, "fd.name": "/var/lib/grafana/grafana.db", "k8s.ns.name": "dashboards" },
      ],
      silentWhen: {
        ...notAnOpening,
        "it is only read": { "evt.is_open_write": "false" },
        "Prometheus does it": { "proc.name": "prometheus" },
        "Thanos does it": { "proc.name": "thanos" },
        "Alertmanager writes its own": { "fd.name": "/alertmanager/silences", "proc.name": "alertmanager" },
        "Grafana writes its own": { "fd.name": "/var/lib/grafana/grafana.db", "proc.name": "grafana" },
        "it is another folder": { "fd.name": "/tmp/x" },
      },
    },
  },
  {
    name: "ServiceAccountTokenReadByOther",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "A program that calls neither the cluster's API nor AWS read its pod's token",
    reason:
      "With the token one is the pod, for the cluster and for AWS, also from elsewhere until it expires: it is what attackers take first",
    controls: { soc2: ["CC6.1", "CC6.6"], pci: ["8.6.2", "10.2.1"], iso27001: ["A.5.17", "A.8.16"] },
    condition:
      "pharos_reads and pharos_pod and fd.name endswith token " +
      "and (fd.name startswith /var/run/secrets/ or fd.name startswith /run/secrets/) " +
      "and not proc.name in (pharos_token_readers) " +
      // Grafana's sidecars are scripts of Python, which read ConfigMaps.
      "and not (container.name startswith grafana-sc and proc.name startswith python)",
    tells: FILE_FIELDS,
    runbook: {
      cause: [
        "A new program of the platform calls the API, and its name is not in the list yet.",
        "Somebody in the pod copies its identity.",
      ],
      check: [
        "Whether the program belongs to the image, and since when it runs.",
        "In the audit log: requests of this service account from an address that is not the pod's. In CloudTrail: the same of its role.",
      ],
      act: [
        "A program of ours: add its name to `pharos_token_readers` in `content/runtime-security/lists.ts`.",
        "Otherwise delete the pod's service account binding, and restart what shares it: tokens of deleted pods are refused.",
        ...apart,
      ],
    },
    examples: {
      fires: [
        { ...reads, "fd.name": "/var/run/secrets/kubernetes.io/serviceaccount/token" },
        {
          ...reads,
          "fd.name": "/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token",
          "proc.name": "cat",
        },
        {
          ...reads,
          "fd.name": "/run/secrets/kubernetes.io/serviceaccount/token",
          "container.name": "grafana-sc-x",
          "proc.name": "cat",
        },
      ],
      silentWhen: {
        ...notAnOpening,
        "it is written": { "evt.is_open_read": "false" },
        "it is the authority's certificate": {
          "fd.name": "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
        },
        "it is another file of that name": { "fd.name": "/tmp/token" },
        "a program of ours does it": { "proc.name": "kube-state-metr" },
        "Grafana's sidecar does it": { "container.name": "grafana-sc-dashboard" },
      },
    },
  },
];
