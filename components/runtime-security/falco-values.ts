import { trustRoots } from "../../content/metrics/certificates";
import {
  containerResources,
  restrictedContainer,
  restrictedImageUser,
  restrictedPod,
} from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { auditFalcoName, falcoName } from "../../content/runtime-security/names";
import type { RuleInputs } from "../../content/runtime-security/lists";
import { appendedOutput, renderRules, RULES_FILE } from "../../content/runtime-security/render";
import type { EventSource } from "../../content/runtime-security/rule";
import { type FalcoArtifact, falcoArtifacts } from "../../content/versions";
import type { TextLike } from "../metrics/settings";
import { type AuditLog, ROOTS_FOLDER } from "./settings";

/** Falco on a node: the table of its processes and files is most of it. */
const NODE_SIZE = { cpuMillicores: 100, memoryMiB: 512, memoryLimitMiB: 1024 };
/** Falco on the audit log: some events a second. */
const AUDIT_SIZE = { cpuMillicores: 50, memoryMiB: 128, memoryLimitMiB: 512 };
/** falcoctl fetches a few MiB and ends. */
const FETCH_SIZE = { cpuMillicores: 50, memoryMiB: 64, memoryLimitMiB: 256 };

/**
 * Most of one processor that Falco takes, the only limit of this kind: a program that floods a node with system calls must not take the
 * rest of the node by way of its guard. What Falco then misses it counts, and an alert reads the count.
 */
const MOST_CPU = "1000m";

/** User and group of Falco where it needs no node; the image has none of its own. */
const AUDIT_USER = 65_532;

/**
 * Events that wait for being sent. Without a bound they would fill the memory while Falcosidekick is away, and take with them what Falco
 * knows of its node; what does not fit is dropped, counted, and told by an alert.
 */
const OUTPUT_QUEUE = 10_000;

/** The folder that falcoctl may write to, besides those of rules and plugins. */
const FETCH_FOLDER = "/artifactstate";

/** What Falco's values depend on. */
export interface FalcoInputs<Text extends TextLike = string> {
  /** Where Falcosidekick takes events, over TLS, with a certificate of the region's authority. */
  readonly sidekickUrl: Text;
  /** What differs in the rules. @default nothing */
  readonly rules?: RuleInputs;
}

/**
 * Values of the falco chart for every node: system calls by the modern eBPF probe, which needs neither a compiler nor kernel headers.
 *
 * Where the chart's defaults would break a promise silently, and what is set instead:
 * - rules that change under a running detector (`follow`), or at its next start (`:5`) → off, exact versions
 * - only the first rule that fits an event fires, so that a mild one of the project hides a grave one of ours → all
 * - events as text, held back until a buffer is full → JSON, at once; it stays in the pod's log also when nobody takes it over the network
 * - a bound on nothing → the queue of events is bounded
 * - folders of container engines that are not there are made on the node → containerd's socket alone
 * - no metrics → on, and scraped
 *
 * It runs privileged, in the one namespace for that: nodes of EKS Auto Mode enforce SELinux, under which no other container may ask the
 * container runtime whose pod a process is, and without that no rule of ours knows its namespace.
 */
export function falcoValues<Text extends TextLike = string>(inputs: FalcoInputs<Text>) {
  return {
    ...common("syscall", inputs),
    // The probe is in Falco itself: nothing has to be built or loaded.
    driver: { kind: "modern_ebpf", loader: { enabled: false } },
    collectors: {
      containerEngine: {
        pluginRef: `ghcr.io/falcosecurity/plugins/plugin/${ref(falcoArtifacts.containerPlugin)}`,
        engines: containerdAlone,
      },
      // Names of Services and Deployments besides the pod's: no rule of ours reads them, and it is one more service to keep.
      kubernetes: { enabled: false },
    },
    controller: {
      kind: "daemonset",
      // A tenth of the nodes is without eyes for a minute at a time; one node at a time would outlast the release's own time.
      daemonset: { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } } },
    },
    // Every node, whatever its taints, also a full one: what pushes the guard aside is what it is there for.
    tolerations: [{ operator: "Exists" }],
    podPriorityClassName: "system-node-critical",
    resources: sized(NODE_SIZE),
    falcoctl: fetched([falcoArtifacts.rules]),
    falco: {
      ...falcoSettings("syscall", inputs),
      rules_files: ["/etc/falco/falco_rules.yaml", "/etc/falco/rules.d"],
    },
  };
}

/**
 * Values of the falco chart for the cluster's audit log: a single Falco that asks CloudWatch for what EKS wrote there. EKS has no webhook
 * for audit events, so the chart's own example for them cannot work.
 *
 * It needs no node: no probe, no container engine, no folder of the host, and runs restricted. An event is seen some tens of seconds after
 * the request; a line of more than 10 000 characters is cut by CloudWatch and not judged. While a new pod takes over from an old one, an
 * event may be told twice.
 */
export function auditFalcoValues<Text extends TextLike = string>(
  inputs: FalcoInputs<Text> & { readonly auditLog: AuditLog<Text> },
) {
  const { clusterName, region } = inputs.auditLog;
  return {
    ...common("k8s_audit", inputs),
    driver: { enabled: false },
    collectors: { enabled: false },
    controller: {
      kind: "deployment",
      deployment: { replicas: 1 },
      annotations: {
        "pharos.io/singleton":
          "two would read the same log and tell every event twice; it goes on where the log is",
      },
    },
    serviceAccount: { create: true, name: auditFalcoName },
    podSecurityContext: restrictedPod(AUDIT_USER, AUDIT_USER),
    containerSecurityContext: restrictedContainer,
    resources: sized(AUDIT_SIZE),
    falcoctl: fetched([falcoArtifacts.auditRules, falcoArtifacts.auditPlugin, falcoArtifacts.jsonPlugin]),
    falco: {
      ...falcoSettings("k8s_audit", inputs),
      rules_files: ["/etc/falco/k8s_audit_rules.yaml", "/etc/falco/rules.d"],
      // Would mount the node's /proc.
      plugins_hostinfo: false,
      load_plugins: ["k8saudit-eks", "json"],
      plugins: [
        {
          name: "k8saudit-eks",
          library_path: "libk8saudit-eks.so",
          // Asks every ten seconds for what is at least ten seconds old: later lines of the same second would be lost.
          init_config: { region, shift: 10, polling_interval: 10, buffer_size: 500, use_async: false },
          open_params: clusterName,
        },
        { name: "json", library_path: "libjson.so", init_config: "" },
      ],
    },
  };
}

/** What both releases share outside of Falco's own settings. */
function common(source: EventSource, { rules }: FalcoInputs<unknown>) {
  return {
    mounts: rootsMount,
    // It changes no ConfigMap: those hold its own rules.
    rbac: { create: false },
    // Otherwise the C library holds the log back until its buffer is full.
    tty: true,
    customRules: { [RULES_FILE]: renderRules(source, rules) },
    metrics: { enabled: true },
    serviceMonitor: { create: true, interval: `${SCRAPE_INTERVAL_SECONDS}s` },
    fullnameOverride: source === "syscall" ? falcoName : auditFalcoName,
  };
}

/** `falco.yaml`, as far as it is not the chart's own. */
function falcoSettings<Text extends TextLike>(source: EventSource, { sidekickUrl }: FalcoInputs<Text>) {
  return {
    // The project's rules of less are noise by their own word.
    priority: "notice",
    rule_matching: "all",
    json_output: true,
    time_format_iso_8601: true,
    append_output: appendedOutput(source),
    outputs_queue: { capacity: OUTPUT_QUEUE },
    stdout_output: { enabled: true },
    syslog_output: { enabled: false },
    log_syslog: false,
    http_output: {
      enabled: true,
      url: sidekickUrl,
      ca_cert: `${ROOTS_FOLDER}/${trustRoots.key}`,
    },
    // Told by an alert from the counters, which knows the share; as an event it would come once in thirty seconds, from each node.
    syscall_event_drops: { actions: ["log"] },
  };
}

/** Optional, so that Falco judges before the roots are there; it then cannot send, counts what it loses, and an alert says so. */
const rootsMount = {
  volumes: [{ name: trustRoots.name, configMap: { name: trustRoots.name, optional: true } }],
  volumeMounts: [{ name: trustRoots.name, mountPath: ROOTS_FOLDER, readOnly: true }],
};

/** Rules and plugins at exact versions, none besides those named, each with its signature checked; nothing is fetched afterwards. */
function fetched(artifacts: readonly FalcoArtifact[]) {
  return {
    artifact: {
      install: {
        enabled: true,
        resources: containerResources(FETCH_SIZE),
        securityContext: { ...restrictedContainer, ...restrictedImageUser, runAsUser: AUDIT_USER },
        env: ["HOME", "TMPDIR"].map((name) => ({ name, value: FETCH_FOLDER })),
      },
      follow: { enabled: false },
    },
    config: {
      artifact: {
        install: { refs: artifacts.map(ref), resolveDeps: false, stateDir: FETCH_FOLDER },
        // Not read while `follow` is off; the chart's default names a version that moves.
        follow: { refs: [] },
      },
    },
  };
}

function ref({ name, version }: FalcoArtifact): string {
  return `${name}:${version}`;
}

function sized(size: Parameters<typeof containerResources>[0]) {
  const { requests, limits } = containerResources(size);
  return { requests, limits: { ...limits, cpu: MOST_CPU } };
}

/** The chart mounts the sockets of every engine that is on, and the kubelet makes a folder of each that is not there. */
const containerdAlone = {
  cri: { enabled: true, sockets: ["/run/containerd/containerd.sock"] },
  ...Object.fromEntries(
    ["bpm", "containerd", "docker", "libvirt_lxc", "lxc", "podman"].map((engine) => [
      engine,
      { enabled: false },
    ]),
  ),
};
