import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import { droppedShare, falcosUp, sidekicksUp } from "../alerts/runtime-security";
import {
  auditFalcoName,
  FALCOSIDEKICK_REPLICAS,
  falcoJob,
  falcoName,
  falcosidekickName,
} from "../runtime-security/names";
import { DROPPED_SHARE_WARNING } from "../runtime-security/thresholds";
import { nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";
import { runtimeSecurityPanels as panels, runtimeSecurityUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const rate = "$__rate_interval";
const daemonSet = `namespace="${nodeAgentsNamespace}", daemonset="${falcoName}"`;
const available = (deployment: string): string =>
  `kube_deployment_status_replicas_available{namespace="${runtimeSecurityNamespace}", deployment="${deployment}"}`;

const dropped = { critical: DROPPED_SHARE_WARNING };

/** Is everything watched, what was found, did it reach anybody? */
export function runtimeSecurityDashboard(): Dashboard {
  return dashboard({
    uid: runtimeSecurityUid,
    title: "Runtime security",
    description:
      "Falco on the nodes and on the cluster's audit log: what is watched, what was found, and whether it was told.",
    tags: ["security"],
    rows: [
      [
        stat({
          id: panels.nodesWatched,
          title: "Nodes watched",
          description:
            "Falcos that answer and that are ready, and how many there should be. Normal: all the same.",
          unit: units.Short,
          queries: [
            { expr: falcosUp, legend: "answer" },
            { expr: `kube_daemonset_status_number_ready{${daemonSet}}`, legend: "ready" },
            { expr: `kube_daemonset_status_desired_number_scheduled{${daemonSet}}`, legend: "wanted" },
          ],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["FalcoSilent", "FalcoMissingOnNodes"],
        }),
        stat({
          id: panels.auditLogRead,
          title: "Audit log read",
          description:
            "Falcos that read the cluster's audit log. Normal: one; none on a cluster that was there already.",
          unit: units.Short,
          queries: [{ expr: available(auditFalcoName), legend: "available" }],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["FalcoAuditLogUnread"],
        }),
        stat({
          id: panels.sidekicksUp,
          title: "Falcosidekicks up",
          description: `Those that answer, and those that are available. Normal: ${FALCOSIDEKICK_REPLICAS}.`,
          unit: units.Short,
          queries: [
            { expr: sidekicksUp, legend: "answer" },
            { expr: available(falcosidekickName), legend: "available" },
          ],
          thresholds: { critical: 1, warning: FALCOSIDEKICK_REPLICAS, bad: "low" },
          alerts: ["FalcosidekickSilent", "FalcosidekickReplicaMissing"],
        }),
      ],
      [
        graph({
          id: panels.firedByRule,
          title: "Findings by rule",
          description:
            "Findings per second of each rule. Names without spaces are ours, the others the project's.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (rule_name, priority) (rate(falcosecurity_falco_rules_matches_total{job=~"${falcoName}.*"}[${rate}])) > 0`,
              legend: "{{rule_name}} ({{priority}})",
            },
          ],
        }),
        graph({
          id: panels.deliveries,
          title: "Deliveries",
          description: "What Falcosidekick sent per second, by destination and outcome. Normal: no errors.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (destination, status) (rate(falcosecurity_falcosidekick_outputs_total{job="${falcosidekickName}"}[${rate}]))`,
              legend: "{{destination}} {{status}}",
            },
          ],
          alerts: ["FalcosidekickOutputsFailing"],
        }),
      ],
      [
        graph({
          id: panels.eventsDropped,
          title: "System calls not seen",
          description:
            "Share of each node's system calls that were lost between kernel and Falco. Normal: next to none.",
          unit: units.PercentUnit,
          queries: [{ expr: droppedShare, legend: "{{pod}}" }],
          thresholds: dropped,
          alerts: ["FalcoDroppingEvents"],
        }),
        graph({
          id: panels.eventsLost,
          title: "Findings lost",
          description: "Findings that did not fit into the queue, per second. Normal: none, ever.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `rate(falcosecurity_falco_outputs_queue_num_drops_total{job=~"${falcoName}.*"}[${rate}])`,
              legend: "{{pod}}",
            },
          ],
          alerts: ["FalcoEventsLost"],
        }),
        graph({
          id: panels.eventsSeen,
          title: "System calls seen",
          description: "System calls per second and node. A node far above the others is where drops begin.",
          unit: units.CountsPerSecond,
          queries: [
            {
              expr: `sum by (pod) (rate(falcosecurity_scap_n_evts_total{job="${falcoJob}"}[${rate}]))`,
              legend: "{{pod}}",
            },
          ],
        }),
      ],
    ],
  });
}
