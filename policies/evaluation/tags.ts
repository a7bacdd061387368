import { ASSURANCE_TAG, PRODUCTION_NAMES } from "../../content/environments";
import { Reader, type Read } from "./reader";
import type { Resource } from "./resource";

/** Tag that names the record class of what a resource holds. */
export const RECORD_CLASS_TAG = "record-class";

/** Tag that names how much care what a resource holds needs. */
export const CLASSIFICATION_TAG = "data-classification";

/** Value of that tag for a resource that holds no records. */
export const NO_RECORDS = "none";

/**
 * A tag of an AWS resource: its own, else one that the provider puts on everything. One that is not known, or might
 * still come because a map of tags is not known, is unknown, whatever stands behind it.
 */
export function tagOf(resource: Resource, name: string): Read<string> {
  const places: readonly Reader[] = [
    resource.inputs.at("tags"),
    ...(resource.provider === undefined
      ? []
      : [configObject(resource.provider.at("defaultTags")).at("tags")]),
    resource.inputs.at("tagsAll"),
  ];
  const reads = places.map((place) => place.at(name).filledText());
  return reads.find(({ state }) => state !== "absent") ?? { state: "absent" };
}

/**
 * The record class that a resource claims for what it holds, which need not be one that there is. That it holds no records only its own
 * tag can say: as a provider's default for everything it says nothing of this one.
 */
export function recordClassOf(resource: Resource): Read<string> {
  const own = resource.inputs.at("tags", RECORD_CLASS_TAG).filledText();
  if (own.state !== "absent") return own;
  const inherited = tagOf(resource, RECORD_CLASS_TAG);
  return inherited.state === "value" && inherited.value === NO_RECORDS ? { state: "absent" } : inherited;
}

/** The data classification that a resource claims for what it holds, itself or by its provider's default. */
export function classificationOf(resource: Resource): Read<string> {
  return tagOf(resource, CLASSIFICATION_TAG);
}

/**
 * Whether a resource belongs to a trial: an environment in which nothing may be a record. Production is never one, whatever its tags say.
 */
export function trialOf(resource: Resource): Read<boolean> {
  const assurance = tagOf(resource, ASSURANCE_TAG);
  if (assurance.state === "unknown") return assurance;
  if (assurance.state === "absent" || assurance.value !== "trial") return { state: "value", value: false };
  const environment = tagOf(resource, "environment");
  if (environment.state === "unknown") return environment;
  const named = environment.state === "value" && !PRODUCTION_NAMES.includes(environment.value.toLowerCase());
  return { state: "value", value: named };
}

/** Objects in a provider's configuration travel as JSON text. */
function configObject(reader: Reader): Reader {
  const text = reader.text();
  if (text.state !== "value") return reader;
  try {
    return Reader.of(JSON.parse(text.value));
  } catch {
    return reader;
  }
}
