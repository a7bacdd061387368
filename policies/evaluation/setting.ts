import { undetermined, type Outcome, type Undetermined } from "./outcome";
import type { Reader } from "./reader";
import type { Resource } from "./resource";
import type { Stack } from "./siblings";

/** Where a setting of a resource may stand: in a resource of its own that names it, or in the resource itself. */
export interface SettingPlace {
  /** Canonical type of the resource that holds the setting. */
  readonly sibling: string;
  /** The property by which that one names its resource. */
  readonly property: string;
  /** The property of the resource itself, where old programs and small ones have it. */
  readonly inline?: string;
}

/** A setting that was found. */
export interface Setting {
  /** Whose property it is. */
  readonly holder: Resource;
  /** The inputs of the sibling, or the inline property. */
  readonly at: Reader;
  /** URN of the holder, where that is another one than the judged. */
  readonly related?: string;
  readonly isInline: boolean;
}

export interface Settings {
  readonly found: readonly Setting[];
  /** Why there may be one, where none was found for certain. */
  readonly doubts: readonly Undetermined[];
}

/** The settings of a resource. Siblings win over what stands in the resource, as they do when the provider applies both. */
export function settingsOf(resource: Resource, stack: Stack, place: SettingPlace): Settings {
  const { certain, doubts } = stack.children(resource, place.sibling, place.property);
  if (certain.length > 0) {
    return {
      found: certain.map((holder) => ({ holder, at: holder.inputs, related: holder.urn, isInline: false })),
      doubts: [],
    };
  }
  const inline = place.inline === undefined ? undefined : resource.inputs.at(place.inline);
  const perhaps = doubts.map(({ unknown, urn }) => undetermined(unknown, urn));
  if (inline?.state === "value" && perhaps.length === 0) {
    return { found: [{ holder: resource, at: inline, isInline: true }], doubts: [] };
  }
  const read = inline?.text();
  return {
    found: [],
    doubts: [
      ...(inline?.state === "unknown" && read?.state === "unknown" ? [undetermined(read)] : []),
      ...perhaps,
    ],
  };
}

/**
 * What is said of a setting whose resource is not in this stack: it is judged on its own. One whose resource is in the stack is that
 * one's business, and so is one that complies whose ever it is. What does not comply, and may be either's, cannot be told: its resource
 * need not hear of it where another setting is its own for certain.
 */
export function judgedAlone(
  setting: Resource,
  stack: Stack,
  [property, parentType]: readonly [property: string, parentType: string],
  judge: () => Outcome | readonly Outcome[],
): readonly Outcome[] {
  const { certain, doubts } = stack.parents(setting, property, parentType);
  if (certain.length > 0) return [];
  const outcomes = [judge()].flat();
  const [doubt] = doubts;
  if (doubt === undefined) return outcomes;
  return outcomes.some(({ kind }) => kind === "violation") ? [undetermined(doubt.unknown, doubt.urn)] : [];
}
