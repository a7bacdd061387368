import { isDeepStrictEqual } from "node:util";
import { readable } from "../conduct/events";
import type { Deployment, StateResource } from "../conduct/state";
import { SECRET, STACK_TYPE } from "../model";
import { printValue } from "../report/values";
import { differences, placeOf, type DifferentValue } from "./differences";
import type { DriftedField, DriftedResource, StackDrift } from "./model";
import { stepsOf, valueAt } from "./property-path";

/** One resource as the engine's refresh found it, in the words of its events. */
export interface Refreshed {
  readonly urn: string;
  readonly type: string;
  /** "same", "update" or "delete". */
  readonly op: string;
  readonly old?: RefreshedState;
  readonly new?: RefreshedState;
  readonly diffs?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, unknown>>;
}

interface RefreshedState {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What differs between a stack's state and what is really there, and who should know. */
export function compare(
  refreshed: readonly Refreshed[],
  { deployment }: Deployment,
): Pick<StackDrift, "resources" | "drifted" | "computedOnly"> {
  const byUrn = new Map((deployment.resources ?? []).map((resource) => [resource.urn, resource]));
  const own = refreshed.filter(
    ({ urn, type }) => byUrn.get(urn)?.custom === true && !type.startsWith("pulumi:"),
  );
  const changed = own
    .filter(({ op }) => op === "update")
    .map((each) => describe(each, fieldsOf(each), byUrn));
  const missing = own.filter(({ op }) => op === "delete").map((each) => describe(each, [], byUrn));
  const drifted = [...changed.filter(({ fields }) => fields.length > 0), ...missing];
  return {
    resources: own.length,
    drifted: drifted.sort((a, b) => (a.urn < b.urn ? -1 : 1)),
    computedOnly: changed.filter(({ fields }) => fields.length === 0).length,
  };
}

/** The same state with what is really there in place of what the stack believes. */
export function asItIs(refreshed: readonly Refreshed[], { deployment, ...rest }: Deployment): Deployment {
  const found = new Map(refreshed.map((each) => [each.urn, each]));
  const resources = deployment.resources?.flatMap((resource) => {
    const { op, new: next } = found.get(resource.urn) ?? { op: "same" };
    if (op === "delete") return [];
    if (op !== "update" || next === undefined) return [resource];
    return [
      {
        ...resource,
        ...(next.inputs && { inputs: next.inputs }),
        ...(next.outputs && { outputs: next.outputs }),
      },
    ];
  });
  return { ...rest, deployment: { ...deployment, ...(resources && { resources }) } };
}

function describe(
  { urn, type, op, old, new: next }: Refreshed,
  fields: readonly DriftedField[],
  byUrn: ReadonlyMap<string, StateResource>,
): DriftedResource {
  const resource = byUrn.get(urn);
  const owner = ownerOf(next ?? old ?? {}, resource, byUrn) ?? ownerOf(old ?? {}, resource, byUrn);
  const component = componentOf(resource, byUrn);
  return {
    urn,
    type,
    name: nameOf(urn),
    change: op === "delete" ? "missing" : "changed",
    ...(owner !== undefined && { owner }),
    ...(component !== undefined && { component }),
    fields,
  };
}

/**
 * What differs of what was asked for. The provider's own comparison names the places, because it knows which texts mean the same; where it
 * names none, the inputs are compared.
 */
function fieldsOf({
  type,
  old = {},
  new: next = {},
  detailedDiff = {},
  diffs = [],
}: Refreshed): DriftedField[] {
  const was = readable({ inputs: old.inputs, outputs: old.outputs });
  const is = readable({ inputs: next.inputs, outputs: next.outputs });
  const named = Object.keys(detailedDiff).length > 0 ? Object.keys(detailedDiff) : diffs;
  const found =
    named.length > 0
      ? named.flatMap((path) => valuesAt(was, is, stepsOf(path)))
      : differences(valueAt(was, ["inputs"]), valueAt(is, ["inputs"]));
  return found.map((difference) => ({
    path: placeOf(difference),
    was: printValue(type, difference.steps, difference.was),
    is: printValue(type, difference.steps, difference.is),
  }));
}

/** The values at a place that the provider has named: among the inputs, else among the outputs. */
function valuesAt(was: unknown, is: unknown, steps: readonly (string | number)[]): readonly DifferentValue[] {
  for (const part of ["inputs", "outputs"]) {
    const [before, after] = [valueAt(was, [part, ...steps]), valueAt(is, [part, ...steps])];
    // The engine shows no secrets: that a secret differs is all that can be told of it.
    if (isDeepStrictEqual(before, SECRET) && isDeepStrictEqual(after, SECRET))
      return [{ steps, was: before, is: after }];
    const found = differences(before, after, steps);
    if (found.length > 0) return found;
  }
  return [];
}

/** The tag by which a resource says whose it is. */
const OWNER = "owner";

function ownerOf(
  { inputs, outputs }: RefreshedState,
  resource: StateResource | undefined,
  byUrn: ReadonlyMap<string, StateResource>,
): string | undefined {
  const provider = byUrn.get(resource?.provider?.split("::").slice(0, -1).join("::") ?? "");
  const places = [
    valueAt(inputs, ["tags", OWNER]),
    valueAt(outputs, ["tagsAll", OWNER]),
    valueAt(inputs, ["metadata", "labels", OWNER]),
    valueAt(parsed(provider?.inputs?.["defaultTags"]), ["tags", OWNER]),
  ];
  return places.find((place): place is string => typeof place === "string" && place !== "");
}

/** Objects in a provider's configuration are JSON texts. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

function componentOf(
  resource: StateResource | undefined,
  byUrn: ReadonlyMap<string, StateResource>,
): string | undefined {
  for (
    let above = byUrn.get(resource?.parent ?? "");
    above !== undefined;
    above = byUrn.get(above.parent ?? "")
  ) {
    if (above.custom !== true && above.type !== STACK_TYPE) return `${above.type} ${nameOf(above.urn)}`;
  }
  return undefined;
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
