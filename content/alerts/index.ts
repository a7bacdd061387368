import { logStore } from "./log-store";
import { metricsPipeline } from "./metrics-pipeline";
import type { AlertGroup, AlertRule } from "./rule";
import { tracing } from "./tracing";

export type { AlertGroup, AlertRule, AlertTest } from "./rule";

/** Every group of alerts that each region evaluates itself. */
export const alertGroups: readonly AlertGroup[] = [metricsPipeline, logStore, tracing];

/** Every alert. */
export function alertRules(): AlertRule[] {
  return alertGroups.flatMap((group) => group.rules);
}

/** The alerts of kube-prometheus-stack that ours replace, sorted. */
export function replacedChartAlerts(): string[] {
  return alertRules()
    .flatMap((rule) => rule.replaces ?? [])
    .sort();
}
