import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";
import { type KeyType, pathOf } from "./index-format";

/** A commented-out key: one `#`, spaces, an identifier, a colon, and then nothing or a value (not prose). */
const COMMENTED_KEY =
  /^(\s*)# ?(\s*)([a-z][A-Za-z0-9_-]*):(?:\s*|\s+(["'[{~]\S*.*|-?\d\S*|true|false|null|[\w./-]+))(?:\s+#.*)?$/;

/** Words which prose in comments puts before a colon. */
const PROSE = new Set(["ref", "default", "note", "example", "or", "see", "e.g", "https", "http"]);

/**
 * All keys that a values.yaml knows: those which are set, and those which stand commented out beside set ones.
 *
 * A commented-out key counts as documented when it stands at the indentation of its neighbours and does not directly follow an
 * empty `{}` or `[]`: there it is an example of what the empty value may hold.
 */
export function extractKeys(text: string): Map<string, KeyType> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge: true });
  if (document.errors.length > 0)
    throw new Error(`values.yaml does not parse: ${document.errors[0]?.message}`);
  const keys = new Map<string, KeyType>();
  /** Line (from 1) → where its key stands, for placing comments. */
  const lines = new Map<number, PlacedKey>();
  if (isMap(document.contents)) visit(document.contents, [], keys, lines, lineCounter);
  addDocumented(text.split("\n"), keys, lines);
  return keys;
}

interface PlacedKey {
  readonly parent: readonly string[];
  readonly column: number;
  readonly empty: boolean;
}

function visit(
  map: YAMLMap,
  parent: readonly string[],
  keys: Map<string, KeyType>,
  lines: Map<number, PlacedKey>,
  counter: LineCounter,
): void {
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    const steps = [...parent, String(key.value)];
    const type = typeOf(value);
    keys.set(pathOf(steps), type);
    const { line, col } = counter.linePos(key.range?.[0] ?? 0);
    const empty = type === "empty-map" || (isSeq(value) && value.items.length === 0);
    lines.set(line, { parent, column: col - 1, empty });
    if (isMap(value)) visit(value, steps, keys, lines, counter);
  }
}

function typeOf(value: unknown): KeyType {
  if (isAlias(value)) return "null";
  if (isMap(value)) return value.items.length === 0 ? "empty-map" : "map";
  if (isSeq(value)) return "list";
  if (!isScalar(value) || value.value === null) return "null";
  switch (typeof value.value) {
    case "boolean":
      return "boolean";
    case "number":
    case "bigint":
      return "number";
    default:
      return "string";
  }
}

function addDocumented(
  text: readonly string[],
  keys: Map<string, KeyType>,
  lines: ReadonlyMap<number, PlacedKey>,
): void {
  /** The keys that a comment can stand beside, by their column: the latest of each, deeper ones forgotten on the way out. */
  let open: PlacedKey[] = [];
  let afterEmpty = false;
  for (const [index, line] of text.entries()) {
    const placed = lines.get(index + 1);
    if (placed !== undefined) {
      open = [...open.filter(({ column }) => column < placed.column), placed];
      afterEmpty = placed.empty;
      continue;
    }
    if (line.trim() === "") {
      afterEmpty = false;
      continue;
    }
    const match = COMMENTED_KEY.exec(line);
    if (match === null || afterEmpty) continue;
    const [, indentation = "", extra = "", name = ""] = match;
    if (extra !== "" || PROSE.has(name.toLowerCase())) continue;
    const neighbour = open.find(({ column }) => column === indentation.length);
    // An example that repeats the whole map, such as `# global:` inside `global`.
    if (neighbour === undefined || neighbour.parent.at(-1) === name) continue;
    const path = pathOf([...neighbour.parent, name]);
    if (!keys.has(path)) keys.set(path, "documented");
  }
}
