import { runbookSections } from "../alerts/runbooks";
import { priorityOfSeverity, severityMeaning } from "../severity";
import type { EventSource, RuntimeRule } from "./rule";

const seenBy: Readonly<Record<EventSource, string>> = {
  syscall: "Falco on every node, from system calls",
  k8s_audit: "Falco on the cluster's audit log, some tens of seconds later; not on existing clusters",
};

/** The runbook of a rule as Markdown: what `docs/runbooks/<rule>.md` holds. */
export function renderRuntimeRunbook(rule: RuntimeRule): string {
  const { title, pages } = severityMeaning[rule.severity];
  const controls = Object.entries(rule.controls).map(
    ([framework, numbers]) => `${framework} ${numbers.join(", ")}`,
  );
  return [
    `<!-- Generated from content/runtime-security; edit it there. -->`,
    ``,
    `# ${rule.name}`,
    ``,
    `${rule.summary}. ${rule.reason}.`,
    ``,
    `- Severity ${rule.severity} (${title}; Falco's priority is ${priorityOfSeverity[rule.severity]}), ${pages ? "pages somebody" : "pages nobody"}; team ${rule.team}`,
    `- Seen by ${seenBy[rule.source]}`,
    `- Controls: ${controls.join("; ")}`,
    ``,
    ...runbookSections(rule.runbook),
    `## Condition`,
    ``,
    "```",
    rule.condition,
    "```",
    ``,
  ].join("\n");
}
