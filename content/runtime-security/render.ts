import { stringify } from "yaml";
import { RUNBOOK_FOLDER } from "../alerts/render";
import { priorityOfSeverity } from "../severity";
import { parseCondition, partsOf } from "./condition";
import { falcoLists, falcoMacros, type FalcoMacro, type RuleInputs } from "./lists";
import type { EventSource, RuntimeRule } from "./rule";
import { runtimeRules } from "./rules";

/** File of our rules below `/etc/falco/rules.d`. */
export const RULES_FILE = "pharos.yaml";

/** The rules of one source. */
export function rulesOf(source: EventSource): RuntimeRule[] {
  return runtimeRules.filter((rule) => rule.source === source);
}

/** The rules of one source as Falco reads them: the lists and macros that they use, then the rules. */
export function renderRules(source: EventSource, inputs: RuleInputs = {}): string {
  const rules = rulesOf(source);
  const macros = falcoMacros.filter((macro) => macro.sources.includes(source));
  const used = new Set([...macros, ...rules].flatMap(({ condition }) => valuesIn(condition)));
  return stringify(
    [
      ...falcoLists(inputs)
        .filter(({ name }) => used.has(name))
        .map(({ name, items }) => ({ list: name, items })),
      ...macros.map(({ name, condition }: FalcoMacro) => ({ macro: name, condition })),
      ...rules.map(renderRule),
    ],
    { lineWidth: 0 },
  );
}

function renderRule(rule: RuntimeRule) {
  return {
    rule: rule.name,
    desc: `${rule.summary}. ${rule.reason}.`,
    condition: rule.condition,
    output: `${rule.summary} | ${rule.tells.map((field) => `${labelOf(field)}=%${field}`).join(" ")}`,
    priority: priorityOfSeverity[rule.severity].toUpperCase(),
    source: rule.source,
    tags: ["pharos", ...controlTags(rule)],
  };
}

/** `pci:10.2.1`: controls as tags, by which a report finds the rules that serve them. */
function controlTags({ controls }: RuntimeRule): string[] {
  return Object.entries(controls).flatMap(([framework, numbers]) =>
    numbers.map((number) => `${framework}:${number}`),
  );
}

function labelOf(field: string): string {
  return field.replaceAll(".", "_");
}

function valuesIn(condition: string): string[] {
  return partsOf(parseCondition(condition)).checks.flatMap(({ values }) => values);
}

/** What an event of a rule of ours tells besides its fields. */
interface AppendedOutput {
  readonly suggested_output?: true;
  readonly match?: { readonly rule: string };
  readonly extra_fields?: readonly Readonly<Record<string, string>>[];
}

/**
 * `append_output` of Falco: name and runbook of a rule of ours as fields, which Falcosidekick makes labels of, so that an alert of Falco
 * looks like any other. The chart's own entry stays first: pod and container of every event.
 */
export function appendedOutput(source: EventSource): AppendedOutput[] {
  return [
    { suggested_output: true },
    ...rulesOf(source).map(({ name }): AppendedOutput => ({
      match: { rule: name },
      extra_fields: [{ alertname: name }, { runbook: `${RUNBOOK_FOLDER}/${runtimeRunbookFile({ name })}` }],
    })),
  ];
}

/** File of a rule's runbook. */
export function runtimeRunbookFile({ name }: Pick<RuntimeRule, "name">): string {
  return `${name}.md`;
}
