import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { applications } from "../applications";
import { applicationDashboard } from "../applications/dashboard";
import { applicationsDashboard } from "./applications";
import { infrastructureDashboard } from "./infrastructure";
import { logStoreDashboard } from "./log-store";
import { logShippingDashboard } from "./log-shipping";
import { metricsPipelineDashboard } from "./metrics-pipeline";
import { probesDashboard } from "./probes";
import { runtimeSecurityDashboard } from "./runtime-security";
import { scalingDashboard } from "./scaling";
import { thanosDashboard } from "./thanos";
import { tracingDashboard } from "./tracing";
import { trustDashboard } from "./trust";

/** Every dashboard that each region has. */
export function dashboards(): Dashboard[] {
  return [
    metricsPipelineDashboard(),
    runtimeSecurityDashboard(),
    thanosDashboard(),
    applicationsDashboard(),
    logStoreDashboard(),
    logShippingDashboard(),
    tracingDashboard(),
    probesDashboard(),
    infrastructureDashboard(),
    trustDashboard(),
    scalingDashboard(),
  ];
}

/** Those and the dashboards of applications, which are made with the application. */
export function everyDashboard(): Dashboard[] {
  return [...dashboards(), ...applications.map((application) => applicationDashboard(application))];
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
