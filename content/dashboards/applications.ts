import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import {
  budgetSpent,
  scrapesOverLimit,
  seriesOfTeams,
  SINCE_FOUND_CRITICAL_SECONDS,
  sinceFound,
  targetsUp,
  TARGETS_UP_CRITICAL,
} from "../alerts/application-health";
import { BUDGET_WARNING_SHARE } from "../applications/teams";
import { applicationsPanels as panels, applicationsUid } from "./panels";
import { dashboard, graph } from "./style";

/** Who watches the watched: whether what applications expose arrives, what it costs, and who breaks promises. Each has a dashboard of its own. */
export function applicationsDashboard(): Dashboard {
  return dashboard({
    uid: applicationsUid,
    title: "Applications",
    description:
      "All applications of the region: which keep their promises, which answer, and how many series their teams have.",
    tags: ["application"],
    rows: [
      [
        graph({
          id: panels.badEvents,
          title: "Bad events within the hour",
          description:
            "Share of bad events of each objective. What each may have is on the application's own dashboard.",
          unit: units.PercentUnit,
          queries: [
            {
              expr: "application:objective_error:ratio_rate1h",
              legend: "{{application}} {{objective}}",
            },
          ],
        }),
      ],
      [
        graph({
          id: panels.targetsUp,
          title: "Pods that answer",
          description: "Share of what Prometheus scrapes that answers. Normal: all of each service.",
          unit: units.PercentUnit,
          queries: [{ expr: targetsUp, legend: "{{application}} {{job}}" }],
          thresholds: { critical: TARGETS_UP_CRITICAL, bad: "low" },
          alerts: ["ApplicationTargetsDown"],
        }),
        graph({
          id: panels.lastSeen,
          title: "Since it was last found",
          description: "Normal: less than half a minute. A line that rises is a service that is gone.",
          unit: units.Seconds,
          queries: [{ expr: sinceFound, legend: "{{application}} {{job}}" }],
          thresholds: { critical: SINCE_FOUND_CRITICAL_SECONDS },
          alerts: ["ApplicationVanished"],
        }),
      ],
      [
        graph({
          id: panels.budgets,
          title: "Budgets of series",
          description: "Share of its budget that each team has spent. Limits keep it below 100 %.",
          unit: units.PercentUnit,
          queries: [{ expr: budgetSpent, legend: "{{team}}" }],
          thresholds: { warning: BUDGET_WARNING_SHARE, critical: 1 },
          alerts: ["SeriesBudgetNearlySpent"],
        }),
        graph({
          id: panels.series,
          title: "Series",
          description: "Series of each team, in each Prometheus.",
          unit: units.Short,
          queries: [{ expr: seriesOfTeams, legend: "{{team}}" }],
        }),
        graph({
          id: panels.scrapesOverLimit,
          title: "Refused scrapes",
          description: "Scrapes a second that brought more samples than they may. Normal: none.",
          unit: units.CountsPerSecond,
          queries: [{ expr: scrapesOverLimit, legend: "{{pod}} {{limit}}" }],
          alerts: ["ScrapesOverLimit"],
        }),
      ],
    ],
  });
}
