import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import {
  endpointAnswers,
  exporterAnswers,
  hubAnswers,
  hubConnectSeconds,
  shownDaysLeft,
} from "../alerts/probes";
import { HUB_PROBE, PROBE_LABEL, PROBES_JOB } from "../probes/names";
import {
  CERTIFICATE_ENDING_DAYS,
  CERTIFICATE_LATE_DAYS,
  HUB_CONNECT_SLOW_SECONDS,
} from "../probes/thresholds";
import { probesPanels as panels, probesUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const ofProbes = `job="${PROBES_JOB}"`;
const answering = { critical: 1, bad: "low" } as const;
const soonEnding = { warning: CERTIFICATE_LATE_DAYS, critical: CERTIFICATE_ENDING_DAYS, bad: "low" } as const;

/** Do programs answer, how far are regions apart, are certificates renewed? One dashboard for every region. */
export function probesDashboard(): Dashboard {
  return dashboard({
    uid: probesUid,
    title: "Reachability",
    description:
      "What questions from outside say: of each program of the region, of the way to the hub, and of the certificates that are shown.",
    tags: ["network"],
    rows: [
      [
        stat({
          id: panels.down,
          title: "Programs",
          description: "Whether each program answers: 1, or 0. Normal: 1 everywhere.",
          unit: units.Short,
          queries: [{ expr: endpointAnswers, legend: "{{region}} {{probe}}" }],
          thresholds: answering,
          alerts: ["EndpointDown"],
        }),
        stat({
          id: panels.hub,
          title: "Hub",
          description:
            "Whether the hub's door for metrics answers this region: 1, or 0. At the hub: nothing.",
          unit: units.Short,
          queries: [{ expr: hubAnswers, legend: "{{region}}" }],
          thresholds: answering,
          alerts: ["HubUnreachable"],
        }),
        stat({
          id: panels.exporter,
          title: "Questions",
          description: "Whether the exporter that asks is there. Normal: 1.",
          unit: units.Short,
          queries: [{ expr: exporterAnswers, legend: "{{region}}" }],
          thresholds: answering,
          alerts: ["ProbesNotMade"],
        }),
      ],
      [
        graph({
          id: panels.hubConnect,
          title: "Way to the hub",
          description:
            "Seconds until a connection stands: about a packet there and back. Normal: 60 to 80 ms between continents or coasts.",
          unit: units.Seconds,
          queries: [{ expr: hubConnectSeconds, legend: "{{region}}" }],
          thresholds: { warning: HUB_CONNECT_SLOW_SECONDS },
          alerts: ["HubFar"],
        }),
        graph({
          id: panels.hubPhases,
          title: "A question to the hub",
          description: "Its parts: name, connection, TLS, the hub's answer. What is missing was not reached.",
          unit: units.Seconds,
          queries: [
            {
              expr: `max by (region, phase) (probe_http_duration_seconds{${ofProbes}, ${PROBE_LABEL}="${HUB_PROBE}"})`,
              legend: "{{region}} {{phase}}",
            },
          ],
        }),
      ],
      [
        graph({
          id: panels.duration,
          title: "Answers",
          description: "Seconds until each program has answered. Normal: some hundredths.",
          unit: units.Seconds,
          queries: [
            {
              expr: `max by (region, ${PROBE_LABEL}) (probe_duration_seconds{${ofProbes}})`,
              legend: "{{region}} {{probe}}",
            },
          ],
        }),
        graph({
          id: panels.shown,
          title: "Certificates shown",
          description: "Days that are left of what each program shows. Normal: 30 to 90.",
          unit: units.Days,
          queries: [{ expr: shownDaysLeft, legend: "{{region}} {{probe}}" }],
          thresholds: soonEnding,
          alerts: ["CertificateShownLate", "ShownCertificateEnding"],
        }),
      ],
    ],
  });
}
