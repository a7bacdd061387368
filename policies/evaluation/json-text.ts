import { Reader, type Read } from "./reader";

/** No policy of any service is longer: what is, is not read. */
const LONGEST_TEXT = 200_000;

/** How many documents are remembered: a stack has a few hundred. */
const REMEMBERED = 1_000;

const parsed = new Map<string, Read<Reader>>();

/**
 * The document at a place: JSON text, which many rules read and one parse serves, or the object itself. Text that is no JSON cannot be
 * judged.
 */
export function documentAt(place: Reader): Read<Reader> {
  const text = place.filledText();
  if (text.state === "absent") return text;
  if (text.state === "unknown")
    return place.fields().state === "value" ? { state: "value", value: place } : text;
  const key = `${place.path} ${text.value}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  if (parsed.size >= REMEMBERED) parsed.clear();
  const read = parse(text.value, place.path);
  parsed.set(key, read);
  return read;
}

function parse(text: string, path: string): Read<Reader> {
  const no = { state: "unknown", path, why: "is no JSON document" } as const;
  if (text.length > LONGEST_TEXT) return no;
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null
      ? { state: "value", value: Reader.of(document) }
      : no;
  } catch {
    return no;
  }
}
