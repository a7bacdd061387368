import { cannotBeUndone, describeBinding } from "../cannot-be-undone";
import { cloudGuardsOf, guardsOf, leftBehindBy } from "../guards";
import { STACK_TYPE, type PreviewedResource, type Survivor } from "../model";

/** The part of Pulumi's deployment JSON that is read or changed here. */
export interface Deployment {
  version: number;
  deployment: {
    resources?: StateResource[];
    [other: string]: unknown;
  };
}

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  custom?: boolean;
  protect?: boolean;
  retainOnDelete?: boolean;
  external?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  parent?: string;
  /** URN and id of its provider, joined by `::`. */
  provider?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
}

/** The same deployment with the stack's own outputs emptied: whoever refers to the stack then finds none. */
export function withoutOutputs(state: Deployment): Deployment {
  const resources = state.deployment.resources?.map((resource) =>
    resource.type === STACK_TYPE ? { ...resource, outputs: {} } : resource,
  );
  return { ...state, deployment: { ...state.deployment, ...(resources && { resources }) } };
}

/** Whether the stack says anything to others: a deployed one does, an empty or destroyed one does not. */
export function hasOutputs({ deployment }: Deployment): boolean {
  const root = deployment.resources?.find(({ type }) => type === STACK_TYPE);
  return Object.keys(root?.outputs ?? {}).length > 0;
}

/** URNs of what AWS would refuse to delete. */
export function guarded({ deployment }: Deployment): string[] {
  return (deployment.resources ?? [])
    .filter(({ type, inputs = {} }) => cloudGuardsOf({ type, inputs }).length > 0)
    .map(({ urn }) => urn);
}

/**
 * What is left of a destroyed stack and exists outside of the program (neither components, nor providers, nor references), with what keeps
 * it and until when. Sorted by URN.
 * @param state the stack after the destroy
 * @param ran what the destroy did: what it removed from the stack and left in the cloud is not in the state any more. @default nothing
 */
export function survivors({ deployment }: Deployment, ran: readonly PreviewedResource[] = []): Survivor[] {
  const all = deployment.resources ?? [];
  const byUrn = new Map(all.map((resource) => [resource.urn, resource]));
  const owners = new Map(all.map((resource) => [resource, ownerOf(resource, byUrn)]));
  const kept = all.filter(isOutside).map((resource): Survivor => {
    const owner = owners.get(resource);
    if (owner !== undefined) {
      return {
        ...identify(resource),
        why: `belongs to ${nameOf(owner.urn)}, which stays`,
        partOf: owner.urn,
      };
    }
    const settings = all.filter((other) => owners.get(other) === resource);
    return { ...identify(resource), why: whyItStays(resource, settings, all) };
  });
  const left = ran.flatMap((resource): Survivor[] => {
    const setting = leftBehindBy(resource);
    if (resource.operation !== "delete" || setting === undefined || byUrn.has(resource.urn)) return [];
    return [
      { ...identify(resource), why: `left in the cloud (${setting}), until somebody deletes it there` },
    ];
  });
  return [...kept, ...left].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

function isOutside({ custom, type, external }: StateResource): boolean {
  return custom === true && external !== true && !type.startsWith("pulumi:");
}

function identify({ urn, type }: { urn: string; type: string }): Pick<Survivor, "urn" | "type" | "name"> {
  return { urn, type, name: nameOf(urn) };
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/**
 * Types that are settings of another resource, and the input that says of which. By themselves they hold nothing and cost nothing: they
 * stay because what they belong to stays.
 */
const SETTINGS: readonly (readonly [type: RegExp, property: string])[] = [
  [/^aws:s3\/bucket(?!:|Object(?:v2)?:)/, "bucket"],
  [/^aws:kms\/alias:/, "targetKeyId"],
  [/^aws:kms\/keyPolicy:/, "keyId"],
  [/^aws:iam\/rolePolic/, "role"],
  [/^aws:secretsmanager\/secretPolicy:/, "secretArn"],
  [/^aws:backup\/vault(?:LockConfiguration|Notifications|Policy):/, "backupVaultName"],
  [/^aws:cloudwatch\/log(?:MetricFilter|SubscriptionFilter|Stream):/, "logGroupName"],
];

/** The resource whose setting this one is, where that stays too. */
function ownerOf(
  resource: StateResource,
  byUrn: ReadonlyMap<string, StateResource>,
): StateResource | undefined {
  return SETTINGS.filter(([type]) => type.test(resource.type))
    .flatMap(([, property]) => resource.propertyDependencies?.[property] ?? [])
    .flatMap((urn) => byUrn.get(urn) ?? [])
    .find(isOutside);
}

/** What keeps it: what somebody can change first, then what time alone ends, for itself and its settings. */
function whyItStays(
  resource: StateResource,
  settings: readonly StateResource[],
  all: readonly StateResource[],
): string {
  const locks = cannotBeUndone([resource, ...settings].map(asResource)).map(describeBinding);
  return [whoKeepsIt(resource, all), ...new Set(locks)].join("; ");
}

function whoKeepsIt(resource: StateResource, all: readonly StateResource[]): string {
  const guards = guardsOf(asResource(resource)).map(({ why }) => why);
  if (guards.length > 0) return `kept by ${guards.join(" and ")}, until that is taken off`;
  const names = [...new Set(dependents(resource, all).map(({ urn }) => nameOf(urn)))].sort();
  if (names.length === 0) return "not deleted: the run failed on it, or ended before it";
  const more = names.length - NAMES_TOLD;
  const list = [...names.slice(0, NAMES_TOLD), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `needed by ${list}, which ${names.length === 1 ? "stays" : "stay"}`;
}

/** Names that are told of what needs a survivor; the rest is counted. */
const NAMES_TOLD = 2;

/** What cannot be without the resource and exists outside of the program. */
function dependents({ urn }: StateResource, all: readonly StateResource[]): StateResource[] {
  return all.filter(
    (other) =>
      isOutside(other) &&
      (other.parent === urn ||
        other.dependencies?.includes(urn) === true ||
        Object.values(other.propertyDependencies ?? {}).some((urns) => urns?.includes(urn) === true)),
  );
}

/** A resource of the state as the rules read it: as it is, with nothing done to it. */
function asResource({
  urn,
  type,
  inputs = {},
  protect = false,
  retainOnDelete = false,
  custom = false,
}: StateResource): PreviewedResource {
  return {
    urn,
    type,
    name: nameOf(urn),
    operation: "same",
    inputs,
    dependencies: [],
    propertyDependencies: {},
    protect,
    retainOnDelete,
    custom,
  };
}
