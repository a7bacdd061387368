import { isMarker, type PreviewedResource } from "./model";

/**
 * What keeps a resource from being deleted until somebody changes a setting: the program's own protection, and the switches with which
 * AWS refuses. A destroy leaves what is guarded; whoever wants it gone takes the guard off first. Pure, over resources as data.
 */

/** One guard of one resource. */
export interface Guard {
  /** What it does, such as "AWS refuses to delete it". */
  what: string;
  /** The setting, such as "deletionProtection: true". */
  why: string;
}

/** The parts of a resource that guards are read from. */
export type Guarded = Pick<PreviewedResource, "type" | "inputs" | "protect" | "retainOnDelete">;

/** Inputs of @pulumi/aws 7 with which AWS refuses to delete a resource. They mean the same in every type that has them. */
const SWITCHES = [
  "deletionProtection",
  "deletionProtectionEnabled",
  "enableDeletionProtection",
  "deleteProtection",
  "terminationProtection",
  "terminationProtectionEnabled",
  "disableApiTermination",
] as const;

/** Values that turn a switch on: most are booleans, Cognito and Verified Permissions have words. */
const ON: ReadonlySet<unknown> = new Set([true, "ACTIVE", "ENABLED"]);

/** Type token → the switch that AWS turns on where the program says nothing. */
const ON_BY_DEFAULT: ReadonlyMap<string, (typeof SWITCHES)[number]> = new Map([
  ["aws:cloudtrail/eventDataStore:EventDataStore", "terminationProtectionEnabled"],
  ["aws:neptunegraph/graph:Graph", "deletionProtection"],
]);

/** The switches with which AWS itself refuses to delete a resource. */
export function cloudGuardsOf({ type, inputs }: Pick<Guarded, "type" | "inputs">): Guard[] {
  if (!type.startsWith("aws:")) return [];
  return SWITCHES.flatMap((property) => {
    const value = inputs[property];
    const byDefault = value === undefined && ON_BY_DEFAULT.get(type) === property;
    if (!byDefault && (isMarker(value) || !ON.has(value))) return [];
    return [
      {
        what: "AWS refuses to delete it",
        why: byDefault ? `${property}: true (AWS's default)` : `${property}: ${String(value)}`,
      },
    ];
  });
}

/** With what a resource is left in the cloud when the engine removes it from the stack. */
function leavingOf({ inputs, retainOnDelete }: Guarded): Guard[] {
  const what = "Pulumi forgets it instead of deleting it";
  return [
    ...(retainOnDelete ? [{ what, why: "retainOnDelete: true" }] : []),
    ...(inputs["skipDestroy"] === true ? [{ what, why: "skipDestroy: true" }] : []),
  ];
}

/** Everything that guards a resource from deletion: the program's protection first, then what forgets it, then AWS. */
export function guardsOf(resource: Guarded): Guard[] {
  return [
    ...(resource.protect ? [{ what: "Pulumi refuses to delete or replace it", why: "protect: true" }] : []),
    ...leavingOf(resource),
    ...cloudGuardsOf(resource),
  ];
}

/** The setting that makes a removal from the stack leave the resource in the cloud; undefined where it is deleted. */
export function leftBehindBy(resource: Guarded): string | undefined {
  return leavingOf(resource)[0]?.why;
}
