import { panelPath } from "../dashboards/panels";
import { severityMeaning } from "../severity";
import type { AlertRule, Runbook } from "./rule";

/** The runbook of an alert as Markdown: what `docs/runbooks/<alert>.md` holds. */
export function renderRunbook(rule: AlertRule): string {
  const { title, pages } = severityMeaning[rule.severity];
  const waits = rule.for === undefined ? "at once" : `after ${rule.for}`;
  return [
    `<!-- Generated from content/alerts; edit it there. -->`,
    ``,
    `# ${rule.alert}`,
    ``,
    `${sentence(withoutPlaceholders(rule.summary))} ${rule.description}`,
    ``,
    `- Severity ${rule.severity} (${title}), ${pages ? "pages somebody" : "pages nobody"}; ${teamText(rule)}; fires ${waits}`,
    `- Dashboard: \`${panelPath(rule.panel)}\` in the region's Grafana`,
    ``,
    ...runbookSections(rule.runbook),
    `## Query`,
    ``,
    "```promql",
    rule.expr,
    "```",
    ``,
  ].join("\n");
}

/** What whoever was paged reads of any runbook: lines of Markdown, with an empty one at the end. */
export function runbookSections({ cause, check, act }: Runbook): string[] {
  return [
    `## Cause`,
    ``,
    ...cause.map((line) => `- ${line}`),
    ``,
    `## Check`,
    ``,
    ...check.map((line) => `- ${line}`),
    ``,
    `## Act`,
    ``,
    ...act.map((line, index) => `${index + 1}. ${line}`),
    ``,
  ];
}

function teamText({ team }: AlertRule): string {
  return team === "of-the-series" ? "the team of the application" : `team ${team}`;
}

/** `{{ $labels.pod }}` → `pod`, in code type. */
function withoutPlaceholders(text: string): string {
  return text.replace(/\{\{ \$labels\.(\w+) \}\}/g, "`$1`");
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}
