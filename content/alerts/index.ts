import { globalAlerts } from "./global";
import { applicationAlertGroups } from "../applications/alerts";
import { applicationHealth } from "./application-health";
import { cloudWatch } from "./cloudwatch";
import { logStore } from "./log-store";
import { logShipping } from "./log-shipping";
import { metricsPipeline } from "./metrics-pipeline";
import { probes } from "./probes";
import type { AlertGroup, AlertRule } from "./rule";
import { runtimeSecurity } from "./runtime-security";
import { scaling } from "./scaling";
import { thanos } from "./thanos";
import { tracing } from "./tracing";
import { trust } from "./trust";

export type { AlertGroup, AlertRule, AlertTest } from "./rule";

/** Every group of alerts that each region evaluates itself. */
export const alertGroups: readonly AlertGroup[] = [
  metricsPipeline,
  runtimeSecurity,
  thanos,
  applicationHealth,
  logStore,
  logShipping,
  tracing,
  probes,
  cloudWatch,
  trust,
  scaling,
];

/** Groups over all regions, which the hub's rulers evaluate. */
export const globalAlertGroups: readonly AlertGroup[] = [globalAlerts];

/** Every group of the platform, wherever it is evaluated. */
export const allAlertGroups: readonly AlertGroup[] = [...alertGroups, ...globalAlertGroups];

/** Those and the groups of applications, which are made with the application. */
export function everyAlertGroup(): AlertGroup[] {
  return [...allAlertGroups, ...applicationAlertGroups()];
}

/** Every alert. */
export function alertRules(): AlertRule[] {
  return everyAlertGroup().flatMap((group) => group.rules);
}

/** The alerts of kube-prometheus-stack that ours replace, sorted. */
export function replacedChartAlerts(): string[] {
  return alertRules()
    .flatMap((rule) => rule.replaces ?? [])
    .sort();
}
