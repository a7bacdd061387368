import type { Resource } from "../evaluation/resource";
import { pathsOf, replaced, type Place } from "./places";
import { resourceFrom, UNKNOWN, type Given } from "./resources";
import { rulesThatRead, verdictsOf, type Verdicts } from "./verdicts";

/** Resources that belong together: a stack, or a file. */
export interface Sample {
  readonly where: string;
  readonly resources: readonly Given[];
}

/** One resource of a sample. */
export interface Spot {
  readonly sample: Sample;
  readonly index: number;
  readonly given: Given;
}

const made = new WeakMap<Given, Resource>();

/** A resource as rules see it, made once: a run changes one of seven hundred. */
export function resourceOf(given: Given): Resource {
  const resource = made.get(given) ?? resourceFrom(given);
  made.set(given, resource);
  return resource;
}

/** Every resource that any rule looks at. */
export function spotsOf(samples: readonly Sample[]): readonly Spot[] {
  return samples.flatMap((sample) =>
    sample.resources
      .map((given, index): Spot => ({ sample, index, given }))
      .filter(({ given }) => rulesThatRead(resourceOf(given).type).length > 0),
  );
}

/** Every place of a resource, from the names of its properties down. */
export function placesOf({ given }: Spot): readonly Place[] {
  return pathsOf(given.inputs ?? {});
}

/** The same sample with other inputs of one resource. What was made up for it stays. */
function withInputs({ sample, index, given }: Spot, inputs: Readonly<Record<string, unknown>>): Spot {
  const kept = Object.entries(given.outputs ?? {}).filter(([name]) => !(name in (given.inputs ?? {})));
  const changed: Given = { ...given, inputs, outputs: { ...Object.fromEntries(kept), ...inputs } };
  const resources = sample.resources.map((other, place) => (place === index ? changed : other));
  return { sample: { ...sample, resources }, index, given: changed };
}

export function withValue(spot: Spot, place: Place, value: unknown): Spot {
  return withInputs(spot, replaced(spot.given.inputs ?? {}, place, value) as Record<string, unknown>);
}

export function withUnknown(spot: Spot, place: Place): Spot {
  return withValue(spot, place, UNKNOWN);
}

/** What all rules say that may have to do with one resource of a sample, of all resources in it. */
export function verdictsAround({ sample, given }: Spot): Verdicts {
  const rules = rulesThatRead(resourceOf(given).type);
  return verdictsOf(sample.resources.map(resourceOf), rules);
}
