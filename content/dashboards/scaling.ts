import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import { kedaThere, roomLeft, scalerErrors } from "../alerts/scaling";
import { scalingPanels as panels, scalingUid } from "./panels";
import { dashboard, graph, stat } from "./style";

const legend = "{{region}} {{horizontalpodautoscaler}}";

/** Do workloads follow their load, and how far may they still grow? One dashboard for every region. */
export function scalingDashboard(): Dashboard {
  return dashboard({
    uid: scalingUid,
    title: "Scaling",
    description:
      "What follows its load: how much there is to do, how many pods do it, and how many more may come.",
    tags: ["scaling"],
    rows: [
      [
        stat({
          id: panels.room,
          title: "Room",
          description: "Pods more that each may have. Normal: one or more.",
          unit: units.Short,
          queries: [{ expr: roomLeft, legend }],
          thresholds: { critical: 1, bad: "low" },
          alerts: ["ScalerAtMost"],
        }),
        stat({
          id: panels.there,
          title: "KEDA",
          description: "Pods of each program that are there. Normal: 2.",
          unit: units.Short,
          queries: [{ expr: kedaThere, legend: "{{region}} {{deployment}}" }],
          thresholds: { warning: 2, critical: 1, bad: "low" },
          alerts: ["ScalingStopped"],
        }),
      ],
      [
        graph({
          id: panels.pods,
          title: "Pods",
          description: "Of each workload that follows its load.",
          unit: units.Short,
          queries: [
            {
              expr: "max by (region, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas)",
              legend,
            },
          ],
        }),
        graph({
          id: panels.load,
          title: "Load",
          description:
            "What each scaler counts, of all pods together: lines, samples, or questions at a time.",
          unit: units.Short,
          queries: [
            {
              expr: "max by (region, scaledObject, metric) (keda_scaler_metrics_value)",
              legend: "{{region}} {{scaledObject}} {{metric}}",
            },
          ],
        }),
        graph({
          id: panels.errors,
          title: "Questions without an answer",
          description: "A second, by scaler. Normal: none.",
          unit: units.CountsPerSecond,
          queries: [{ expr: scalerErrors, legend: "{{region}} {{scaledObject}} {{scaler}}" }],
          alerts: ["ScalerBlind"],
        }),
      ],
    ],
  });
}
