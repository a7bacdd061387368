/**
 * How values look before a rule reads them: the markers that the engine, the policy SDK and exported states put in place of what is
 * not known or not to be seen. The constants are those of Pulumi's wire format, which does not change.
 */

/** Strings that stand for a value which is not known before the update, one for each kind of value. */
const UNKNOWN_MARKERS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** What `pulumi policy analyze` writes for a secret that it cannot decrypt. */
const HIDDEN_SECRET = "[secret]";

/** The key by which an object says that it is more than an object. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** How often wrappers may lie in each other: a secret output of a secret is three deep, a thousand is a loop. */
const DEEPEST_WRAPPING = 16;

/** A value without its wrappers, nothing at all, or something that cannot be seen and why. */
export type Unwrapped =
  | { readonly state: "value"; readonly value: unknown; readonly secret?: true }
  | { readonly state: "absent" }
  | { readonly state: "unknown"; readonly why: string };

const ABSENT: Unwrapped = { state: "absent" };

/** Why a value is unknown when nothing more is to be said of it. */
const NOT_YET_KNOWN = "is not known before the update";

/** Takes secrets, outputs and the SDK's proxies off a value. It never throws. */
export function unwrap(raw: unknown): Unwrapped {
  try {
    return unwrapOnce(raw, DEEPEST_WRAPPING);
  } catch (error) {
    return unreadable(error);
  }
}

/** One property of an object or one element of a list, still wrapped. It never throws, and sees own properties only. */
export function property(holder: object, key: string | number): Unwrapped {
  try {
    return Object.hasOwn(holder, key) ? unwrap((holder as Record<string | number, unknown>)[key]) : ABSENT;
  } catch (error) {
    return unreadable(error);
  }
}

/**
 * The same value with nothing left of its secrets but the mark that they are secret: for states, which hold them in clear or as text that
 * somebody may decrypt.
 */
export function closeSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeSecrets);
  if (typeof value !== "object" || value === null) return value;
  if (Object.hasOwn(value, SIGNATURE) && (value as Record<string, unknown>)[SIGNATURE] === SECRET) {
    return { [SIGNATURE]: SECRET };
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closeSecrets(inner)]));
}

function unwrapOnce(raw: unknown, depth: number): Unwrapped {
  if (raw === null || raw === undefined) return ABSENT;
  if (UNKNOWN_MARKERS.has(raw)) return { state: "unknown", why: NOT_YET_KNOWN };
  if (raw === HIDDEN_SECRET) return { state: "unknown", why: "is a secret that cannot be decrypted here" };
  if (typeof raw !== "object") return { state: "value", value: raw };
  if (depth === 0) return { state: "unknown", why: "is wrapped in itself" };
  const bare = withoutProxy(raw);
  const inner = (value: unknown): Unwrapped => unwrapOnce(value, depth - 1);
  switch (Object.hasOwn(bare, SIGNATURE) ? (bare as Record<string, unknown>)[SIGNATURE] : undefined) {
    case SECRET:
      return openSecret(bare as Record<string, unknown>, inner);
    case OUTPUT: {
      const { secret } = bare as { secret?: unknown };
      const value: Unwrapped = "value" in bare ? inner(bare.value) : { state: "unknown", why: NOT_YET_KNOWN };
      return secret === true ? asSecret(value) : value;
    }
    default:
      return { state: "value", value: bare };
  }
}

/** Over the wire a secret holds its value; in a state file it is JSON text, in clear or encrypted. */
function openSecret(secret: Record<string, unknown>, inner: (value: unknown) => Unwrapped): Unwrapped {
  if ("value" in secret) return asSecret(inner(secret["value"]));
  if (typeof secret["plaintext"] === "string") return asSecret(inner(JSON.parse(secret["plaintext"])));
  return { state: "unknown", why: "is an encrypted secret" };
}

function asSecret(unwrapped: Unwrapped): Unwrapped {
  return unwrapped.state === "value" ? { ...unwrapped, secret: true } : unwrapped;
}

/**
 * The SDK hands resources over behind a proxy that throws on unknown values. The proxy names what it stands for on request, so that
 * the markers can be read as data; an SDK that no longer does so still works, through the exceptions.
 */
function withoutProxy(value: object): object {
  const proxy = value as { __isSpecialProxy?: unknown; __getSpecialProxyTarget?: unknown };
  if (proxy.__isSpecialProxy !== true) return value;
  const target = proxy.__getSpecialProxyTarget;
  return typeof target === "object" && target !== null ? target : value;
}

/** What lies behind proxies, however many: the SDK puts one of them around secrets and another around what is not known. */
export function withoutProxies(raw: unknown): unknown {
  let value = raw;
  for (let depth = 0; depth < DEEPEST_WRAPPING && typeof value === "object" && value !== null; depth++) {
    const target = withoutProxy(value);
    if (target === value) break;
    value = target;
  }
  return value;
}

/** Whether a raw value is an object of nothing but properties: no list, no asset, no wrapper. */
export function isPlain(raw: unknown): raw is Record<string, unknown> {
  if (typeof raw !== "object" || raw === null || Object.hasOwn(raw, SIGNATURE)) return false;
  const prototype: unknown = Object.getPrototypeOf(raw);
  return prototype === Object.prototype || prototype === null;
}

/** Whether a raw value lies open: there is none, or one that is no marker and not wrapped. */
export function isReadable(raw: unknown): boolean {
  return unwrap(raw).state !== "unknown" && (typeof raw !== "object" || raw === null);
}

/** `UnknownValueError` of @pulumi/policy carries no name of its own: its class and its message tell it. */
function isUnknownValueError(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.constructor.name === "UnknownValueError" ||
      error.message.endsWith("can't be known during preview"))
  );
}

function unreadable(error: unknown): Unwrapped {
  if (isUnknownValueError(error)) return { state: "unknown", why: NOT_YET_KNOWN };
  const message = error instanceof Error ? error.message : String(error);
  return { state: "unknown", why: `cannot be read (${message})` };
}
