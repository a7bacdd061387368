import { isMarker, type PreviewedResource, type Run, type StackRun } from "./model";
import type { Influence } from "./explain";

/** Longer values are cut: the terminal is for reading, the whole value is in `pharos export`. */
const LONGEST_VALUE = 120;

/** One value as it fits on a line. */
export function inWords(value: unknown): string {
  if (value === undefined) return "absent";
  if (isMarker(value)) return value["pharos:marker"] === "secret" ? "(secret)" : "(known after the update)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** A setting and everything it decides: resources, values, rules, source lines. */
export function describeSetting(
  setting: string,
  meaning: string | undefined,
  values: ReadonlyMap<string, { now: unknown; then: unknown }>,
  found: readonly Influence[],
  now: Run,
): string {
  const lines = [setting, ...(meaning === undefined ? [] : [`  ${meaning}`]), ""];
  for (const [stack, { now: value, then }] of values)
    lines.push(`  ${stack}: ${inWords(value)} (tried: ${inWords(then)})`);
  if (found.length === 0) {
    lines.push("", "No resource changes with this setting: it is read by the command itself or by a rule.");
    return lines.join("\n");
  }
  let last: PreviewedResource | undefined;
  let stack = "";
  for (const influence of found) {
    if (influence.stack !== stack) lines.push("", `${(stack = influence.stack)}`);
    if (influence.resource !== last) {
      last = influence.resource;
      lines.push(`  ${last.type} ${last.name}${sourceOf(last)}`);
      lines.push(
        ...verdictLines(
          now.stacks.find((run) => run.stack === stack),
          last.urn,
        ).map((line) => `    ${line}`),
      );
    }
    lines.push(
      influence.path === ""
        ? `    ${influence.now === undefined ? "is made with the other value only" : "is made with this value only"}`
        : `    ${influence.path}: ${inWords(influence.now)} → ${inWords(influence.then)}`,
    );
  }
  return lines.join("\n");
}

/** A resource: where it comes from, its values, what it needs, and every rule that judged it. */
export function describeResource(run: StackRun, resource: PreviewedResource): string {
  const lines = [resource.urn, `  ${resource.type} ${resource.name}${sourceOf(resource)}`];
  const chain = parentsOf(run, resource).map(({ type, name }) => `${type} ${name}`);
  if (chain.length > 0) lines.push(`  part of ${chain.join(", part of ")}`);
  lines.push(`  ${resource.operation}${resource.protect ? ", protected" : ""}`, "", "values");
  const inputs = Object.entries(resource.inputs).filter(([key]) => !key.startsWith("__"));
  lines.push(...inputs.map(([key, value]) => `  ${key}: ${inWords(value)}`));
  if (inputs.length === 0) lines.push("  none");
  const needs = Object.entries(resource.propertyDependencies);
  if (needs.length > 0) {
    lines.push("", "values that come from other resources");
    lines.push(
      ...needs.map(
        ([property, urns]) =>
          `  ${property} ← ${urns.map((urn) => urn.split("::").slice(2).join(" ")).join(", ")}`,
      ),
    );
  }
  lines.push("", "rules", ...orNone(verdictLines(run, resource.urn)).map((line) => `  ${line}`));
  return lines.join("\n");
}

function orNone(lines: string[]): string[] {
  return lines.length > 0 ? lines : ["no rule looks at this type"];
}

/** Rule, title, how it ended, and what it says where it did not pass. */
function verdictLines(run: StackRun | undefined, urn: string): string[] {
  if (!run) return [];
  const { verdicts = {}, rules, findings } = run.policies;
  return (verdicts[urn] ?? []).map(({ rule, outcome }) => {
    const title = rules.find(({ id }) => id === rule)?.title ?? "";
    const said = findings.find((finding) => finding.rule === rule && finding.urn === urn)?.message;
    return `${rule} ${title}: ${outcome === "notApplicable" ? "asks nothing of it" : outcome}${said ? ` (${said})` : ""}`;
  });
}

function sourceOf({ source }: PreviewedResource): string {
  return source ? `  (${source.file}:${source.line})` : "";
}

function parentsOf(run: StackRun, resource: PreviewedResource): PreviewedResource[] {
  const parent = run.resources.find(({ urn }) => urn === resource.parent);
  return parent?.parent === undefined ? [] : [parent, ...parentsOf(run, parent)];
}
