import { panelPath } from "../dashboards/panels";
import type { AlertGroup, AlertRule, RecordingRule } from "./rule";

/** Where the links in an alert lead. */
export interface AlertLinks {
  /** Address under which `docs/runbooks/` can be read, without a slash at the end. @default the path in the repository */
  readonly runbooks?: string;
  /** Address of the region's Grafana, without a slash at the end. @default none: the link is a path below Grafana */
  readonly grafana?: string;
}

/** A rule as Prometheus and its operator read it. */
interface PrometheusAlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A group as Prometheus and its operator read it: `spec` of a PrometheusRule, and a rule file. */
export interface PrometheusRuleGroups {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly (RecordingRule | PrometheusAlertingRule)[];
  }[];
}

/** Renders groups as Prometheus reads them. */
export function renderGroups(groups: readonly AlertGroup[], links: AlertLinks = {}): PrometheusRuleGroups {
  return {
    groups: groups.map(({ name, recordings = [], rules }) => ({
      name,
      rules: [...recordings, ...rules.map((rule) => renderRule(rule, links))],
    })),
  };
}

function renderRule(rule: AlertRule, links: AlertLinks): PrometheusAlertingRule {
  return {
    alert: rule.alert,
    expr: rule.expr,
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
    labels: ruleLabels(rule),
    annotations: ruleAnnotations(rule, links),
  };
}

/** Labels that every notification of an alert carries. */
export function ruleLabels(rule: AlertRule): Record<string, string> {
  const { severity, team } = rule;
  return team === "of-the-series" ? { severity } : { severity, team };
}

/** Annotations of an alert, with placeholders for its labels. */
export function ruleAnnotations(rule: AlertRule, links: AlertLinks = {}): Record<string, string> {
  return {
    summary: rule.summary,
    description: rule.description,
    runbook_url: `${links.runbooks ?? RUNBOOK_FOLDER}/${runbookFile(rule)}`,
    dashboard_url: `${links.grafana ?? ""}${panelPath(rule.panel)}`,
  };
}

/** Folder of the runbooks in the repository. */
export const RUNBOOK_FOLDER = "docs/runbooks";

/** File of an alert's runbook. */
export function runbookFile(rule: AlertRule): string {
  return `${rule.alert}.md`;
}
