/**
 * Property values as Pulumi's engine sends them, and what can be said of them. A value is plain JSON in which some strings
 * stand for "not known yet" and some objects wrap a secret, an asset or an archive; the sandbox keeps both as they came.
 */
export type Value = null | boolean | number | string | Value[] | Properties;
export interface Properties {
  [key: string]: Value;
}

/** What stands for a value that is not known until the update; the engine has one per type of value. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** The key by which the engine marks wrapped values, and the marks. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** Whether a value is an object (a list is not). */
export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Wraps a value as a secret; one that is secret already stays as it is. */
export function secret(value: Value): Value {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** Whether the value itself (not something inside it) is wrapped as a secret. */
export function isSecret(value: Value | undefined): value is Properties {
  return isObject(value) && value[SIGNATURE] === SECRET;
}

/** Whether the value is an asset or an archive, which is carried as it is. */
export function isAsset(value: Value | undefined): boolean {
  return isObject(value) && (value[SIGNATURE] === ASSET || value[SIGNATURE] === ARCHIVE);
}

/** The value without its secret wrapping; what is inside stays as it is. Null counts as absent. */
export function reveal(value: Value | undefined): Value | undefined {
  if (isSecret(value)) return reveal(value["value"]);
  return value === null ? undefined : value;
}

/** Whether the value itself is not known yet. */
export function isUnknown(value: Value | undefined): boolean {
  return UNKNOWNS.has(reveal(value));
}

/** Whether something in the value is not known yet. */
export function hasUnknown(value: Value | undefined): boolean {
  const bare = reveal(value);
  if (bare === undefined) return false;
  if (Array.isArray(bare)) return bare.some((item) => hasUnknown(item));
  if (isObject(bare)) return Object.values(bare).some((item) => hasUnknown(item));
  return UNKNOWNS.has(bare);
}

/** The value without any secret wrapping and without nulls in objects. */
export function revealDeep(value: Value | undefined): Value | undefined {
  const bare = reveal(value);
  if (Array.isArray(bare)) return bare.map((item) => revealDeep(item) ?? null);
  if (isObject(bare) && !isAsset(bare)) {
    const plain: Properties = {};
    for (const [key, item] of Object.entries(bare)) {
      const inner = revealDeep(item);
      if (inner !== undefined) plain[key] = inner;
    }
    return plain;
  }
  return bare;
}

/** The string at a property, or undefined where it is absent, not a string or not known. */
export function knownString(value: Value | undefined): string | undefined {
  const bare = reveal(value);
  return typeof bare === "string" && !UNKNOWNS.has(bare) ? bare : undefined;
}

/**
 * The values at a dotted path, lists on the way being walked into. Absent values are left out; a value that is unknown on
 * the way is given as the unknown.
 */
export function valuesAt(root: Value | undefined, dotted: string): Value[] {
  let found: Value[] = root === undefined || root === null ? [] : [root];
  for (const segment of dotted.split(".")) {
    const next: Value[] = [];
    for (const parent of found) {
      const bare = reveal(parent);
      if (bare === undefined) continue;
      const holders = Array.isArray(bare) ? bare : [bare];
      for (const holder of holders) {
        const inner = reveal(holder);
        if (isUnknown(inner)) next.push(UNKNOWN);
        else if (isObject(inner)) {
          const value = inner[segment];
          if (value !== undefined && value !== null) next.push(value);
        }
      }
    }
    found = next;
  }
  return found;
}

/** JSON text with sorted keys and without secret wrapping: equal values give equal text. */
export function canonical(value: Value | undefined): string {
  const bare = reveal(value);
  if (bare === undefined) return "null";
  if (Array.isArray(bare)) return `[${bare.map((item) => canonical(item)).join(",")}]`;
  if (isObject(bare) && isAsset(bare)) return `asset:${JSON.stringify(bare["hash"] ?? null)}`;
  if (!isObject(bare)) return JSON.stringify(bare);
  const entries = Object.keys(bare)
    .filter((key) => reveal(bare[key]) !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(bare[key])}`);
  return `{${entries.join(",")}}`;
}

/** Whether a string holds a JSON object or list. */
function parsedJson(text: string): Value | undefined {
  const start = text.trimStart()[0];
  if (start !== "{" && start !== "[") return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Whether two values are the same; documents written as JSON text are compared by what they say, not how. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (canonical(a) === canonical(b)) return true;
  const [left, right] = [documentOf(a), documentOf(b)];
  return left !== undefined && right !== undefined && canonical(left) === canonical(right);
}

function documentOf(value: Value | undefined): Value | undefined {
  const bare = reveal(value);
  if (typeof bare === "string") return parsedJson(bare);
  return isObject(bare) && !isAsset(bare) ? bare : undefined;
}
