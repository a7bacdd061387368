import { applicationAlertGroups } from "../applications/alerts";
import { applicationHealth } from "./application-health";
import { metricsPipeline } from "./metrics-pipeline";
import type { AlertGroup, AlertRule } from "./rule";

export type { AlertGroup, AlertRule, AlertTest } from "./rule";

/** Every group of alerts that each region evaluates itself. */
export const alertGroups: readonly AlertGroup[] = [metricsPipeline, applicationHealth];

/** Those and the groups of applications, which are made with the application. */
export function everyAlertGroup(): AlertGroup[] {
  return [...alertGroups, ...applicationAlertGroups()];
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
