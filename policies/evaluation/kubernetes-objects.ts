import { canonicalKubernetesType, FORMS, kubernetesType, type Form } from "./kubernetes-types";
import type { Reader } from "./reader";
import type { Resource } from "./resource";

/** A list of objects of any kinds, as `kubectl` writes it. */
const LIST = "kubernetes:core/v1:List";

const PATCHED = "is not said by the patch, so that what the object already has decides";

/** One Kubernetes object that a resource holds. */
export interface KubernetesObject {
  /** Canonical type of the kind itself, whether the resource is one object, a list or a patch. */
  readonly type: string;
  readonly body: Reader;
  /** Whether only a part of the object is shown. */
  readonly patch: boolean;
}

/** Kinds in all their forms: themselves, lists of them and patches of them. */
export function ownFormsOf(types: readonly string[]): readonly string[] {
  return types.flatMap((type) => FORMS.map((form) => `${type}${form}`));
}

/** The types under which a resource may hold objects of the given kinds: their own forms, and a list of anything. */
export function formsOf(types: readonly string[]): readonly string[] {
  return [...ownFormsOf(types), LIST];
}

/**
 * The objects of the given kinds that a resource holds, sorted as they stand. An element of a list whose kind is not known may be any of
 * them: it is given as each.
 */
export function objectsOf(resource: Resource, types: readonly string[]): readonly KubernetesObject[] {
  for (const type of types) {
    const form = FORMS.find((candidate) => resource.type === `${type}${candidate}`);
    if (form !== undefined) return objectsInForm(resource.inputs, type, form);
  }
  return resource.type === LIST
    ? elementsOf(resource.inputs).flatMap((body) => objectInList(body, types))
    : [];
}

function objectsInForm(inputs: Reader, type: string, form: Form): readonly KubernetesObject[] {
  if (form === "") return [{ type, body: inputs, patch: false }];
  if (form === "Patch") return [{ type, body: inputs.partial(PATCHED), patch: true }];
  return elementsOf(inputs).map((body) => ({ type, body, patch: false }));
}

/** The elements; a list that cannot be read is one element that cannot be read. */
function elementsOf(inputs: Reader): readonly Reader[] {
  const items = inputs.at("items");
  const list = items.list();
  return list.state === "value" ? list.value : list.state === "absent" ? [] : [items];
}

function objectInList(body: Reader, types: readonly string[]): readonly KubernetesObject[] {
  const apiVersion = body.at("apiVersion").filledText();
  const kind = body.at("kind").filledText();
  if (apiVersion.state === "absent" || kind.state === "absent") return [];
  if (apiVersion.state === "unknown" || kind.state === "unknown") {
    const [unknown] = [apiVersion, kind].filter(({ state }) => state === "unknown");
    const hidden = body.at(unknown === apiVersion ? "apiVersion" : "kind");
    return types.slice(0, 1).map((type) => ({ type, body: hidden, patch: false }));
  }
  const type = canonicalKubernetesType(kubernetesType(apiVersion.value, kind.value));
  return types.includes(type) ? [{ type, body, patch: false }] : [];
}
