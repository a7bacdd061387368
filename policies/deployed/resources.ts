import { closeSecrets } from "../evaluation/values";
import { Reader } from "../evaluation/reader";
import type { Resource } from "../evaluation/resource";
import { canonicalType } from "../evaluation/resource-types";

/** The part of Pulumi's deployment JSON that rules judge. */
export interface DeployedState {
  readonly deployment: { readonly resources?: readonly DeployedResource[] };
}

/** One resource of a state. */
export interface DeployedResource {
  readonly urn: string;
  readonly type: string;
  /** Whether it only awaits its deletion, after a replacement that broke off. */
  readonly delete?: boolean;
  /** Whether it belongs to somebody else and is only read here. */
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly parent?: string;
  /** URN and id of its provider, joined by `::`. */
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** A resource of a state as rules see it. */
export interface Judgeable {
  readonly resource: Resource;
  readonly external: boolean;
}

/**
 * The resources of a state as rules see them at an update: what the program asked for, what the provider made of it, which outputs flowed
 * where. Secrets stay closed, also where the state shows them, so that no message can quote one.
 */
export function judgeables({ deployment }: DeployedState): readonly Judgeable[] {
  const all = (deployment.resources ?? []).filter((resource) => resource.delete !== true);
  const byUrn = new Map(all.map((resource) => [resource.urn, resource]));
  return all.map((resource) => ({
    external: resource.external === true,
    resource: asResource(resource, byUrn.get(providerUrn(resource) ?? "")),
  }));
}

function asResource(
  { urn, type, protect = false, parent, inputs, outputs, propertyDependencies = {} }: DeployedResource,
  provider: DeployedResource | undefined,
): Resource {
  return {
    urn,
    type: canonicalType(type),
    name: urn.split("::").slice(3).join("::"),
    inputs: reader(inputs),
    outputs: reader(outputs ?? inputs),
    protect,
    ...(parent !== undefined && { parent }),
    propertyDependencies: new Map(
      Object.entries(propertyDependencies).map(([property, urns]) => [property, urns ?? []]),
    ),
    ...(provider !== undefined && { provider: reader(provider.inputs) }),
  };
}

function reader(properties: Readonly<Record<string, unknown>> = {}): Reader {
  return Reader.of(closeSecrets(properties));
}

function providerUrn({ provider }: DeployedResource): string | undefined {
  return provider?.split("::").slice(0, -1).join("::");
}
