import { Reader, type Read } from "./reader";
import type { Resource } from "./resource";

/** Tag that names the record class of what a resource holds. */
export const RECORD_CLASS_TAG = "record-class";

/**
 * A tag of an AWS resource: its own, else one that the provider puts on everything. A tag that might still come, because a map of
 * tags is not known, is unknown.
 */
export function tagOf(resource: Resource, name: string): Read<string> {
  const places: readonly Reader[] = [
    resource.inputs.at("tags"),
    ...(resource.provider === undefined ? [] : [configObject(resource.provider.at("defaultTags")).at("tags")]),
    resource.inputs.at("tagsAll"),
  ];
  const reads = places.map((place) => place.at(name).filledText());
  return (
    reads.find(({ state }) => state === "value") ??
    reads.find(({ state }) => state === "unknown") ?? { state: "absent" }
  );
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
