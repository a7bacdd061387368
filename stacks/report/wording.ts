import {
  STACK_TYPE,
  type Finding,
  type Irreversible,
  type Run,
  type StackRun,
  type Survivor,
} from "../model";
import { kindOf, plural } from "./kinds";

/** Words that the console and the page share. */

/** Operations of the engine in the order in which they are told, with what they are called before and after they are done. */
const OPERATIONS: readonly (readonly [operation: string, before: string, after: string])[] = [
  ["create", "to create", "created"],
  ["update", "to update", "updated"],
  ["replace", "to replace", "replaced"],
  ["delete", "to delete", "deleted"],
  ["read", "to read", "read"],
  ["import", "to import", "imported"],
  ["refresh", "to refresh", "refreshed"],
  ["discard", "to forget", "forgotten"],
  ["same", "unchanged", "unchanged"],
];

/** What an operation is called, such as "to create" in a preview and "created" after an update. */
export function operationWords(operation: string, kind: Run["kind"]): string {
  const row = OPERATIONS.find(([name]) => name === operation);
  if (row === undefined) return operation;
  if (operation === "same" && kind === "destroy") return "kept";
  return kind === "preview" ? row[1] : row[2];
}

/** Operations with their counts, in the order in which they are told; the engine's further words come last, by name. */
export function listOperations(
  operations: Readonly<Record<string, number>>,
): [operation: string, count: number][] {
  const rank = (operation: string): number => {
    const index = OPERATIONS.findIndex(([name]) => name === operation);
    return index < 0 ? OPERATIONS.length : index;
  };
  return Object.entries(operations)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * How many resources per operation, the stack itself left out, so that the numbers agree with those of the resources. What an update has
 * announced and not done, because it failed, does not count: there the engine's own numbers hold.
 */
export function countOperations(
  { resources, operations, outcome }: StackRun,
  kind: Run["kind"],
): Record<string, number> {
  const counts = new Map<string, number>();
  if (resources.length === 0 || (kind !== "preview" && outcome !== "ok")) {
    const root = resources.find(({ type }) => type === STACK_TYPE)?.operation;
    for (const [operation, count] of Object.entries(operations)) {
      counts.set(operation, operation === root ? count - 1 : count);
    }
  } else {
    for (const { type, operation } of resources) {
      if (type !== STACK_TYPE) counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
  }
  return Object.fromEntries(counts);
}

/** Operations after which everything is as it was. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(["same", "read", "refresh", "discard"]);

/** Operations that change something, with their counts, in the order in which they are told. */
export function listChanges(
  operations: Readonly<Record<string, number>>,
): [operation: string, count: number][] {
  return listOperations(operations).filter(([operation]) => !CHANGES_NOTHING.has(operation));
}

/** What happens to resources: "126 to create, 1 to read" in a preview, "126 created" after an update; "no changes" where nothing does. */
export function describeOperations(operations: Readonly<Record<string, number>>, kind: Run["kind"]): string {
  const told = listOperations(operations)
    .map(([operation, count]) => `${count} ${operationWords(operation, kind)}`)
    .join(", ");
  if (listChanges(operations).length > 0) return told;
  if (kind === "destroy") return "nothing deleted";
  const same = operations["same"] ?? 0;
  return same > 0 ? `no changes, ${same} unchanged` : "no changes";
}

/** "3 stacks", "1 stack". */
export function counted(count: number, singular: string, many = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : many}`;
}

/** Seconds to a tenth, such as "14.2 s". */
export function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** Name of a resource from its URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

/** Name of a resource's stack from its URN. */
export function stackOf(urn: string): string {
  return urn.split("::")[0]?.split(":").at(-1) ?? "";
}

/** Type token of a resource from its URN. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** Where something is declared, such as "infra/region.ts:12". */
export function positionOf({ source }: Pick<Finding, "source">): string | undefined {
  return source === undefined ? undefined : `${source.file}:${source.line}`;
}

/** The resource to change for a finding, where that is not the judged one, and where it is declared. */
export function relatedTo(
  { urn, related }: Finding,
  { resources }: StackRun,
): { urn: string; position: string | undefined } | undefined {
  if (related === undefined || related === urn) return undefined;
  const resource = resources.find((candidate) => candidate.urn === related);
  return { urn: related, position: resource && positionOf(resource) };
}

/** What to change for a finding: its own fix, else its rule's remediation. */
export function fixOf(finding: Finding, stack: StackRun): string | undefined {
  return finding.fix ?? stack.policies.rules.find(({ id }) => id === finding.rule)?.remediation;
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

/** What could not be judged, by property and kind: "values of 3 Helm releases". The most frequent first. */
export function groupUndetermined(findings: readonly Finding[]): string[] {
  const groups = new Map<string, { property: string; kind: string; urns: Set<string> }>();
  for (const { state, property = "", urn = "" } of findings) {
    if (state !== "undetermined") continue;
    // The last part says what it is: "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId" is the key's id.
    const last = property.split(".").at(-1) ?? property;
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
