import { STACK_TYPE, type Survivor } from "../model";
import { cannotBeUndone } from "../cannot-be-undone";

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
}

/** The same deployment with the stack's own outputs emptied: whoever refers to the stack then finds none. */
export function withoutOutputs(state: Deployment): Deployment {
  const resources = state.deployment.resources?.map((resource) =>
    resource.type === STACK_TYPE ? { ...resource, outputs: {} } : resource,
  );
  return { ...state, deployment: { ...state.deployment, ...(resources && { resources }) } };
}

/** URNs of what AWS would refuse to delete: resources with `deletionProtection` on that Pulumi itself does not keep. */
export function guarded({ deployment }: Deployment): string[] {
  return (deployment.resources ?? [])
    .filter(({ inputs, protect }) => inputs?.["deletionProtection"] === true && protect !== true)
    .map(({ urn }) => urn);
}

/** What is left of a destroyed stack and exists outside of the program (neither components, nor providers, nor references), and why. */
export function survivors({ deployment }: Deployment): Survivor[] {
  return (deployment.resources ?? [])
    .filter(
      ({ custom, type, external }) => custom === true && external !== true && !type.startsWith("pulumi:"),
    )
    .map((resource) => ({
      urn: resource.urn,
      type: resource.type,
      name: nameOf(resource.urn),
      why: whyItStays(resource),
    }));
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The program's protection, and what AWS itself would lock or delay. */
function whyItStays({
  urn,
  type,
  inputs = {},
  protect = false,
  retainOnDelete = false,
}: StateResource): string {
  const locks = cannotBeUndone([
    {
      urn,
      type,
      name: nameOf(urn),
      operation: "same",
      inputs,
      dependencies: [],
      propertyDependencies: {},
      protect: false,
      retainOnDelete,
      custom: true,
    },
  ]);
  const reasons = [
    ...(protect ? ["protected by the program: its data outlives the stack"] : []),
    ...locks.map(({ what, until }) => (until === undefined ? what : `${what} (${until})`)),
  ];
  return reasons.length > 0 ? reasons.join("; ") : "needed by something that stays";
}
