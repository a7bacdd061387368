import type { Diagnostic, Finding, Irreversible, RuleOutcome, StackRun, Survivor } from "../model";
import { kindOf, plural } from "./kinds";
import { counted, typeOf } from "./wording";

/** Many things of a run put together into few that are told, for the console and the page. */

/** The same violation of one rule on one or more resources. */
export interface ViolationGroup {
  rule: RuleOutcome | undefined;
  /** What all of them say. */
  finding: Finding;
  fix: string | undefined;
  /** Where, by URN. */
  places: { stack: StackRun; finding: Finding }[];
}

/** Violations that differ in nothing but the resource, as one; what stops an update comes first. */
export function groupViolations(stacks: readonly StackRun[]): ViolationGroup[] {
  const groups = new Map<string, ViolationGroup>();
  for (const stack of stacks) {
    for (const finding of stack.policies.findings) {
      if (finding.state !== "violated") continue;
      const rule = stack.policies.rules.find(({ id }) => id === finding.rule);
      const fix = finding.fix ?? rule?.remediation;
      const key = JSON.stringify([finding.rule, rule?.level, finding.message, fix]);
      const group = groups.get(key) ?? { rule, finding, fix, places: [] };
      group.places.push({ stack, finding });
      groups.set(key, group);
    }
  }
  for (const { places } of groups.values()) {
    places.sort(({ finding: { urn: a = "" } }, { finding: { urn: b = "" } }) => (a < b ? -1 : a > b ? 1 : 0));
  }
  return [...groups.values()].sort((a, b) => Number(isMandatory(b)) - Number(isMandatory(a)));
}

/** Whether these violations stop an update. */
export function isMandatory({ rule }: ViolationGroup): boolean {
  return rule?.level === "mandatory";
}

/** Several resources that are bound in the same way. */
export interface IrreversibleGroup {
  what: string;
  until: string;
  why: string;
  already: boolean;
  /** By name. */
  items: Irreversible[];
}

/** Groups what cannot be undone by what it is and for how long: what the run brings first, then what was so before. */
export function groupIrreversible(list: readonly Irreversible[]): IrreversibleGroup[] {
  const groups = new Map<string, IrreversibleGroup>();
  for (const item of list) {
    const { what, until, why, already } = item;
    const key = JSON.stringify([what, until, why, already]);
    const group = groups.get(key) ?? { what, until, why, already, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  for (const { items } of groups.values()) items.sort(byName);
  return [...groups.values()].sort((a, b) => Number(a.already) - Number(b.already));
}

/** "8 new, 2 already so"; just the number where all of it is new. */
export function countIrreversible(list: readonly Irreversible[]): string {
  const already = list.filter((item) => item.already).length;
  if (already === 0) return String(list.length);
  return already === list.length
    ? `${already}, already so`
    : `${list.length - already} new, ${already} already so`;
}

/** Survivors of a destroy that stay for the same reason, what belongs to them left out. */
export interface SurvivorGroup {
  why: string;
  /** By name. */
  items: Survivor[];
  /** How many survivors are settings of these. */
  settings: number;
}

/** Groups what a destroy leaves by the reason; settings are counted with what they belong to. The larger groups come last: they say least. */
export function groupSurvivors(survivors: readonly Survivor[]): SurvivorGroup[] {
  const groups = new Map<string, SurvivorGroup>();
  for (const survivor of survivors.filter(({ partOf }) => partOf === undefined)) {
    const { why, urn } = survivor;
    const group = groups.get(why) ?? { why, items: [], settings: 0 };
    group.items.push(survivor);
    group.settings += survivors.filter(({ partOf }) => partOf === urn).length;
    groups.set(why, group);
  }
  for (const { items } of groups.values()) items.sort(byName);
  return [...groups.values()].sort((a, b) => a.items.length - b.items.length || (a.why < b.why ? -1 : 1));
}

function byName(a: { name: string; urn: string }, b: { name: string; urn: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.urn < b.urn ? -1 : 1;
}

/** What a path is about: the key's id for "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId". */
function lastPart(property: string): string {
  const quoted = /\["([^"]+)"\]$/.exec(property)?.[1];
  return (
    quoted ??
    property
      .replace(/\[\d+\]$/, "")
      .split(".")
      .at(-1) ??
    property
  );
}

/** What could not be judged, by property and kind: "values of 3 Helm releases". The most frequent first. */
export function groupUndetermined(findings: readonly Finding[]): string[] {
  const groups = new Map<string, { property: string; kind: string; urns: Set<string> }>();
  for (const { state, property = "", urn = "" } of findings) {
    if (state !== "undetermined") continue;
    const last = lastPart(property);
    const kind = urn === "" ? "stack" : kindOf(typeOf(urn));
    const key = JSON.stringify([last, kind]);
    const group = groups.get(key) ?? { property: last, kind, urns: new Set() };
    group.urns.add(urn);
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.urns.size - a.urns.size || (a.property < b.property ? -1 : 1))
    .map(({ property, kind, urns }) => {
      const things = counted(urns.size, kind, plural(kind, urns.size));
      return property === "" ? things : `${property} of ${things}`;
    });
}

/** What is left to say of a failed command where its cause is told elsewhere. */
const LAST_WORDS = /^code: -?\d+$/;

/** Errors of a stack, each once: what is said of a resource again, in better words, is left out. */
export function errorsOf({ diagnostics, policies }: StackRun): Diagnostic[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const causes = errors.filter(({ message }) => !LAST_WORDS.test(message));
  const told = causes.length > 0 || policies.findings.some(({ state }) => state === "violated");
  return (told ? causes : errors).filter(
    ({ urn, message }, index, all) =>
      !all
        .slice(index + 1)
        .some((later) => later.message === message || (urn !== undefined && later.urn === urn)),
  );
}
