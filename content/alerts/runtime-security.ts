import { runtimeSecurityPanel } from "../dashboards/panels";
import { auditFalcoName, falcoJob, falcoName, falcosidekickName } from "../runtime-security/names";
import { DROPPED_SHARE_WARNING } from "../runtime-security/thresholds";
import { nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";
import type { AlertGroup, AlertRule } from "./rule";
import { runtimeSecurityTests } from "./runtime-security-tests";

const daemonSet = `namespace="${nodeAgentsNamespace}", daemonset="${falcoName}"`;
const deployment = (name: string): string => `namespace="${runtimeSecurityNamespace}", deployment="${name}"`;

/** Falcos on nodes that answer; nought when there is none at all, so that its absence can be compared. */
export const falcosUp = `sum(up{job="${falcoJob}"}) or vector(0)`;

/** Falcosidekicks that answer; nought when there is none at all. */
export const sidekicksUp = `sum(up{job="${falcosidekickName}"}) or vector(0)`;

/** Share of each node's system calls that Falco never saw; the series without labels is the sum over all buffers. */
export const droppedShare =
  `sum by (instance, pod) (rate(falcosecurity_scap_n_drops_total{job="${falcoJob}"}[5m])) / ` +
  `sum by (instance, pod) (rate(falcosecurity_scap_n_evts_total{job="${falcoJob}"}[5m]))`;

/** Failed deliveries. The series comes into being with the first, at one, where `increase` sees nothing: a new one counts as it is. */
const failures = `falcosecurity_falcosidekick_outputs_total{job="${falcosidekickName}", status="error"}`;

const whoStoppedIt = [
  "DetectorDeleted, and the audit log of the minutes before: who deleted or changed what belongs to Falco.",
  "Whether an update of the stack ran: a new version takes a minute a node.",
];

const rules: readonly AlertRule[] = [
  {
    alert: "FalcoSilent",
    expr: `(${falcosUp}) < 1`,
    for: "5m",
    severity: "P0",
    team: "platform",
    summary: "No Falco of the region answers: nothing that happens on its nodes is judged",
    description:
      "Either all of them are gone, or Prometheus reaches none. Until they are back, an intrusion goes unseen.",
    runbook: {
      cause: [
        "The release was deleted, or an update of it failed on every node.",
        "A NetworkPolicy or a fault of Prometheus keeps the scrape away.",
      ],
      check: [...whoStoppedIt, "Whether the pods run: then it is the scrape, and they still judge and tell."],
      act: [
        "Bring it back with `pulumi up`; if an update broke it, with the version before.",
        "If nobody of the team stopped it: treat the region as under attack, and everything since then as unwatched.",
      ],
    },
    panel: runtimeSecurityPanel("nodesWatched"),
  },
  {
    alert: "FalcoMissingOnNodes",
    expr: `kube_daemonset_status_number_ready{${daemonSet}} < kube_daemonset_status_desired_number_scheduled{${daemonSet}}`,
    for: "15m",
    severity: "P1",
    team: "platform",
    summary: "Falco does not run on every node",
    description: "What happens on the nodes without it is not judged.",
    runbook: {
      cause: [
        "The probe does not load: a kernel without type information, or one locked down for confidentiality.",
        "falcoctl cannot fetch the rules: the way to the registry is closed, or a signature does not fit.",
        "A rule that Falco cannot read, or no memory left for what it keeps of its node.",
      ],
      check: [
        "Which pods are not ready, on which nodes, and what the containers `falcoctl-artifact-install` and `falco` say.",
        "Whether these nodes have anything in common: image, kernel, zone.",
      ],
      act: [
        "Cordon the nodes without it, so that nothing new runs unwatched.",
        "A rule: go back to the version before, and add the case to its events in `content/runtime-security`.",
        "Memory: raise the limit in `components/runtime-security/falco-values.ts`.",
      ],
    },
    panel: runtimeSecurityPanel("nodesWatched"),
  },
  {
    alert: "FalcoDroppingEvents",
    expr: `(${droppedShare}) > ${DROPPED_SHARE_WARNING}`,
    for: "10m",
    severity: "P2",
    team: "platform",
    summary: "Falco on {{ $labels.pod }} does not see all system calls of its node",
    description:
      "The buffer between kernel and Falco is full, and what does not fit is lost. Rules miss a part of what they should see.",
    runbook: {
      cause: [
        "A workload of the node makes far more system calls than others.",
        "Falco has too little processor, or a rule is slow.",
        "Somebody floods it, to hide what else is done.",
      ],
      check: [
        "Whether it is one node or all, and since when.",
        "Falco's processor against its limit; which rules fire most on the dashboard.",
        "What the pods of that node do besides: connections and starts in the same minutes.",
      ],
      act: [
        "One workload: move it to nodes of its own, or have it make fewer calls.",
        "Too little processor: raise the limit in `components/runtime-security/falco-values.ts`.",
        "Without an explanation: treat the node as under attack, and keep its logs.",
      ],
    },
    panel: runtimeSecurityPanel("eventsDropped"),
  },
  {
    alert: "FalcoEventsLost",
    expr: `increase(falcosecurity_falco_outputs_queue_num_drops_total{job=~"${falcoName}.*"}[15m]) > 0`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "{{ $labels.pod }} found something, and lost it before it was told",
    description:
      "The queue of findings was full: more were found than could be sent. Which ones were lost is not known.",
    runbook: {
      cause: [
        "Falcosidekick does not answer, or answers slowly.",
        "A rule fires for each of very many events, by a mistake in it or because somebody floods it.",
      ],
      check: ["Whether Falcosidekick runs.", "Which rule fires most on the dashboard."],
      act: [
        "Bring Falcosidekick back; the queue empties by itself.",
        "A rule that is too wide: narrow it, with the event in its examples.",
        "Look through the pod's own log for findings of that time: it is written before the queue is.",
      ],
    },
    panel: runtimeSecurityPanel("eventsLost"),
  },
  {
    alert: "FalcoAuditLogUnread",
    expr: `kube_deployment_status_replicas_available{${deployment(auditFalcoName)}} < kube_deployment_spec_replicas{${deployment(auditFalcoName)}}`,
    for: "15m",
    severity: "P1",
    team: "platform",
    summary: "Nobody judges requests to the cluster's API",
    description:
      "Falco on the audit log does not run. The log itself is kept; what it says is not looked at, and is not made up for afterwards.",
    runbook: {
      cause: [
        "Its role may no longer read the log group, or the group has another name.",
        "falcoctl cannot fetch the plugin or its rules.",
        "There is no node with room for it.",
      ],
      check: [
        "What the pod says: AccessDenied is the role, a name that is not found the log group.",
        ...whoStoppedIt,
      ],
      act: [
        "Role or log group: bring both back with `pulumi up`.",
        "Query the log group for the time that it did not run: exec, secrets, deletions.",
      ],
    },
    panel: runtimeSecurityPanel("auditLogRead"),
  },
  {
    alert: "FalcosidekickSilent",
    expr: `(${sidekicksUp}) < 1`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "No Falcosidekick of the region answers: findings of Falco reach nobody",
    description: "Falco goes on, and writes what it finds to its log. Nobody is told of it.",
    runbook: {
      cause: ["Its pods cannot be placed in two zones, or crash.", "The release was deleted."],
      check: [...whoStoppedIt, "Describe the pods: pending, or restarting, and why."],
      act: [
        "Bring it back with `pulumi up`.",
        "Look through Falco's log for findings of that time: they are not sent again.",
      ],
    },
    panel: runtimeSecurityPanel("sidekicksUp"),
  },
  {
    alert: "FalcosidekickReplicaMissing",
    expr: `kube_deployment_status_replicas_available{${deployment(falcosidekickName)}} < kube_deployment_spec_replicas{${deployment(falcosidekickName)}}`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "Falcosidekick has only one half",
    description:
      "Findings are still told. The next failure, or an upgrade of its node, loses those of a minute or more.",
    runbook: {
      cause: ["No node has room in a second zone."],
      check: ["Describe the pod that is missing."],
      act: ["Bring a node to another zone."],
    },
    panel: runtimeSecurityPanel("sidekicksUp"),
  },
  {
    alert: "FalcosidekickOutputsFailing",
    expr: `(sum by (destination) (${failures} unless ${failures} offset 10m) or sum by (destination) (increase(${failures}[10m]))) > 0`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "Findings of Falco do not reach {{ $labels.destination }}",
    description:
      "Each is sent once to each Alertmanager and to the log group of records, and not again. One that reached none of them is in Falco's log alone.",
    runbook: {
      cause: [
        "A member of Alertmanager is down: the others still have the finding.",
        "The certificate of Alertmanager does not name its members, or the roots are not there yet.",
        "`awscloudwatchlogs`: the role of Falcosidekick's pods is not bound, or the network's endpoint of CloudWatch Logs does not answer.",
        "A NetworkPolicy is in the way.",
      ],
      check: [
        "What Falcosidekick says in its log: x509 is the certificate, a timeout the network, 4xx a label that Alertmanager refuses.",
        "Whether all members run: AlertmanagerReplicaMissing.",
      ],
      act: [
        "Certificate: it has to name `*.alertmanager-operated.monitoring.svc`; roots: see why trust-manager has not written them.",
        "Look through Falco's log for findings of that time.",
      ],
    },
    panel: runtimeSecurityPanel("deliveries"),
  },
];

/** Whether what happens on the nodes and at the cluster's API is judged, and whether findings reach anybody. */
export const runtimeSecurity: AlertGroup = { name: "runtime-security", rules, tests: runtimeSecurityTests };
