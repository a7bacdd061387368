import { STACK_TYPE } from "../model";

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

/** What is left of a destroyed stack and exists outside of the program: neither components, nor providers, nor references. */
export function survivors(state: Deployment): StateResource[] {
  return (state.deployment.resources ?? []).filter(
    ({ custom, type, external }) => custom === true && external !== true && !type.startsWith("pulumi:"),
  );
}
