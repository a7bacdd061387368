import type { EvaluatedContents } from "../../policies/evaluation/chart-contents";
import { STACK_TYPE, type Finding, type Run, type StackRun } from "../model";

/** Words that the console and the page share. */

/** Operations of the engine in the order in which they are told, with what they are called before and after they are done. */
const OPERATIONS: readonly (readonly [operation: string, before: string, after: string])[] = [
  ["create", "to create", "created"],
  ["update", "to update", "updated"],
  ["replace", "to replace", "replaced"],
  ["delete", "to delete", "deleted"],
  ["import", "to import", "imported"],
  ["read", "to read", "read"],
  ["refresh", "to refresh", "refreshed"],
  ["discard", "to forget", "forgotten"],
  ["same", "unchanged", "unchanged"],
];

/** What an operation is called, such as "to create" in a preview and "created" after an update. */
export function operationWords(operation: string, kind: Run["kind"]): string {
  const row = OPERATIONS.find(([name]) => name === operation);
  if (row === undefined) return operation;
  return kind === "preview" ? row[1] : row[2];
}

/** Operations with their counts, in the order in which they are told; the engine's further words come last, by name. */
function listOperations(operations: Readonly<Record<string, number>>): [operation: string, count: number][] {
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
  const listed = kind === "destroy" ? listChanges(operations) : listOperations(operations);
  const told = listed.map(([operation, count]) => `${count} ${operationWords(operation, kind)}`).join(", ");
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

/** Of how many releases the rules saw what they install. After the word "contents". */
export function describeContents({ evaluated, releases }: EvaluatedContents): string {
  return `evaluated: ${evaluated} of ${counted(releases, "release")}`;
}
