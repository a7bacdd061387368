import { STACK_TYPE, type Finding, type Irreversible, type Run, type StackRun } from "../model";

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
  ["same", "unchanged", "unchanged"],
];

/** What an operation is called, such as "to create" in a preview and "created" after an update. */
export function operationWords(operation: string, kind: Run["kind"]): string {
  const row = OPERATIONS.find(([name]) => name === operation);
  if (row === undefined) return operation;
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
 * How many resources per operation, the stack itself left out, so that the numbers agree with those of the resources. The engine's
 * own counts serve where it told nothing of single resources.
 */
export function countOperations({ resources, operations }: StackRun): Record<string, number> {
  if (resources.length === 0) return operations;
  const counts = new Map<string, number>();
  for (const { type, operation } of resources) {
    if (type !== STACK_TYPE) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
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

/** Type token of a resource from its URN. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** Where something is declared, as editors understand it. */
export function positionOf({ source }: Pick<Finding, "source">): string | undefined {
  return source === undefined ? undefined : `${source.file}:${source.line}:${source.column}`;
}

/** What to change for a finding: its own fix, else its rule's remediation. */
export function fixOf(finding: Finding, stack: StackRun): string | undefined {
  return finding.fix ?? stack.policies.rules.find(({ id }) => id === finding.rule)?.remediation;
}

/** Several resources that are bound in the same way. */
export interface IrreversibleGroup {
  what: string;
  until: string | undefined;
  why: string;
  items: Irreversible[];
}

/** Groups what cannot be undone by what it is and for how long; what has an end of its own comes before what a setting ends. */
export function groupIrreversible(list: readonly Irreversible[]): IrreversibleGroup[] {
  const groups = new Map<string, IrreversibleGroup>();
  for (const item of list) {
    const key = JSON.stringify([item.what, item.until, item.why]);
    const group = groups.get(key) ?? { what: item.what, until: item.until, why: item.why, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  const rank = ({ until }: IrreversibleGroup): number => (until === undefined ? 1 : 0);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}
