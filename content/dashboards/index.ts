import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { logStoreDashboard } from "./log-store";
import { metricsPipelineDashboard } from "./metrics-pipeline";
import { tracingDashboard } from "./tracing";

/** Every dashboard that each region has. */
export function dashboards(): Dashboard[] {
  return [metricsPipelineDashboard(), logStoreDashboard(), tracingDashboard()];
}

/** A dashboard as JSON with sorted keys: equal dashboards are equal texts. */
export function dashboardJson(dashboard: Dashboard): string {
  return JSON.stringify(sorted(dashboard), null, 2);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, below]) => [key, sorted(below)]),
  );
}
