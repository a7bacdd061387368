import { objectsOf, type KubernetesObject } from "./kubernetes-objects";
import type { Read } from "./reader";
import type { Resource } from "./resource";
import type { Doubt, Stack } from "./siblings";

export const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Where what names no namespace lands. */
export const DEFAULT_NAMESPACE = "default";

/** An object in a stack, with the resource that holds it. */
export interface Placed {
  readonly resource: Resource;
  readonly object: KubernetesObject;
}

/** Stack → kind → its objects: every workload of a stack asks for the same ones. */
const FOUND = new WeakMap<Stack, Map<string, readonly Placed[]>>();

/** All objects of a kind that a stack's resources hold. `types` is the kind in all its forms. */
export function objectsInStack(stack: Stack, type: string, types: readonly string[]): readonly Placed[] {
  const known = FOUND.get(stack) ?? new Map<string, readonly Placed[]>();
  FOUND.set(stack, known);
  const key = `${type} ${types.length}`;
  const found =
    known.get(key) ??
    types
      .flatMap((form) => stack.ofType(form))
      .flatMap((resource) => objectsOf(resource, [type]).map((object) => ({ resource, object })));
  known.set(key, found);
  return found;
}

/** The namespace of an object: its own, else its provider's, else the default one. */
export function namespaceOf({ resource, object }: Placed): Read<string> {
  const own = object.body.at("metadata", "namespace").filledText();
  if (own.state !== "absent") return own;
  const inherited = resource.provider?.at("namespace").filledText() ?? own;
  return inherited.state === "absent" ? { state: "value", value: DEFAULT_NAMESPACE } : inherited;
}

/**
 * Whether an object lies in a namespace that the stack makes. A name that is not known yet is the namespace's own if it flows from it;
 * otherwise that cannot be told.
 */
export function liesIn(placed: Placed, namespace: Placed): boolean | Doubt {
  const where = namespaceOf(placed);
  const name = nameOf(namespace);
  if (where.state === "value" && name.state === "value") return where.value === name.value;
  const sources = placed.resource.propertyDependencies.get("metadata") ?? [];
  if (where.state === "unknown" && sources.includes(namespace.resource.urn)) return true;
  if (where.state === "unknown") return { urn: placed.resource.urn, unknown: where };
  return name.state === "unknown" ? { urn: namespace.resource.urn, unknown: name } : false;
}

/** The name of an object; of one that has none, what its provider has called it. */
export function nameOf({ resource, object }: Placed): Read<string> {
  const own = object.body.at("metadata", "name").filledText();
  if (own.state !== "absent") return own;
  const made = resource.outputs.at("metadata", "name").filledText();
  return made.state === "absent"
    ? { state: "unknown", path: "metadata.name", why: "is chosen when the object is made" }
    : made;
}
