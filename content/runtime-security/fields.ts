import facts from "./fields.json";
import type { EventSource } from "./rule";

/** The fields that Falco knows of a source; `fields.json` says where the list was read. For tests. */
export function fieldsOf(source: EventSource): ReadonlySet<string> {
  return new Set([...facts.any, ...facts[source]]);
}
