import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import {
  authorityNotReady,
  certificatesNotReady,
  copiesFailing,
  doorsAvailable,
  doorsWanted,
  gatewayFailures,
  peerRootsMissing,
  pushesFailing,
  sinceRenewal,
  storesNotReady,
  untilEnd,
} from "../alerts/trust";
import {
  ENDING_SECONDS,
  GATEWAY_FAILURES_WARNING,
  RENEWAL_OVERDUE_SECONDS,
} from "../metrics/trust-thresholds";
import { trustPanels as panels, trustUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const legend = "{{region}} {{namespace}} {{name}}";
/** Any is a problem. */
const none = { critical: 1 };

/** Can everybody prove who they are, do secrets come where they are read, do people come in? One dashboard for every region. */
export function trustDashboard(): Dashboard {
  return dashboard({
    uid: trustUid,
    title: "Trust",
    description:
      "Certificates and who signs them, roots of other regions, copies of credentials, and the gateway.",
    tags: ["access"],
    rows: [
      [
        stat({
          id: panels.notReady,
          title: "Certificates not issued",
          description: "1 for each that is not there as it was asked for. Normal: 0 everywhere.",
          unit: units.Short,
          queries: [{ expr: `sum by (region) (${certificatesNotReady})`, legend: "{{region}}" }],
          thresholds: none,
          alerts: ["CertificateNotReady"],
        }),
        stat({
          id: panels.authority,
          title: "Authority not ready",
          description: "1 while the region's authority cannot sign. Normal: 0.",
          unit: units.Short,
          queries: [{ expr: authorityNotReady, legend: "{{region}}" }],
          thresholds: none,
          alerts: ["AuthorityNotReady"],
        }),
        stat({
          id: panels.peerRoots,
          title: "Roots missing",
          description: "1 for each region whose root cannot be read. Normal: 0.",
          unit: units.Short,
          queries: [{ expr: peerRootsMissing, legend: "{{region}} {{name}}" }],
          thresholds: none,
          alerts: ["PeerRootMissing"],
        }),
        stat({
          id: panels.stores,
          title: "Stores not reached",
          description: "1 while the region's secrets cannot be reached. Normal: 0.",
          unit: units.Short,
          queries: [{ expr: storesNotReady, legend: "{{region}} {{name}}" }],
          thresholds: none,
          alerts: ["SecretStoreNotReady"],
        }),
      ],
      [
        graph({
          id: panels.overdue,
          title: "Since renewal was due",
          description:
            "Of the ten that wait longest. Below zero before it is due; normal: never above an hour.",
          unit: units.Seconds,
          queries: [{ expr: `topk(10, ${sinceRenewal})`, legend }],
          thresholds: { critical: RENEWAL_OVERDUE_SECONDS },
          alerts: ["CertificateNotRenewed"],
        }),
        graph({
          id: panels.untilEnd,
          title: "Until the end",
          description: "Of the ten certificates that end first. The region's own are renewed at thirty days.",
          unit: units.Seconds,
          queries: [{ expr: `bottomk(10, ${untilEnd})`, legend }],
          thresholds: { critical: ENDING_SECONDS, bad: "low" },
          alerts: ["CertificateEnding"],
        }),
      ],
      [
        graph({
          id: panels.copies,
          title: "Credentials not copied",
          description: "1 for each that cannot be copied into the cluster. Normal: 0.",
          unit: units.Short,
          queries: [{ expr: copiesFailing, legend }],
          thresholds: none,
          alerts: ["SecretCopyFailing"],
        }),
        graph({
          id: panels.pushes,
          title: "Values not published",
          description: "1 for each that cannot be written from the cluster: the region's root. Normal: 0.",
          unit: units.Short,
          queries: [{ expr: pushesFailing, legend }],
          thresholds: none,
          alerts: ["SecretPushFailing"],
        }),
      ],
      [
        graph({
          id: panels.doors,
          title: "Replicas of the gateway",
          description: "Those that are there and those that there should be, by door.",
          unit: units.Short,
          queries: [
            { expr: doorsAvailable, legend: "{{region}} {{deployment}} there" },
            { expr: doorsWanted, legend: "{{region}} {{deployment}} wanted" },
          ],
          alerts: ["GatewayDoorClosed", "GatewayReplicaMissing"],
        }),
        graph({
          id: panels.failures,
          title: "Requests that failed at the gateway",
          description: "Share of all requests, by door. Normal: none.",
          unit: units.PercentUnit,
          queries: [{ expr: gatewayFailures, legend: "{{region}} {{job}}" }],
          thresholds: { warning: GATEWAY_FAILURES_WARNING },
          alerts: ["GatewayFailing"],
        }),
        graph({
          id: panels.requests,
          title: "Requests at the gateway",
          description:
            "A second, by door and answer. 202 and 302 are people who sign in, 401 and 403 who may not.",
          unit: units.RequestsPerSecond,
          queries: [
            {
              expr: "sum by (region, job, code) (rate(oauth2_proxy_requests_total[$__rate_interval]))",
              legend: "{{region}} {{job}} {{code}}",
            },
          ],
        }),
      ],
    ],
  });
}
